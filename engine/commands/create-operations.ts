/** The operations over the ports: used by the engine that runs, and by a command that opened the store itself. */
import { createHash, randomBytes } from 'node:crypto';
import {
	type Connection,
	type ConnectionKind,
	type ConnectionReport,
	isVendorOfModels,
	type Vendor,
} from '../contract/connection.ts';
import { TenantSettings } from '../contract/tenant.ts';
import { TerminalError } from '../errors.ts';
import type { CallWebhookStore } from '../ports/call-webhook.ts';
import type { ConnectionStore } from '../ports/connection-store.ts';
import type { EraseStore } from '../ports/erase-store.ts';
import type { KeyStore } from '../ports/key-store.ts';
import type { Secrets } from '../ports/secrets.ts';
import type { TenantStore } from '../ports/tenant-store.ts';
import type { Operations, SettingsChange } from './operations.ts';
import { readPublicKey } from './public-key.ts';

export type OperationsOptions = {
	tenants: TenantStore;
	keys: KeyStore;
	connections: ConnectionStore;
	callWebhooks: Pick<CallWebhookStore, 'put'>;
	secrets: Secrets;
	erase: EraseStore;
	/** Asks the outside service; throws `connection-unknown`. */
	testConnection(tenant: string, id: string): Promise<ConnectionReport>;
	/** Drops what is queued, and what was said in sessions. */
	forget(tenant: string): Promise<void>;
	/** Drops the sessions in which a person is named; answers how many. */
	forgetPerson?(tenant: string, email: string): Promise<number>;
	/** Where outside services reach the engine. */
	publicUrl: string | undefined;
	/** Migrations applied when the store was opened. */
	applied: string[];
};

type VendorFacts = { kind: ConnectionKind; address?: string; secret: RegExp; secretIs: string };

/** What a header can carry: an arrow key that was pressed while typing, or a NUL, shows now and not at the first call. */
const TOKEN = /^[\x21-\x7e]+$/;

/** Gong gives each customer an address of its own, so there is none to assume. */
const VENDORS: Record<Vendor, VendorFacts> = {
	gong: {
		kind: 'calls',
		// Without a second colon.
		secret: /^[\x21-\x39\x3b-\x7e]+:[\x21-\x39\x3b-\x7e]+$/,
		secretIs: 'the access key and its secret, joined by a colon',
	},
	slack: { kind: 'chat', address: 'https://slack.com/api/', secret: TOKEN, secretIs: 'the token of the bot' },
	hubspot: {
		kind: 'crm',
		address: 'https://api.hubapi.com',
		secret: TOKEN,
		secretIs: 'the token of the private app',
	},
	openai: { kind: 'models', address: 'https://api.openai.com/v1', secret: TOKEN, secretIs: 'an API key' },
	anthropic: { kind: 'models', address: 'https://api.anthropic.com', secret: TOKEN, secretIs: 'an API key' },
	perplexity: { kind: 'models', address: 'https://api.perplexity.ai', secret: TOKEN, secretIs: 'an API key' },
	// A server without keys takes any word for one.
	'openai-compatible': {
		kind: 'models',
		secret: TOKEN,
		secretIs: 'the key of the server, or any word where it has none',
	},
};

/** Of those without an address that can be assumed. */
const EXAMPLES: Partial<Record<Vendor, string>> = {
	gong: 'https://us-1.api.gong.io',
	'openai-compatible': 'http://127.0.0.1:8000/v1',
};

const KEY_BYTES = 32;
const KEY_ID_BYTES = 6;
/** Nobody finds the address of a webhook by trying. */
const WEBHOOK_ID_BYTES = 18;

