/** `npm run bench -- NAME [--json] [more]`: runs test/bench/NAME.ts under Node 24; without a name lists them. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { checkMachine, environmentWith, installEngine, installTools, node24 } from './install.mjs';
import { Message, runMain } from './shared/message.mjs';
import { root } from './shared/paths.mjs';
import { progressTo } from './shared/progress.mjs';
import { run } from './shared/run.mjs';

progressTo(process.stderr); // Standard output belongs to the figures.
const folder = path.join(root, 'test', 'bench');

await runMain(async () => {
	checkMachine();
	const [name, ...options] = process.argv.slice(2);
	const file = path.join(folder, `${name}.ts`);
	if (!name || !existsSync(file)) throw new Message(`npm run bench -- NAME [--json]. There are: ${names().join(', ')}`);
	await installEngine();
	await installTools();
	const node = await node24();
	const words = ['--no-wasm-code-gc', file, ...options]; // engine/webassembly.ts says why.
	const { code } = await run(node, words, { cwd: root, env: environmentWith(node), show: true });
	return code;
});

/** A bench is a file of its own; what several share lies in folders. */
function names() {
	const files = existsSync(folder) ? readdirSync(folder) : [];
	return files.filter((file) => file.endsWith('.ts')).map((file) => path.basename(file, '.ts'));
}
