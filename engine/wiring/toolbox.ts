/** Opens the tools of one run: those that the engine brings, over the run's connections, and then what others bring. */
import { gongAnalyzer } from '../domain/teams/tools/gong-analyzer.ts';
import { hubspotApi } from '../domain/teams/tools/hubspot-api.ts';
import { hubspotNote } from '../domain/teams/tools/hubspot-note.ts';
import { multiSourceAggregator } from '../domain/teams/tools/multi-source-aggregator.ts';
import { slackNotifier } from '../domain/teams/tools/slack-notifier.ts';
import { SophiaError } from '../errors.ts';
import type { Hasher } from '../ports/hasher.ts';
import type { OpenToolbox, Tool, Toolbox, ToolRun } from '../ports/tool.ts';
import type { Services } from './connections.ts';
import { feedbackOver } from './feedback.ts';
import type { Store } from './store.ts';

export type ToolboxParts = {
	store: Pick<Store, 'calls' | 'feedback' | 'tenants'>;
	connections: Pick<Services, 'calls' | 'chat' | 'crm'>;
	hash: Hasher;
	/** Asked one after another for what the engine does not bring. */
	others: readonly OpenToolbox[];
};

/** A tool, or why there is none. */
type Opened = Tool | string;

const OPENERS: ReadonlyMap<string, (run: ToolRun, parts: ToolboxParts) => Promise<Opened>> = new Map<
	string,
	(run: ToolRun, parts: ToolboxParts) => Promise<Opened>
>([
	[
		'gong-analyzer',
		async (run, parts) => {
			const calls = await callsOf(run, parts);
			return calls ? gongAnalyzer(calls, run, calls.connection) : without('calls');
		},
	],
	[
		'hubspot-api',
		async (run, parts) => {
			const crm = await crmOf(run, parts);
			return crm ? hubspotApi(crm, run) : without('crm');
		},
	],
	[
		'hubspot-note',
		async (run, parts) => {
			const crm = await crmOf(run, parts);
			return crm ? hubspotNote(crm, run, parts.hash) : without('crm');
		},
	],
	[
		'slack-notifier',
		async (run, { connections, hash }) => {
			const { chat } = run.connections;
			return chat === undefined ? without('chat') : slackNotifier(await connections.chat(run.tenant, chat), run, hash);
		},
	],
	[
		'multi-source-aggregator',
		async (run, parts) => {
			const [calls, crm] = await Promise.all([callsOf(run, parts), crmOf(run, parts)]);
			return calls || crm ? multiSourceAggregator({ calls, crm }, run) : without('calls or crm');
		},
	],
]);

const NOT_PROVIDED = 'No service provides it: docs/services.md says how to connect one.';

/**
 * A name that nobody has is in `missing` once. What cannot be opened is missing with its reason and fails nothing else;
 * only a run that was stopped stops, and then what was open is closed.
 */
export function toolboxOver(parts: ToolboxParts): OpenToolbox {
	return async (run, wanted) => {
		const names = [...new Set(wanted.tools)];
		const tools = new Map<string, Tool>();
		const reasons = new Map<string, string>();
		for (const [name, opened] of await Promise.all(names.map((one) => openOwn(one, run, parts)))) {
			if (typeof opened === 'string') reasons.set(name, opened);
			else if (opened) tools.set(name, opened);
		}
		const boxes: Toolbox[] = [];
		for (const open of parts.others) {
			const left = names.filter((name) => !tools.has(name) && !OPENERS.has(name));
			if (left.length + wanted.services.length === 0) break;
			try {
				const box = await open(run, { tools: left, services: wanted.services });
				boxes.push(box);
				for (const [name, tool] of box.tools) if (!tools.has(name) && !OPENERS.has(name)) tools.set(name, tool);
				for (const { tool, reason } of box.missing) if (!reasons.has(tool)) reasons.set(tool, reason);
			} catch (error) {
				if (run.signal.aborted) {
					await closeAll(boxes);
					throw error;
				}
				for (const name of [...left, ...wanted.services]) if (!reasons.has(name)) reasons.set(name, reasonOf(error));
			}
		}
		for (const name of names) if (!reasons.has(name)) reasons.set(name, NOT_PROVIDED);
		const missing = [...reasons].filter(([tool]) => !tools.has(tool)).map(([tool, reason]) => ({ tool, reason }));
		return {
			tools,
			/** A service may lose tools while the run works. */
			get missing() {
				const later = boxes.flatMap((box) => box.missing).filter(({ tool }) => !reasons.has(tool));
				return [...missing, ...later];
			},
			close: () => closeAll(boxes),
		};
	};
}

async function openOwn(name: string, run: ToolRun, parts: ToolboxParts): Promise<[string, Opened | undefined]> {
	try {
		return [name, await OPENERS.get(name)?.(run, parts)];
	} catch (error) {
		run.signal.throwIfAborted();
		return [name, reasonOf(error)];
	}
}

/** What is no error of ours may hold what nobody should read. */
function reasonOf(error: unknown): string {
	if (error instanceof SophiaError) return `${error.message} ${error.action}`;
	return 'It could not be opened, for a reason that was not foreseen.';
}

function without(kind: string): string {
	return `The run names no ${kind} connection.`;
}

async function callsOf({ tenant, connections: { calls: connection } }: ToolRun, { store, connections }: ToolboxParts) {
	if (connection === undefined) return undefined;
	const [calls, settings] = await Promise.all([connections.calls(tenant, connection), store.tenants.get(tenant)]);
	return { calls, settings, stored: store.calls, feedback: feedbackOver(store), connection };
}

async function crmOf({ tenant, connections: { crm } }: ToolRun, { connections }: ToolboxParts) {
	return crm === undefined ? undefined : connections.crm(tenant, crm);
}

/** One that does not close keeps no other open. */
async function closeAll(boxes: readonly Toolbox[]): Promise<void> {
	await Promise.allSettled(boxes.map((box) => box.close()));
}
