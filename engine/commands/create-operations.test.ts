import { createHash, generateKeyPairSync } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { verifies } from '../../test/verifies.ts';
import { TenantSettings } from '../contract/tenant.ts';
import { SophiaError, TerminalError } from '../errors.ts';
import type { StoredConnection } from '../ports/connection-store.ts';
import { runOperation } from './admin-server.ts';
import { createOperations } from './create-operations.ts';
import type { Operations } from './operations.ts';

let settings: Map<string, TenantSettings>;
let keys: { tenant: string; id: string; hash: Uint8Array }[];
let connections: StoredConnection[];
let done: string[];
let operations: Operations;

beforeEach(() => {
	settings = new Map();
	keys = [];
	connections = [];
	done = [];
	const known = (tenant: string) => {
		const found = settings.get(tenant);
		if (found === undefined) throw new TerminalError('tenant-unknown');
		return found;
	};
	operations = createOperations({
		tenants: {
			create: async (tenant, value) => void settings.set(tenant, value),
			get: async (tenant) => known(tenant),
			set: async (tenant, value) => void settings.set(tenant, value),
		},
		keys: {
			create: async (tenant, { id, hash }) => void keys.push({ tenant, id, hash }),
			revoke: async (_tenant, id) => void done.push(`revoked ${id}`),
			findTenant: async () => undefined,
		},
		connections: {
			add: async (_tenant, connection) => void connections.push(connection),
			list: async () => connections,
			get: async () => connections[0] as StoredConnection,
			remove: async (_tenant, id) => void done.push(`removed ${id}`),
		},
		secrets: {
			encrypt: (secret, owner) => Buffer.from(`${JSON.stringify(owner)}${secret.length}`),
			decrypt: () => '',
		},
		erase: {
			tenant: async () => ({ runs: 2 }),
			call: async (_tenant, call) => ({ [call]: 1 }),
			person: async (_tenant, email) => ({ [email]: 1 }),
		},
		callWebhooks: {
			put: async (tenant, { connection, id, prefix, publicKey }) => {
				done.push(`${tenant} ${connection} ${id.length} ${publicKey}`);
				return `${prefix}${id}`;
			},
		},
		publicUrl: 'https://sophia.example/behind',
		testConnection: async () => ({ ok: true, works: [], missingScopes: [] }),
		forget: async (tenant) => void done.push(`forgot ${tenant}`),
		applied: ['0001'],
	});
});

async function refusal(name: string, values: unknown): Promise<{ code: string; paths: string[] }> {
	try {
		await runOperation(operations, name, values);
	} catch (error) {
		if (!(error instanceof SophiaError)) throw error;
		const fields = (error.details?.fields ?? []) as { path: string }[];
		return { code: error.code, paths: fields.map(({ path }) => path) };
	}
	throw new Error('It was accepted.');
}

describe('tenants', () => {
	it('begin with the defaults and change only in what is given', async () => {
		await operations.createTenant({
			tenant: 'acme',
			settings: { zone: 'Europe/Berlin', quietHours: { from: '20:00', to: '07:00' } },
		});
		expect(settings.get('acme')).toEqual({
			...TenantSettings.parse({}),
			zone: 'Europe/Berlin',
			quietHours: { from: '20:00', to: '07:00' },
		});
		await operations.setTenant({ tenant: 'acme', settings: { optedOutReps: ['ada@acme.example'] } });
		expect(settings.get('acme')).toMatchObject({
			zone: 'Europe/Berlin',
			optedOutReps: ['ada@acme.example'],
			quietHours: { to: '07:00' },
		});
		await operations.setTenant({ tenant: 'acme', settings: { quietHours: null, optedOutReps: [] } });
		expect(settings.get('acme')).toEqual({ ...TenantSettings.parse({}), zone: 'Europe/Berlin' });
	});

	it('refuse what is wrong, all of it', async () => {
		const change = {
			zone: 'Europe/Atlantis',
			quietHours: { from: '8pm', to: '07:00' },
			weekend: [0],
			optedOutReps: ['x'],
			language: 'english',
		};
		expect(await refusal('createTenant', { tenant: 'Acme Inc', settings: change })).toEqual({
			code: 'bad-request',
			paths: [
				'tenant',
				'settings.zone',
				'settings.quietHours.from',
				'settings.weekend[0]',
				'settings.optedOutReps[0]',
				'settings.language',
			],
		});
		expect(await refusal('createTenant', { tenant: '', settings: {} })).toEqual({
			code: 'bad-request',
			paths: ['tenant'],
		});
		expect(await refusal('dropTables', {})).toEqual({ code: 'not-found', paths: [] });
	});
});

