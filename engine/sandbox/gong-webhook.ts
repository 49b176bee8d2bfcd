/** Gong's automation rules: say to an address that a call is over, signed as its "Signed JWT header" is. */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { isObject, type Json } from './exchange.ts';
import type { World } from './world.ts';

export interface GongWebhooks {
	/** PEM, as Gong's page shows it. */
	publicKey(): string;
	/** What the address answered. Throws an Error that names what is wrong with the input. */
	send(input: unknown): Promise<{ status: number; body: string }>;
}

/** A rule's word is worth nothing after this time. */
const VALID_SECONDS = 300;
const TIMEOUT_MS = 10_000;

/** `keyFile`: keeps the key over a restart, so that whoever was given the public one goes on believing. */
export function createGongWebhooks({ world, keyFile }: { world: World; keyFile?: string }): GongWebhooks {
	let made: KeyObject | undefined;
	// Made when it is first needed: it takes a tenth of a second.
	const key = () => {
		made ??= openKey(keyFile);
		return made;
	};
	return {
		publicKey: () => createPublicKey(key()).export({ type: 'spki', format: 'pem' }) as string,
		async send(input) {
			const { url, callId, isTest } = readInput(input);
			const callData = world.calls.find(({ metaData }) => metaData.id === callId);
			if (!callData) throw new Error(`callId: there is no call ${callId}`);
			const body = JSON.stringify({ callData, isTest });
			const authorization = token(key(), {
				exp: Math.floor(Date.now() / 1_000) + VALID_SECONDS,
				webhook_url: url,
				body_sha256: createHash('sha256').update(body).digest('hex'),
			});
			const response = await fetch(url, {
				method: 'POST',
				body,
				headers: { 'content-type': 'application/json', authorization },
				signal: AbortSignal.timeout(TIMEOUT_MS),
			});
			return { status: response.status, body: await response.text() };
		},
	};
}

function openKey(file: string | undefined): KeyObject {
	if (file !== undefined && existsSync(file)) return createPrivateKey(readFileSync(file, 'utf8'));
	const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
	if (file !== undefined) {
		writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
	}
	return privateKey;
}

function token(key: KeyObject, claims: Json): string {
	const part = (value: Json) => Buffer.from(JSON.stringify(value)).toString('base64url');
	const input = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}`;
	return `${input}.${sign('sha256', Buffer.from(input), key).toString('base64url')}`;
}

function readInput(input: unknown): { url: string; callId: string; isTest: boolean } {
	const { url, callId, isTest = false, ...others } = isObject(input) ? input : {};
	const [unknown] = Object.keys(others);
	if (unknown !== undefined) throw new Error(`${unknown}: unknown field`);
	if (typeof url !== 'string' || !/^https?:\/\//.test(url)) throw new Error('url: must be an address');
	if (typeof callId !== 'string') throw new Error('callId: must be the id of a call, as a string');
	if (typeof isTest !== 'boolean') throw new Error('isTest: must be true or false');
	return { url, callId, isTest };
}