export function createOperations(options: OperationsOptions): Operations {
	const { tenants, keys, connections, secrets, erase } = options;
	return {
		async createTenant({ tenant, settings: change }) {
			const settings = changed(TenantSettings.parse({}), change);
			await tenants.create(tenant, settings);
			return { tenant, settings };
		},
		async setTenant({ tenant, settings: change }) {
			const settings = changed(await tenants.get(tenant), change);
			await tenants.set(tenant, settings);
			return { tenant, settings };
		},
		async createKey({ tenant, name }) {
			await tenants.get(tenant);
			const id = `key-${randomBytes(KEY_ID_BYTES).toString('hex')}`;
			const key = `sk_sophia_${randomBytes(KEY_BYTES).toString('base64url')}`;
			await keys.create(tenant, { id, name, hash: createHash('sha256').update(key).digest() });
			return { tenant, id, key };
		},
		async revokeKey({ tenant, key }) {
			await keys.revoke(tenant, key);
			return { tenant, id: key };
		},
		async addConnection({ tenant, vendor, name, address, secret }) {
			await tenants.get(tenant);
			const facts = VENDORS[vendor];
			if (vendor === 'openai-compatible') refuseReserved(name);
			const connection: Connection = {
				id: `${vendor}-${name}`,
				kind: facts.kind,
				vendor,
				name,
				address:
					address ?? facts.address ?? missing('address', `${vendor} needs --address, such as ${EXAMPLES[vendor]}`),
			};
			if (!facts.secret.test(secret)) missing('secret', secretProblem(secret, facts));
			const encrypted = secrets.encrypt(secret, { tenant, connectionId: connection.id });
			await connections.add(tenant, { ...connection, secret: encrypted });
			return connection;
		},
		async listConnections({ tenant }) {
			await tenants.get(tenant);
			return { connections: await connections.list(tenant) };
		},
		testConnection: ({ tenant, connection }) => options.testConnection(tenant, connection),
		async removeConnection({ tenant, connection }) {
			await connections.remove(tenant, connection);
			return { id: connection };
		},
		async setWebhook({ tenant, connection, publicKey: given }) {
			const { vendor } = await connections.get(tenant, connection);
			if (vendor !== 'gong') {
				throw new TerminalError('connection-wrong-kind', `Only Gong sends webhooks; "${connection}" is ${vendor}.`);
			}
			const key = readPublicKey(given);
			if ('problem' in key) missing('publicKey', `the public key ${key.problem}`);
			const id = randomBytes(WEBHOOK_ID_BYTES).toString('base64url');
			// With what a proxy puts before the path.
			const base = (options.publicUrl ?? noPublicUrl()).replace(/\/*$/, '/');
			const prefix = new URL('v1/webhooks/gong/', base).href;
			const address = await options.callWebhooks.put(tenant, { connection, id, prefix, publicKey: key.pem });
			return { connection, address };
		},
		migrate: async () => ({ applied: options.applied }),
		async erase({ tenant, what }) {
			await tenants.get(tenant);
			if (what.of === 'person') {
				const erased = await erase.person(tenant, what.email);
				const sessions = await options.forgetPerson?.(tenant, what.email);
				return { erased: sessions === undefined ? erased : { ...erased, sessions } };
			}
			if (what.of === 'call') return { erased: await erase.call(tenant, what.call) };
			const erased = await erase.tenant(tenant);
			await options.forget(tenant);
			return { erased };
		},
	};
}

function changed(settings: TenantSettings, change: SettingsChange): TenantSettings {
	const { quietHours, ...rest } = change;
	const next = { ...settings, ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) };
	if (quietHours === null) delete next.quietHours;
	else if (quietHours !== undefined) next.quietHours = quietHours;
	return next;
}

function noPublicUrl(): never {
	const field = { path: 'PUBLIC_URL', message: 'is missing: Gong has to reach the engine, and signs its address' };
	throw new TerminalError('config-not-valid', `The configuration is not valid: ${field.path} ${field.message}.`, {
		details: { fields: [field] },
	});
}

/** Models of the catalog are found by this name, with their prices. */
function refuseReserved(name: string): void {
	if (isVendorOfModels(name)) {
		throw new TerminalError('connection-name-reserved', `“${name}” is a provider of the catalog, with its prices.`);
	}
	if (name.length > LONGEST_PROVIDER) {
		missing('name', `the name must have at most ${LONGEST_PROVIDER} letters: the catalog names models by it`);
	}
}

/** As in the ids of `domain/models/catalog.ts`. */
const LONGEST_PROVIDER = 40;

function secretProblem(secret: string, { secretIs }: VendorFacts): string {
	const pasted = /\s/.test(secret) ? ', in one piece: what was given has a blank or a line break in it' : '';
	return `the secret must be ${secretIs}${pasted}`;
}

function missing(path: string, message: string): never {
	throw new TerminalError('bad-request', `${message[0]?.toUpperCase()}${message.slice(1)}.`, {
		details: { fields: [{ path, message }] },
	});
}