describe('keys', () => {
	it('are made at random and kept as their hash', async () => {
		verifies('commands.key-hashed');
		await operations.createTenant({ tenant: 'acme', settings: {} });
		const first = await operations.createKey({ tenant: 'acme', name: 'n8n' });
		const second = await operations.createKey({ tenant: 'acme', name: 'n8n' });
		expect(first.key).toMatch(/^sk_sophia_[\w-]{43}$/);
		expect(first.key).not.toBe(second.key);
		expect(Buffer.from(keys[0]?.hash ?? [])).toEqual(createHash('sha256').update(first.key).digest());
		expect(JSON.stringify(keys)).not.toContain(first.key);
		expect(await refusal('createKey', { tenant: 'other', name: 'x' })).toEqual({ code: 'tenant-unknown', paths: [] });
	});
});

describe('connections', () => {
	const add = { tenant: 'acme', name: 'main' };
	beforeEach(() => operations.createTenant({ tenant: 'acme', settings: {} }));

	it('get an id of service and name, the kind and the address of the service', async () => {
		await operations.addConnection({ ...add, vendor: 'slack', secret: 'xoxb-1' });
		await operations.addConnection({ ...add, vendor: 'hubspot', secret: 'pat-1' });
		const gong = await operations.addConnection({
			...add,
			vendor: 'gong',
			secret: 'key:secret',
			address: 'https://us-1.api.gong.io',
		});
		expect(connections.map(({ id, kind, address }) => [id, kind, address])).toEqual([
			['slack-main', 'chat', 'https://slack.com/api/'],
			['hubspot-main', 'crm', 'https://api.hubapi.com'],
			['gong-main', 'calls', 'https://us-1.api.gong.io'],
		]);
		expect(gong).not.toHaveProperty('secret');
		expect(Buffer.from(connections[2]?.secret ?? []).toString()).toContain(
			'{"tenant":"acme","connectionId":"gong-main"}',
		);
	});

	it('refuse a secret that cannot be one, without repeating it', async () => {
		const wrong = { ...add, vendor: 'gong', address: 'https://x.example', secret: 'only-the-key' };
		const error = (await runOperation(operations, 'addConnection', wrong).catch(
			(thrown: unknown) => thrown,
		)) as SophiaError;
		expect([error.code, error.message.includes('only-the-key')]).toEqual(['bad-request', false]);
		expect(await refusal('addConnection', { ...wrong, secret: 'a:b', address: undefined })).toEqual({
			code: 'bad-request',
			paths: ['address'],
		});
		expect(await refusal('addConnection', { ...wrong, secret: 'a:b', address: 'file:///x' })).toEqual({
			code: 'bad-request',
			paths: ['address'],
		});
		expect(connections).toEqual([]);
	});

	it('refuse a secret with keys that were pressed by mistake, and what no header can carry', async () => {
		for (const secret of ['xoxb-1\u001b[D2', 'xoxb\0', 'xoxb-ö', '\ufffd\ufffd', 'xoxb 1', 'xoxb\u007f']) {
			expect(await refusal('addConnection', { ...add, vendor: 'slack', secret })).toEqual({
				code: 'bad-request',
				paths: ['secret'],
			});
		}
		const gong = { ...add, vendor: 'gong', address: 'https://x.example' };
		for (const secret of ['key:sec\0ret', 'key:', ':secret', 'key:se:cret', 'kéy:secret']) {
			expect((await refusal('addConnection', { ...gong, secret })).paths).toEqual(['secret']);
		}
		expect(connections).toEqual([]);
	});

	it('say of a key that was pasted in pieces what is wrong with it', async () => {
		for (const secret of ['sk-abc def', 'sk-abc\ndef', 'sk-abc\tdef']) {
			const error = (await runOperation(operations, 'addConnection', { ...add, vendor: 'openai', secret }).catch(
				(thrown: unknown) => thrown,
			)) as SophiaError;
			expect(error.message).toBe(
				'The secret must be an API key, in one piece: what was given has a blank or a line break in it.',
			);
		}
	});

	it('to a server of your own take no name of a provider of the catalog, and none that the catalog cannot name', async () => {
		verifies('connections.no-borrowed-names');
		const own = { ...add, vendor: 'openai-compatible', address: 'http://127.0.0.1:8000/v1', secret: 'any' };
		for (const name of ['openai', 'anthropic', 'perplexity']) {
			expect(await refusal('addConnection', { ...own, name })).toEqual({ code: 'connection-name-reserved', paths: [] });
		}
		expect((await refusal('addConnection', { ...own, name: 'x'.repeat(41) })).paths).toEqual(['name']);
		expect(connections).toEqual([]);
		await operations.addConnection({ ...own, vendor: 'openai-compatible', name: 'openai-proxy' });
		expect(connections.map(({ id }) => id)).toEqual(['openai-compatible-openai-proxy']);
	});

	it('refuse an address with a login in it, which would be shown with the address', async () => {
		for (const address of [
			'https://ada:hunter2@x.example',
			'https://hunter2@x.example/',
			'https://x.example/?key=hunter2',
		]) {
			expect(await refusal('addConnection', { ...add, vendor: 'gong', secret: 'a:b', address })).toEqual({
				code: 'bad-request',
				paths: ['address'],
			});
		}
		expect(connections).toEqual([]);
	});
});

