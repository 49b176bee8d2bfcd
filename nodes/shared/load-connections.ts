/** The connections of the engine, as a list to choose from and as what a node uses when nothing was chosen. */
import type {
	IExecuteFunctions,
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { Connection, ConnectionKind } from '../../engine/contract/index.ts';
import { type EngineContext, PATIENCE_MS, requestEngine } from './transport.ts';

/** Stands for the only connection of its kind. */
export const AUTOMATIC = 'automatic';
export const NONE = 'none';

const VENDORS: Record<ConnectionKind, string> = { calls: 'gong', chat: 'slack', crm: 'hubspot', models: 'openai' };

async function connectionsOf(context: EngineContext, kind: ConnectionKind, patienceMs = 0): Promise<Connection[]> {
	const request = { method: 'GET', path: '/v1/connections', patienceMs } as const;
	const { connections } = await requestEngine<{ connections: Connection[] }>(context, request);
	return connections.filter((connection) => connection.kind === kind);
}

/**
 * What the list of a connection parameter shows; its first line says what is chosen when nobody chooses.
 * @param none what it means to choose none, for people; without it one has to be chosen
 */
export function searchConnections(kind: ConnectionKind, none?: string) {
	return async function search(this: ILoadOptionsFunctions, filter = ''): Promise<INodeListSearchResult> {
		const connections = await connectionsOf(this, kind);
		const chosen = [
			{ name: automaticLabel(kind, connections), value: AUTOMATIC },
			...(none === undefined ? [] : [{ name: `None: ${none}`, value: NONE }]),
			...connections.map(({ id, vendor }) => ({ name: id, value: id, description: vendor })),
		];
		const wanted = filter.toLowerCase();
		return { results: chosen.filter(({ name }) => name.toLowerCase().includes(wanted)) };
	};
}

/** What the list of models shows: their connections, or how to make one. Nothing is chosen by itself: models cost money. */
export async function loadModelConnections(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const connections = await connectionsOf(this, 'models');
	if (connections.length === 0) return [{ name: noneYet('models'), value: '' }];
	return connections.map(({ id, vendor }) => ({ name: id, value: id, description: vendor }));
}

function automaticLabel(kind: ConnectionKind, connections: Connection[]): string {
	if (connections.length === 1) return `Automatic: ${connections[0].id}`;
	if (connections.length > 1) return `Automatic: Not Possible, There Are ${connections.length}`;
	return `Automatic: ${noneYet(kind)}`;
}

function noneYet(kind: ConnectionKind): string {
	return `None There Yet, Add One with “npm run engine -- connection add ${VENDORS[kind]} --tenant NAME”`;
}

/**
 * The id to ask the engine for; undefined for none. `automatic` is the only connection of its kind; without any,
 * calls fail, and so do chat and CRM where something is to be delivered (`needed`).
 */
async function resolveConnection(
	context: IExecuteFunctions,
	{ kind, chosen, needed }: { kind: ConnectionKind; chosen: string; needed: boolean },
): Promise<string | undefined> {
	if (chosen === NONE) return undefined;
	if (chosen !== AUTOMATIC && chosen !== '') return chosen;
	const connections = await connectionsOf(context, kind, PATIENCE_MS);
	if (connections.length === 1) return connections[0].id;
	if (connections.length === 0 && !needed) return undefined;
	const label = kind === 'crm' ? 'CRM' : kind;
	throw connections.length === 0
		? new NodeOperationError(context.getNode(), `The engine has no ${label} connection yet`, {
				description: `Add one with \`npm run engine -- connection add ${VENDORS[kind]} --tenant NAME\`${kind === 'calls' ? '' : ', or choose None'}.`,
			})
		: new NodeOperationError(context.getNode(), `The engine has ${connections.length} ${label} connections`, {
				description: `Choose one of them in the node: ${connections.map(({ id }) => id).join(', ')}.`,
			});
}

/** Those of which a run has one. */
type Service = Exclude<ConnectionKind, 'models'>;
type Choice = { chosen: string; needed: boolean };

/** The connections of a request, by kind; those that are not there are left out. */
export async function resolveConnections(
	context: IExecuteFunctions,
	choices: Partial<Record<Service, Choice>>,
): Promise<Partial<Record<Service, string>>> {
	const resolved: Partial<Record<Service, string>> = {};
	for (const [kind, choice] of Object.entries(choices) as Array<[Service, Choice]>) {
		const id = await resolveConnection(context, { kind, ...choice });
		if (id !== undefined) resolved[kind] = id;
	}
	return resolved;
}
