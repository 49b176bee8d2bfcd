/** Tells others on this machine where the engine listens: `engine.json` in the home folder. */
import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Written whole or not at all. The returned function takes it back, unless another engine has written its own since. */
export async function announce(home: string, address: string): Promise<() => Promise<void>> {
	const path = join(home, 'engine.json');
	const draft = `${path}.${randomUUID()}`;
	const text = `${JSON.stringify({ address, pid: process.pid })}\n`;
	await writeFile(draft, text, { mode: 0o600 });
	await rename(draft, path);
	return async () => {
		const current = await readFile(path, 'utf8').catch(() => undefined);
		if (current === text) await rm(path, { force: true });
	};
}
