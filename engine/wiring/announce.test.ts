import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { announce } from './announce.ts';

let home: string;
beforeEach(async () => {
	home = await mkdtemp(join(tmpdir(), 'sophia-'));
});
afterEach(() => rm(home, { recursive: true }));

it('says where the engine listens until it is taken back', async () => {
	const takeBack = await announce(home, 'http://127.0.0.1:8787');
	const text = await readFile(join(home, 'engine.json'), 'utf8');
	expect(JSON.parse(text)).toEqual({ address: 'http://127.0.0.1:8787', pid: process.pid });
	expect(await readdir(home)).toEqual(['engine.json']);
	await takeBack();
	expect(await readdir(home)).toEqual([]);
});

it('leaves what another engine has said since', async () => {
	const takeBack = await announce(home, 'http://127.0.0.1:1');
	await announce(home, 'http://127.0.0.1:2');
	await takeBack();
	expect(await readFile(join(home, 'engine.json'), 'utf8')).toContain('127.0.0.1:2');
});
