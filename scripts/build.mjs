/** `npm run build`: the node pack into dist, on a clone that may have nothing installed yet. */
import { environmentWith, installEngine, installTools, node24 } from './install.mjs';
import { Message, runMain } from './shared/message.mjs';
import { root } from './shared/paths.mjs';
import { run } from './shared/run.mjs';

await runMain(async () => {
	await installEngine();
	await installTools();
	const env = environmentWith(await node24());
	for (const { command, words } of [
		{ command: 'n8n-node', words: ['build'] },
		{ command: 'gulp', words: [] },
	]) {
		const { code } = await run(command, words, { cwd: root, env, show: true });
		if (code !== 0) throw new Message(`${command} ended with ${code}: the pack was not built.`);
	}
	return 0;
});
