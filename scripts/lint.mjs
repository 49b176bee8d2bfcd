/** `npm run lint`: n8n's own rules for verified packs, over nodes, credentials and package.json. */
import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { environmentWith, installEngine, installTools, node24 } from './install.mjs';
import { runMain } from './shared/message.mjs';
import { root } from './shared/paths.mjs';
import { run } from './shared/run.mjs';

await runMain(async () => {
	await installEngine();
	await installTools();
	// It also holds what n8n serves to browsers, megabytes of it, which ESLint would read.
	mkdirSync(path.join(root, '.sophia'), { recursive: true });
	copyFileSync(path.join(root, 'scripts', 'eslint.config.mjs'), path.join(root, '.sophia', 'eslint.config.mjs'));
	// The rules want n8n's configuration unchanged at the root; folders with other TypeScript bring one that ignores all.
	const env = { ...environmentWith(await node24()), ESLINT_FLAGS: 'unstable_config_lookup_from_file' };
	return (await run('n8n-node', ['lint', ...process.argv.slice(2)], { cwd: root, env, show: true })).code;
});
