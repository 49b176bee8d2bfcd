/** `npm run engine -- COMMAND`: the engine's commands under Node 24, with our terminal and our signals. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { checkMachine, installEngine, node24 } from './install.mjs';
import { runMain } from './shared/message.mjs';
import { engineFolder } from './shared/paths.mjs';
import { progressTo } from './shared/progress.mjs';

progressTo(process.stderr); // Standard output belongs to the command: `key create` prints the key and nothing else.

await runMain(async () => {
	checkMachine();
	await installEngine();
	const node = await node24();
	const child = spawn(node, [path.join(engineFolder, 'main.ts'), ...process.argv.slice(2)], { stdio: 'inherit' });
	for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
		// The terminal sends SIGINT to the whole group; repeating it would cut the engine's graceful stop short.
		process.on(signal, () => (signal === 'SIGINT' && process.stdin.isTTY ? undefined : child.kill(signal)));
	}
	return await new Promise((resolve, reject) => {
		child.on('error', reject);
		child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)));
	});
});
