import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { verifies } from '../../../../test/verifies.ts';
import { takeLock } from './lock.ts';

const LOCK = new URL('./lock.ts', import.meta.url).href;

describe('the lock file', () => {
	let folder: string;
	let path: string;

	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'sophia-lock-'));
		path = join(folder, 'db.lock');
	});
	afterEach(() => rmSync(folder, { recursive: true, force: true }));

	const refused = (pid: number) => expect.objectContaining({ code: 'store-locked', details: { pid, lock: path } });
	const dead = (fields: object = {}) =>
		writeFileSync(path, JSON.stringify({ pid: 2 ** 22 + 1, started: 'boot/1', nonce: 'dead', ...fields }));

	it('is held until it is released, and leaves nothing', () => {
		const lock = takeLock(path);
		expect(() => takeLock(path)).toThrow(refused(process.pid));
		lock.release();
		expect(readdirSync(folder)).toEqual([]);
		lock.release();
		takeLock(path).release();
	});

	it('of a dead process is taken over', () => {
		verifies('store.stale-lock');
		dead();
		const lock = takeLock(path);
		expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ pid: process.pid });
		expect(() => takeLock(path)).toThrow(refused(process.pid));
		expect(readdirSync(folder)).toEqual(['db.lock']);
		lock.release();
	});

	it('of a process whose id another one has now is taken over', () => {
		dead({ pid: process.pid, started: 'an earlier boot/1' });
		takeLock(path).release();
	});

	it('is not released by who lost it', () => {
		const lost = takeLock(path);
		rmSync(path);
		const lock = takeLock(path);
		lost.release();
		expect(() => takeLock(path)).toThrow(refused(process.pid));
		lock.release();
	});

	it.each(['', '{"pid":1', 'null', '{"pid":"1","started":1}'])('that cannot be read (%j) is taken over', (text) => {
		writeFileSync(path, text);
		takeLock(path).release();
	});

	it('goes to one of many that find it dead at once', async () => {
		dead();
		const code = `
			const { takeLock } = await import(process.argv[1]);
			process.stdout.write('ready');
			await new Promise((resolve) => process.stdin.once('data', resolve));
			let answer;
			try { takeLock(process.argv[2]); answer = 'taken'; } catch (error) { answer = error.code; }
			process.stdout.write(' ' + answer);
			await new Promise((resolve) => process.stdin.once('end', resolve).resume());`;
		const racers = Array.from({ length: 6 }, () =>
			spawn(process.execPath, ['--input-type=module', '-e', code, LOCK, path], { stdio: ['pipe', 'pipe', 'inherit'] }),
		);
		await Promise.all(racers.map((racer) => once(racer.stdout, 'data')));
		const answers = Promise.all(racers.map((racer) => once(racer.stdout, 'data')));
		for (const racer of racers) racer.stdin.write('go');
		const said = (await answers).map(([text]) => String(text).trim());
		for (const racer of racers) racer.stdin.end();
		await Promise.all(racers.map((racer) => once(racer, 'exit')));
		expect(said.sort()).toEqual([...Array(5).fill('store-locked'), 'taken']);
		// The winner ended without releasing it: dead again.
		takeLock(path).release();
	});
});
