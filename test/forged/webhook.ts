/** Requests as Gong would sign them, and as somebody would who is not Gong. Shares no code with the engine. */
import {
	constants,
	createHash,
	createHmac,
	createPrivateKey,
	generateKeyPairSync,
	type KeyObject,
	sign,
} from 'node:crypto';
import type { Random } from '../crash/random.ts';

/** A connection's place and the keys of its Gong. */
export type Place = { address: string; privateKey: KeyObject; publicKey: string };

export type WebhookRequest = {
	/** Where it is sent. */
	address: string;
	authorization: string | undefined;
	body: Buffer;
};

type Claims = Record<string, unknown>;
type Header = Record<string, unknown>;

export function makeKeys(): Pick<Place, 'privateKey' | 'publicKey'> {
	const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
	return { privateKey, publicKey: publicKey.export({ type: 'spki', format: 'pem' }) as string };
}

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** Of the fields that Gong sends those that matter. */
export function bodyOf(callId: string, more: object = {}): Buffer {
	const metaData = { id: callId, title: `Call ${callId}`, started: '2026-11-20T09:00:00Z', duration: 1800 };
	return Buffer.from(
		JSON.stringify({ callData: { metaData: { ...metaData, primaryUserId: '7' } }, isTest: false, ...more }),
	);
}

export function claimsOf(address: string, body: Buffer): Claims {
	return { webhook_url: address, body_sha256: sha256(body), exp: Math.floor(Date.now() / 1000) + 300 };
}

function token(key: KeyObject, claims: unknown, header: Header = {}): string {
	const input = `${encoded({ alg: 'RS256', typ: 'JWT', ...header })}.${encoded(claims)}`;
	return `${input}.${sign('sha256', Buffer.from(input), key).toString('base64url')}`;
}

/** As Gong sends it. */
export function signed({ address, privateKey }: Pick<Place, 'address' | 'privateKey'>, body: Buffer): WebhookRequest {
	return { address, authorization: token(privateKey, claimsOf(address, body)), body };
}

export type Forger = {
	random: Random;
	/** Whose place is attacked. */
	place: Place;
	/** The place of another tenant, with keys of its own. */
	other: Place;
	/** Keys that no place knows. */
	keys: Pick<Place, 'privateKey' | 'publicKey'>;
};

type Forgery = (forger: Forger, body: Buffer) => Partial<WebhookRequest>;

