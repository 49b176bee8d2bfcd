/** `npm run lint`: n8n's own rules for verified packs, over nodes, credentials and package.json. */
import process from 'node:process';
import { environmentWith, installEngine, installTools, node24 } from './install.mjs';
import { runMain } from './shared/message.mjs';
import { root } from './shared/paths.mjs';
import { run } from './shared/run.mjs';

await runMain(async () => {
	await installEngine();
	await installTools();
	// The rules want n8n's configuration unchanged at the root; folders with other TypeScript bring one that ignores all.
	const env = { ...environmentWith(await node24()), ESLINT_FLAGS: 'unstable_config_lookup_from_file' };
	return (await run('n8n-node', ['lint', ...process.argv.slice(2)], { cwd: root, env, show: true })).code;
});
