/** Who may start on a data folder, told by processes of their own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { verifies } from '../../test/verifies.ts';

let home: string;
const children: ChildProcess[] = [];
beforeEach(async () => {
	home = await mkdtemp(path.join(tmpdir(), 'sophia claim '));
});
afterEach(async () => {
	for (const child of children.splice(0)) child.kill('SIGKILL');
	await rm(home, { recursive: true, force: true });
});

/** Claims the folder; what it said, and the process, which goes on when it was given the folder. */
async function claim(): Promise<{ said: string; child: ChildProcess }> {
	const script = `
		import { claimHome } from '${import.meta.dirname}/claim.mjs';
		try { await claimHome(process.argv[1]); console.log('claimed'); } catch (error) { console.log(error.message); process.exit(); }
		process.stdin.resume().on('end', () => process.exit());`;
	const child = spawn(process.execPath, ['--input-type=module', '-e', script, home]);
	children.push(child);
	const [said] = await once(child.stdout, 'data');
	return { said: String(said).trim(), child };
}

it('refuses a second start before it touches anything, and lets the next in when the first has ended', async () => {
	verifies('start.one-per-folder');
	const first = await claim();
	expect(first.said).toBe('claimed');
	expect((await claim()).said).toMatch(/already runs on .*claim/);

	first.child.stdin?.end();
	await once(first.child, 'exit');
	expect(await readdir(home)).toEqual([]);
	expect((await claim()).said).toBe('claimed');
});

it('takes the folder over from a start that was killed', async () => {
	const first = await claim();
	first.child.kill('SIGKILL');
	await once(first.child, 'exit');
	expect((await claim()).said).toBe('claimed');
});

it('refuses where an engine answers, and not where one only left its process id behind', async () => {
	// The id belongs to somebody else by now, as after a restart of the machine.
	await writeFile(path.join(home, 'engine.json'), JSON.stringify({ address: 'http://127.0.0.1:1', pid: process.pid }));
	const first = await claim();
	expect(first.said).toBe('claimed');
	first.child.stdin?.end();
	await once(first.child, 'exit');

	const engine = createServer().listen(path.join(home, 'engine.sock'));
	await once(engine, 'listening');
	expect((await claim()).said).toMatch(/already runs/);
	engine.close();
});