/** Each changes a valid request, or makes one without the key of the place; what is left out stays as it was. */
const FORGERIES: Record<string, Forgery> = {
	'a bit of the body': ({ random }, body) => {
		const changed = Buffer.from(body);
		const at = random.between(0, body.length - 1);
		changed[at] = (changed[at] ?? 0) ^ (1 << random.between(0, 7));
		return { body: changed };
	},
	'a byte less in the body': ({ random }, body) => {
		const at = random.between(0, body.length - 1);
		return { body: Buffer.concat([body.subarray(0, at), body.subarray(at + 1)]) };
	},
	'a byte more in the body': ({ random }, body) => {
		const at = random.between(0, body.length);
		return { body: Buffer.concat([body.subarray(0, at), Buffer.of(random.between(0, 255)), body.subarray(at)]) };
	},
	'half of the body': ({ random }, body) => ({ body: body.subarray(0, random.between(0, body.length - 1)) }),
	'another call': ({ random }) => ({ body: bodyOf(String(random.between(1, 1e9))) }),
	'no header': () => ({ authorization: undefined }),
	'another scheme': ({ random, place }, body) => {
		const scheme = random.pick(['Bearer ', 'bearer ', 'Basic ', 'JWT ', 'Bearer,', '"']);
		return { authorization: `${scheme}${token(place.privateKey, claimsOf(place.address, body))}` };
	},
	'words for a header': ({ random }) => ({
		authorization: random.pick(['x', '.', '..', 'a.b.c', 'null', '{}', 'a.b', 'a.b.c.d', '%00', 'Bearer']),
	}),
	'a character of the token': ({ random, place }, body) => {
		const valid = token(place.privateKey, claimsOf(place.address, body));
		const at = random.pick([random.between(0, valid.length - 1), valid.length - 1]);
		const others = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.'.replace(valid[at] ?? '', '');
		return { authorization: valid.slice(0, at) + random.pick([...others]) + valid.slice(at + 1) };
	},
	'a part of the token': ({ random, place }, body) => {
		const valid = token(place.privateKey, claimsOf(place.address, body));
		const [header = '', payload = '', signature = ''] = valid.split('.');
		return {
			authorization: random.pick([
				valid.slice(0, random.between(0, valid.length - 1)),
				valid + random.pick(['A', '=', '.', '.A', 'AAAA']),
				`${header}.${payload}.`,
				`${header}.${payload}`,
				`${payload}.${header}.${signature}`,
				`.${payload}.${signature}`,
				`${header}..${signature}`,
				`${header}.${payload}.${signature}.${signature}`,
				JSON.stringify({ payload, signatures: [{ protected: header, signature }] }),
			]),
		};
	},
	'the token of another body': ({ random, place }) => ({
		authorization: token(place.privateKey, claimsOf(place.address, bodyOf(String(random.between(1, 1e9))))),
	}),
	'no algorithm': ({ random, place }, body) => {
		const input = `${encoded({ alg: random.pick(['none', 'None', 'NONE', 'nOnE', '', null]), typ: 'JWT' })}.${encoded(claimsOf(place.address, body))}`;
		return { authorization: random.pick([`${input}.`, input, `${input}.AAAA`]) };
	},
	'the public key as a shared secret': ({ random, place }, body) => {
		const bits = random.pick([256, 384, 512]);
		const secret = random.pick([
			place.publicKey,
			place.publicKey.trim(),
			place.publicKey.replace(/-----[^-]+-----|\s/g, ''),
			Buffer.from(place.publicKey.replace(/-----[^-]+-----|\s/g, ''), 'base64'),
		]);
		const input = `${encoded({ alg: `HS${bits}`, typ: 'JWT' })}.${encoded(claimsOf(place.address, body))}`;
		return { authorization: `${input}.${createHmac(`sha${bits}`, secret).update(input).digest('base64url')}` };
	},
	'another key': ({ keys, place }, body) => ({
		authorization: token(keys.privateKey, claimsOf(place.address, body)),
	}),
	'another key, brought along': ({ random, keys, place }, body) => {
		const jwk = createPrivateKey(keys.privateKey.export({ type: 'pkcs8', format: 'pem' })).export({ format: 'jwk' });
		const shown = { kty: jwk.kty, n: jwk.n, e: jwk.e };
		const header = random.pick<Header>([
			{ jwk: shown },
			{ jku: 'http://127.0.0.1:1/keys' },
			{ x5u: 'http://127.0.0.1:1/key' },
			{ x5c: [keys.publicKey.replace(/-----[^-]+-----|\s/g, '')] },
			{ kid: random.pick(['1', '../../dev/null', "' or 1=1 --", 'gong', '']) },
		]);
		return { authorization: token(keys.privateKey, claimsOf(place.address, body), header) };
	},
	'another algorithm of the right key': ({ random, place }, body) => {
		const alg = random.pick(['RS384', 'RS512', 'PS256', 'RS1', 'rs256', 'RSA-OAEP', 'EdDSA', 'ES256']);
		const input = `${encoded({ alg, typ: 'JWT' })}.${encoded(claimsOf(place.address, body))}`;
		const digest = alg === 'RS384' ? 'sha384' : alg === 'RS512' ? 'sha512' : 'sha256';
		const padding = alg === 'PS256' ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING;
		const signature = sign(digest, Buffer.from(input), { key: place.privateKey, padding, saltLength: 32 });
		return { authorization: `${input}.${signature.toString('base64url')}` };
	},
	'demands that nobody knows': ({ random, place }, body) => {
		const header = random.pick<Header>([
			{ crit: ['exp'] },
			{ crit: ['b64'], b64: false },
			{ crit: ['gong'], gong: true },
			{ crit: [] },
		]);
		return { authorization: token(place.privateKey, claimsOf(place.address, body), header) };
	},
	'a time that is over, or has not come': ({ random, place }, body) => {
		const now = Math.floor(Date.now() / 1000);
		const times = random.pick<Claims>([
			{ exp: now - random.between(120, 1e9) },
			{ nbf: now + random.between(120, 1e6) },
			{ exp: random.pick(['tomorrow', null, {}, [], 'NaN']) },
			{ nbf: 'now' },
		]);
		return { authorization: token(place.privateKey, { ...claimsOf(place.address, body), ...times }) };
	},
	'the claim of another address': ({ random, place, other }, body) => {
		const { address } = place;
		const webhook_url = random.pick<unknown>([
			other.address,
			`${address}/`,
			`${address}?x=1`,
			`${address}#`,
			address.toUpperCase(),
			address.replace(/^http/, 'https'),
			address.replace('//', '//evil@'),
			address.slice(0, -1),
			new URL(address).pathname,
			'',
			[address],
			{ address },
			null,
			undefined,
			1,
		]);
		return { authorization: token(place.privateKey, { ...claimsOf(address, body), webhook_url }) };
	},
	'the claim of another hash': ({ random, place }, body) => {
		const right = sha256(body);
		const body_sha256 = random.pick<unknown>([
			sha256(Buffer.from('')),
			sha256(Buffer.concat([body, Buffer.of(10)])),
			Buffer.from(right, 'hex').toString('base64'),
			`sha256=${right}`,
			right.slice(0, -1),
			right.slice(0, -2),
			`${right}00`,
			'',
			[right],
			null,
			undefined,
			0,
		]);
		return { authorization: token(place.privateKey, { ...claimsOf(place.address, body), body_sha256 }) };
	},
	'no claims': ({ random, place }) => ({
		authorization: token(place.privateKey, random.pick<unknown>([{}, [], null, 'claims', 1, { exp: 9e9 }])),
	}),
	"the other tenant's word": ({ random, place, other }, body) => {
		const theirs = signed(other, body);
		return random.pick<Partial<WebhookRequest>>([
			// Valid there, sent here.
			{ authorization: theirs.authorization },
			// Signed there for here.
			{ authorization: token(other.privateKey, claimsOf(place.address, body)) },
			// Signed here, sent there.
			{ address: other.address },
			// Signed here for there, and sent there.
			{ address: other.address, authorization: token(place.privateKey, claimsOf(other.address, body)) },
		]);
	},
	'an address that nobody has': ({ random, place }, body) => {
		const id = place.address.split('/').at(-1) ?? '';
		const root = place.address.slice(0, -id.length);
		const wrong = random.pick([
			id.slice(0, -1),
			`${id}A`,
			[...id].reverse().join(''),
			'gong-main',
			'acme',
			'A'.repeat(24),
			'-',
		]);
		const address = root + (wrong === id ? `${id}-` : wrong);
		return { address, authorization: token(place.privateKey, claimsOf(random.pick([address, place.address]), body)) };
	},
};

/** Forged requests of every kind in turn, each of a body of its own. */
export function* forgeries(forger: Forger, count: number): Generator<WebhookRequest & { kind: string }> {
	const kinds = Object.entries(FORGERIES);
	for (let index = 0; index < count; index += 1) {
		const [kind, forge] = kinds[index % kinds.length] as [string, Forgery];
		const body = bodyOf(String(9_000_000_000_000_000_000n + BigInt(index)));
		yield { kind, ...signed(forger.place, body), ...forge(forger, body) };
	}
}
