import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { verifies } from '../../test/verifies.ts';
import { createSecrets } from '../adapters/secrets/aes-gcm.ts';
import type { ConnectionKind, Vendor } from '../contract/connection.ts';
import { TerminalError } from '../errors.ts';
import type { ConnectionStore, StoredConnection } from '../ports/connection-store.ts';
import { createServices, type Services } from './connections.ts';

const secrets = createSecrets(new Uint8Array(32));
const stored = new Map<string, StoredConnection>();
let services: Services;

const KINDS: Record<Vendor, ConnectionKind> = {
	gong: 'calls',
	slack: 'chat',
	hubspot: 'crm',
	openai: 'models',
	anthropic: 'models',
	perplexity: 'models',
	'openai-compatible': 'models',
};

function store(
	tenant: string,
	id: string,
	vendor: Vendor,
	secret: string,
	more: { name?: string; address?: string } = {},
) {
	const encrypted = secrets.encrypt(secret, { tenant, connectionId: id });
	const connection = { kind: KINDS[vendor], name: 'main', address: 'http://127.0.0.1:9/', secret: encrypted };
	stored.set(`${tenant}/${id}`, { id, vendor, ...connection, ...more });
}

beforeEach(() => {
	stored.clear();
	store('acme', 'gong-main', 'gong', 'key:secret');
	store('acme', 'slack-main', 'slack', 'xoxb-1');
	store('acme', 'hubspot-main', 'hubspot', 'pat-1');
	const connections: Partial<ConnectionStore> = {
		get: async (tenant, id) => {
			const found = stored.get(`${tenant}/${id}`);
			if (found === undefined) throw new TerminalError('connection-unknown');
			return found;
		},
	};
	const rateLimit = { take: jest.fn(async () => undefined), pause: jest.fn(async () => undefined) };
	services = createServices({ connections: connections as ConnectionStore, secrets, rateLimit });
});

describe('createServices', () => {
	it('opens each kind with its own verbs', async () => {
		expect(await services.calls('acme', 'gong-main')).toHaveProperty('transcripts');
		expect(await services.chat('acme', 'slack-main')).toHaveProperty('send');
		expect(await services.crm('acme', 'hubspot-main')).toHaveProperty('writeNote');
	});

	it('refuses a connection in a place it does not fit, an unknown one, and one of another tenant', async () => {
		verifies('walls.connections');
		await expect(services.calls('acme', 'slack-main')).rejects.toMatchObject({ code: 'connection-wrong-kind' });
		await expect(services.chat('acme', 'slack-other')).rejects.toMatchObject({ code: 'connection-unknown' });
		await expect(services.chat('other', 'slack-main')).rejects.toMatchObject({ code: 'connection-unknown' });
	});

	it('opens a connection once, and again when its secret has changed', async () => {
		const first = await services.chat('acme', 'slack-main');
		expect(await services.chat('acme', 'slack-main')).toBe(first);
		store('acme', 'slack-main', 'slack', 'xoxb-2');
		expect(await services.chat('acme', 'slack-main')).not.toBe(first);
	});

	it('does not use what it remembers after the connection was removed', async () => {
		await services.chat('acme', 'slack-main');
		stored.delete('acme/slack-main');
		await expect(services.chat('acme', 'slack-main')).rejects.toMatchObject({ code: 'connection-unknown' });
	});

	it('cannot read a secret that was stored for another tenant', async () => {
		verifies('walls.connections');
		stored.set('other/slack-main', stored.get('acme/slack-main') as StoredConnection);
		await expect(services.chat('other', 'slack-main')).rejects.toMatchObject({ code: 'secret-unreadable' });
	});

	it('takes no server of your own for a provider of the catalog, also where it was stored as one', async () => {
		verifies('connections.no-borrowed-names');
		store('acme', 'openai-compatible-openai', 'openai-compatible', 'any', { name: 'openai' });
		await expect(services.models('acme', 'openai-compatible-openai')).rejects.toMatchObject({
			code: 'connection-name-reserved',
		});
		store('acme', 'openai-compatible-vllm', 'openai-compatible', 'any', { name: 'vllm' });
		expect(await services.models('acme', 'openai-compatible-vllm')).toMatchObject({ provider: 'vllm' });
	});

	it.each([
		[
			'openai',
			404,
			{ ok: false, problem: expect.stringContaining('without --address it is https://api.openai.com/v1') },
		],
		['anthropic', 404, { ok: false, problem: expect.stringContaining('neither the address nor the key is proven') }],
		['openai-compatible', 404, { ok: true, works: [expect.stringContaining('neither the key nor the path')] }],
		['perplexity', 404, { ok: true, works: [expect.stringContaining('neither the key nor the path')] }],
		['openai', 401, { ok: false, problem: expect.stringContaining('refuses the key') }],
	] as const)('says of %s that answers %d what is proven, and what is not', async (vendor, status, expected) => {
		verifies('connections.test-names-scopes');
		const server = createServer((_, response) => response.writeHead(status).end('{}')).listen(0, '127.0.0.1');
		await once(server, 'listening');
		const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		store('acme', `${vendor}-main`, vendor, 'sk-1', { address });
		expect(await services.test('acme', `${vendor}-main`)).toMatchObject(expected);
		server.close();
	});

	it('says in a test why a service does not answer', async () => {
		const report = await services.test('acme', 'slack-main');
		expect(report).toMatchObject({ ok: false, problem: expect.stringMatching(/\w/) });
		await expect(services.test('acme', 'slack-other')).rejects.toMatchObject({ code: 'connection-unknown' });
	});
});
