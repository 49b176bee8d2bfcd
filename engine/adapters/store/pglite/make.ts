import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { TerminalError } from '../../../errors.ts';
import { INITIALIZE } from './files.ts';

/**
 * Makes an empty database in the folder where there is none, in a process of its own (initialize.ts says why). It is
 * made beside its place and moved there, so that one half made is never opened.
 */
export async function makeDatabase(folder: string): Promise<void> {
	if (existsSync(folder)) return;
	// What a killed attempt left, and its process may still be writing there: hence a new name each time.
	const drafts = `${basename(folder)}.new-`;
	const parent = dirname(folder);
	const left = (await readdir(parent)).filter((name) => name.startsWith(drafts));
	for (const name of left) await rm(join(parent, name), { recursive: true, force: true, maxRetries: 5 });
	const draft = await mkdtemp(join(parent, drafts));
	const child = fork(INITIALIZE, [draft], { execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
	let complaint = '';
	child.stderr?.setEncoding('utf8').on('data', (text: string) => {
		complaint = (complaint + text).slice(-2_000);
	});
	const { promise, resolve, reject } = Promise.withResolvers<number | null>();
	child.once('error', reject);
	child.once('close', resolve);
	const code = await promise;
	if (code !== 0) throw new TerminalError('internal', `The embedded database could not be made: ${complaint.trim()}`);
	await rename(draft, folder);
}