describe('erase', () => {
	beforeEach(() => operations.createTenant({ tenant: 'acme', settings: {} }));

	it('erases a person, a call, or the tenant with what is queued for it', async () => {
		expect(await operations.erase({ tenant: 'acme', what: { of: 'person', email: 'a@b.example' } })).toEqual({
			erased: { 'a@b.example': 1 },
		});
		expect(await operations.erase({ tenant: 'acme', what: { of: 'call', call: '12' } })).toEqual({
			erased: { '12': 1 },
		});
		expect(done).toEqual([]);
		expect(await operations.erase({ tenant: 'acme', what: { of: 'tenant' } })).toEqual({ erased: { runs: 2 } });
		expect(done).toEqual(['forgot acme']);
	});

	it('needs to know of what', async () => {
		expect(await refusal('erase', { tenant: 'acme' })).toEqual({ code: 'bad-request', paths: ['what'] });
		expect((await refusal('erase', { tenant: 'acme', what: { of: 'everything' } })).code).not.toBe('none');
		expect(await refusal('erase', { tenant: 'acme', what: { of: 'person', email: '' } })).toEqual({
			code: 'bad-request',
			paths: ['what.email'],
		});
		expect((await refusal('erase', { tenant: 'other', what: { of: 'tenant' } })).code).toBe('tenant-unknown');
	});
});

describe('webhooks of connections', () => {
	const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
	const pem = publicKey.export({ type: 'spki', format: 'pem' }) as string;
	const gong = { tenant: 'acme', vendor: 'gong', name: 'main', address: 'https://g.example', secret: 'a:b' } as const;
	beforeEach(() => operations.createTenant({ tenant: 'acme', settings: {} }));

	it('have an address that nobody can guess, behind what a proxy puts before it', async () => {
		await operations.addConnection(gong);
		const asked = { tenant: 'acme', connection: 'gong-main', publicKey: pem.replace(/-----[^-]+-----/g, '') };
		const [one, two] = [await operations.setWebhook(asked), await operations.setWebhook(asked)];
		expect(one.connection).toBe('gong-main');
		expect(one.address).toMatch(/^https:\/\/sophia\.example\/behind\/v1\/webhooks\/gong\/[\w-]{24}$/);
		expect(two.address).not.toBe(one.address);
		expect(done[0]).toBe(`acme gong-main 24 ${pem}`);
	});

	it('are refused without a key to believe, for services that send none, and where nobody could reach them', async () => {
		await operations.addConnection(gong);
		const asked = { tenant: 'acme', connection: 'gong-main', publicKey: 'no key' };
		expect(await refusal('setWebhook', asked)).toEqual({ code: 'bad-request', paths: ['publicKey'] });
		connections = [{ ...(connections[0] as StoredConnection), vendor: 'slack' }];
		expect(await refusal('setWebhook', { ...asked, publicKey: pem })).toMatchObject({ code: 'connection-wrong-kind' });
		expect(done).toEqual([]);
	});
});
