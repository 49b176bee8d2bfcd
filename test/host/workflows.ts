/** Workflows for tests, made of few words. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Credential } from './house.ts';
import type { Execution, Workflow } from './n8n.ts';

export type Node = Workflow['nodes'][number];
type Window = { from: string; to: string };

const TEMPLATES = path.resolve(import.meta.dirname, '../../workflows');
export const COACH_TYPE = 'n8n-nodes-sophia.salesCoach';

/** A template as it ships. */
export async function template(name = 'daily-coaching'): Promise<Workflow> {
	return JSON.parse(await readFile(path.join(TEMPLATES, `${name}.json`), 'utf8')) as Workflow;
}

/** A template with the credential in its Sophia nodes, which is all that a person has to give it. */
export async function templateFor(name: string, credential: Credential): Promise<Workflow> {
	const workflow = await template(name);
	for (const one of workflow.nodes) {
		if (one.type.startsWith('n8n-nodes-sophia.')) one.credentials = { sophiaApi: credential };
	}
	return workflow;
}

export const started: Node = node('Start', 'n8n-nodes-base.manualTrigger', 1);

export function node(name: string, type: string, typeVersion: number, parameters: Record<string, unknown> = {}): Node {
	return {
		id: `id-of-${name.toLowerCase().replaceAll(' ', '-')}`,
		name,
		type,
		typeVersion,
		position: [0, 0],
		parameters,
	};
}

/** Hands on what it gets: shows that the workflow went on behind a Sophia node. */
export const passOn = (name: string): Node => node(name, 'n8n-nodes-base.noOp', 1);

export type CoachOptions = { credential: Credential; parameters?: Record<string, unknown> };

/** Coaches the window that the item names, or the one given. */
export function coachDay(name: string, { credential, parameters }: CoachOptions, window?: Window): Node {
	const { from, to } = window ?? { from: '={{ $json.from }}', to: '={{ $json.to }}' };
	const coach = node(name, COACH_TYPE, 1, {
		resource: 'day',
		operation: 'coach',
		from,
		to,
		delivery: 'send',
		...parameters,
	});
	return { ...coach, credentials: { sophiaApi: credential } };
}

/** One node after the other; `items`: what the first one, a trigger started by hand, gives out. */
export function inARow(name: string, nodes: Node[], items?: object[]): Omit<Workflow, 'id'> {
	const [trigger] = nodes;
	const pairs = nodes.slice(1).map((next, index) => [nodes[index]?.name ?? '', [[to(next.name)]]] as const);
	return {
		name,
		nodes: nodes.map((one, index) => ({ ...one, position: [index * 220, 0] })),
		connections: Object.fromEntries(pairs.map(([from, main]) => [from, { main }])),
		...(items && trigger ? { pinData: { [trigger.name]: items.map((json) => ({ json })) } } : {}),
	};
}

/** The end of a wire into the node of that name. */
export const to = (name: string) => ({ node: name, type: 'main', index: 0 });

/** What a node gave out, turn by turn, as plain JSON. */
export function turnsOf<Item>(execution: Execution, name: string): Item[][] {
	const turns = execution.data.resultData.runData[name] ?? [];
	return turns.map((turn) => (turn.data?.main?.[0] ?? []).map((item: { json: Item }) => item.json));
}

/** The run that a sleeping execution waits for; undefined while it does not sleep in a Sophia node. */
export function parkedRun({ status, data }: Execution): string | undefined {
	if (status !== 'waiting') return undefined;
	return data.executionData?.nodeExecutionStack?.[0]?.metadata?.tracing?.sophiaRun;
}

/** Throws what ended an execution that did not succeed. */
export function mustSucceed(execution: Execution): Execution {
	if (execution.status === 'success') return execution;
	const { error } = execution.data.resultData;
	throw new Error(
		`Execution ${execution.id} ended as ${execution.status}: ${error?.message} ${error?.description ?? ''}`,
	);
}
