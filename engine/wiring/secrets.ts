/** The key under which secrets are kept: configured, or made on the first start of an embedded store. */
import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createSecrets } from '../adapters/secrets/aes-gcm.ts';
import { createSigner } from '../adapters/secrets/hmac.ts';
import type { Config } from '../config.ts';
import { TerminalError } from '../errors.ts';
import type { Secrets } from '../ports/secrets.ts';
import type { Signer } from '../ports/signer.ts';

const KEY_BYTES = 32;

/** Throws `secret-unreadable` where the file with the key is not one. */
export async function openSecrets(config: KeyConfig): Promise<Secrets> {
	return createSecrets(await keyOf(config));
}

/** Signs under a key of its own for each purpose, derived from the same one. Throws as `openSecrets`. */
export async function openSigner(config: KeyConfig, purpose: string): Promise<Signer> {
	return createSigner(await keyOf(config), purpose);
}

type KeyConfig = Pick<Config, 'home' | 'secretKey'>;

async function keyOf({ home, secretKey }: KeyConfig): Promise<Uint8Array> {
	return secretKey ?? (await keyIn(join(home, 'secret.key'), home));
}

async function keyIn(path: string, home: string): Promise<Uint8Array> {
	const text = (await read(path)) ?? (await make(path, home));
	const key = Buffer.from(text.trim(), 'base64');
	if (key.length !== KEY_BYTES)
		throw new TerminalError('secret-unreadable', `${path} does not hold a key of 32 bytes.`);
	return key;
}

async function read(path: string): Promise<string | undefined> {
	try {
		return await readFile(path, 'utf8');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
		throw error;
	}
}

/** Written beside its place and linked there: never half-written, and of two makers one wins. */
async function make(path: string, home: string): Promise<string> {
	await mkdir(home, { recursive: true, mode: 0o700 });
	const draft = `${path}.${randomUUID()}`;
	const file = await open(draft, 'wx', 0o600);
	try {
		await file.writeFile(`${randomBytes(KEY_BYTES).toString('base64')}\n`);
		await file.sync();
		await link(draft, path).catch((error: NodeJS.ErrnoException) => {
			if (error.code !== 'EEXIST') throw error;
		});
	} finally {
		await file.close();
		await rm(draft, { force: true });
	}
	return readFile(path, 'utf8');
}
