import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { verifies } from '../../test/verifies.ts';
import { openSecrets, openSigner } from './secrets.ts';

const owner = { tenant: 'acme', connectionId: 'gong-main' };
let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'sophia-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('makes a key on the first start, for its owner alone, and finds it again', async () => {
	verifies('connections.key-for-its-owner');
	const home = join(folder, 'home');
	const stored = (await openSecrets({ home, secretKey: undefined })).encrypt('xoxb-1', owner);
	const path = join(home, 'secret.key');
	expect((await stat(path)).mode & 0o777).toBe(0o600);
	expect(Buffer.from((await readFile(path, 'utf8')).trim(), 'base64')).toHaveLength(32);
	expect((await openSecrets({ home, secretKey: undefined })).decrypt(stored, owner)).toBe('xoxb-1');
	expect(await readdir(home)).toEqual(['secret.key']);
});

it('makes one key where several start at once', async () => {
	const opened = await Promise.all(
		Array.from({ length: 8 }, () => openSecrets({ home: folder, secretKey: undefined })),
	);
	const stored = opened[0]?.encrypt('xoxb-1', owner) as Uint8Array;
	for (const secrets of opened) expect(secrets.decrypt(stored, owner)).toBe('xoxb-1');
});

it('signs under the same key after a restart', async () => {
	const config = { home: folder, secretKey: undefined };
	await openSecrets(config);
	const signature = (await openSigner(config, 'call page')).sign('acme');
	expect((await openSigner(config, 'call page')).verify('acme', signature)).toBe(true);
	expect(await readdir(folder)).toEqual(['secret.key']);
});

it('takes the configured key and makes none', async () => {
	await openSecrets({ home: folder, secretKey: new Uint8Array(32) });
	expect(await readdir(folder)).toEqual([]);
});

it('refuses a file that holds no key', async () => {
	await writeFile(join(folder, 'secret.key'), 'c2hvcnQ=\n');
	await expect(openSecrets({ home: folder, secretKey: undefined })).rejects.toMatchObject({
		code: 'secret-unreadable',
	});
});
