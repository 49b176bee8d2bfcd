/** From the id of a connection to the living service behind it. */
import { systemClock } from '../adapters/clock/system.ts';
import { createOutbound } from '../adapters/outbound/http.ts';
import { type ConnectionKind, type ConnectionReport, isVendorOfModels, type Vendor } from '../contract/connection.ts';
import { TerminalError, toErrorView } from '../errors.ts';
import type { CallSource } from '../ports/call-source.ts';
import type { Chat } from '../ports/chat.ts';
import type { ConnectionStore, StoredConnection } from '../ports/connection-store.ts';
import type { Crm } from '../ports/crm.ts';
import type { ModelProvider } from '../ports/model.ts';
import type { Outbound } from '../ports/outbound.ts';
import type { RateLimit } from '../ports/rate-limit.ts';
import type { Secrets } from '../ports/secrets.ts';

export type ServicesOptions = { connections: ConnectionStore; secrets: Secrets; rateLimit: RateLimit };

/** Each throws `connection-unknown`, `connection-wrong-kind`, `secret-unreadable`. */
export type Services = {
	calls(tenant: string, id: string): Promise<CallSource>;
	chat(tenant: string, id: string): Promise<Chat>;
	crm(tenant: string, id: string): Promise<Crm>;
	models(tenant: string, id: string): Promise<ModelProvider>;
	test(tenant: string, id: string): Promise<ConnectionReport>;
};

type Service = { calls: CallSource; chat: Chat; crm: Crm; models: ModelProvider };
type Opened = { [Kind in ConnectionKind]: { kind: Kind; service: Service[Kind] } }[ConnectionKind];
type Access = {
	name: string;
	address: string;
	secret: string;
	limitName: string;
	rateLimit: RateLimit;
	outbound: Outbound;
};

const REMEMBERED = 500;
const TEST_TIMEOUT_MS = 30_000;

export function createServices({ connections, secrets, rateLimit }: ServicesOptions): Services {
	const outbound = createOutbound();
	const opened = new Map<string, { connection: StoredConnection; service: Promise<Opened> }>();

	/** The service opened before, as long as the connection is still stored as it was then. */
	async function find(tenant: string, id: string): Promise<Opened> {
		const connection = await connections.get(tenant, id);
		const name = JSON.stringify([tenant, id]);
		const known = opened.get(name);
		if (known !== undefined && isSame(known.connection, connection)) return known.service;
		const secret = secrets.decrypt(connection.secret, { tenant, connectionId: id });
		const { address, name: called } = connection;
		const access = { name: called, address, secret, limitName: `${tenant}:${id}`, rateLimit, outbound };
		const service = VENDORS[connection.vendor](access);
		opened.delete(name);
		if (opened.size >= REMEMBERED) opened.delete(opened.keys().next().value as string);
		opened.set(name, { connection, service });
		return service;
	}

	async function ofKind<Kind extends ConnectionKind>(kind: Kind, tenant: string, id: string): Promise<Service[Kind]> {
		const found = await find(tenant, id);
		if (found.kind !== kind)
			throw new TerminalError(
				'connection-wrong-kind',
				`"${id}" is a ${found.kind} connection; a ${kind} connection is needed.`,
			);
		return found.service as Service[Kind];
	}

	return {
		calls: (tenant, id) => ofKind('calls', tenant, id),
		chat: (tenant, id) => ofKind('chat', tenant, id),
		crm: (tenant, id) => ofKind('crm', tenant, id),
		models: (tenant, id) => ofKind('models', tenant, id),
		async test(tenant, id) {
			const { service } = await find(tenant, id);
			try {
				return await service.test(AbortSignal.timeout(TEST_TIMEOUT_MS));
			} catch (error) {
				const { message, action } = toErrorView(error);
				return { ok: false, works: [], missingScopes: [], problem: `${message} ${action}` };
			}
		},
	};
}

/** A vendor's library is loaded when its first connection is used. */
const VENDORS: Record<Vendor, (access: Access) => Promise<Opened>> = {
	async gong({ secret, ...access }) {
		const { createGong } = await import('../adapters/calls/gong.ts');
		const [accessKey = '', accessKeySecret = ''] = secret.split(':');
		return { kind: 'calls', service: createGong({ ...access, accessKey, accessKeySecret, clock: systemClock }) };
	},
	async slack({ secret, ...access }) {
		const { createSlack } = await import('../adapters/chat/slack.ts');
		return { kind: 'chat', service: createSlack({ ...access, token: secret }) };
	},
	async hubspot({ secret, ...access }) {
		const { createHubspot } = await import('../adapters/crm/hubspot.ts');
		return { kind: 'crm', service: createHubspot({ ...access, token: secret }) };
	},
	openai: (access) =>
		speakingOpenAi(access, { provider: 'openai', vendor: 'OpenAI', ownAddress: 'https://api.openai.com/v1' }),
	// Lists no models where its chat is, and elsewhere to anybody: https://docs.perplexity.ai/api-reference/models-get
	perplexity: (access) => speakingOpenAi(access, { provider: 'perplexity', vendor: 'Perplexity' }),
	// By its own name, so that several can stand side by side.
	'openai-compatible': async (access) => {
		if (isVendorOfModels(access.name)) throw new TerminalError('connection-name-reserved');
		return speakingOpenAi(access, { provider: access.name, vendor: access.name });
	},
	async anthropic({ address, secret: key }) {
		const { createAnthropic, listAnthropic } = await import('../adapters/models/anthropic.ts');
		const { reportOf } = await import('../adapters/models/shared/report.ts');
		const service: ModelProvider = {
			provider: 'anthropic',
			open: (model) => createAnthropic({ ...model, address, key }),
			test: (signal) =>
				reportOf(() => listAnthropic({ address, key }, signal), {
					...{ vendor: 'Anthropic', ownAddress: 'https://api.anthropic.com' },
				}),
		};
		return { kind: 'models', service };
	},
};

async function speakingOpenAi(
	{ address, secret: key }: Access,
	{ provider, ...listed }: { provider: string; vendor: string; ownAddress?: string },
): Promise<Opened> {
	const { createOpenAi, listOpenAi } = await import('../adapters/models/openai.ts');
	const { reportOf } = await import('../adapters/models/shared/report.ts');
	const { vendor } = listed;
	const lengthField = provider === 'openai' ? 'max_completion_tokens' : 'max_tokens';
	const service: ModelProvider = {
		provider,
		open: (model) => createOpenAi({ ...model, address, key, vendor, lengthField }),
		test: (signal) => reportOf(() => listOpenAi({ address, key }, vendor, signal), listed),
	};
	return { kind: 'models', service };
}

function isSame(one: StoredConnection, other: StoredConnection): boolean {
	return one.address === other.address && one.vendor === other.vendor && Buffer.compare(one.secret, other.secret) === 0;
}
