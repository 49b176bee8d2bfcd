/** Starts the process in which nodes run in n8n's own execution context, and talks to it. */
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { hostInstalled } from '../../scripts/host/install.mjs';

export type Item = { json: Record<string, unknown>; binary?: Record<string, unknown>; pairedItem?: unknown };

export type Plan = {
	executionId: string;
	workflowId: string;
	mode: string;
	nodes: Record<string, unknown>[];
	connections: Record<string, unknown>;
	settings: Record<string, unknown>;
	credential: { address: string; apiKey: string; n8nAddress?: string };
	/** Name of the node the execution starts at. */
	start: string;
	items: Item[];
	resumeToken?: string;
	/** What n8n keeps with the workflow. */
	staticData?: StaticData;
};

/** By node, as `node:Trigger`. */
export type StaticData = Record<string, Record<string, unknown>>;

export type Hooked = { value?: boolean; error?: { message: string; description?: string }; staticData: StaticData };

/** What was answered, and, where the workflow started, how it went. */
export type Triggered = { status: number; body?: unknown; execution?: Execution; staticData: StaticData };

export type Execution = {
	status: string;
	waitTill?: string;
	lastNodeExecuted?: string;
	error?: { name: string; message: string; description?: string; context: Record<string, unknown> };
	/** By node, run and output. */
	outputs: Record<string, Array<Item[][]>>;
	/** The whole of it, as n8n stores it. */
	text: string;
};

export type Knock = { response: Record<string, unknown>; execution?: Execution };

export type Core = {
	execute(plan: Plan): Promise<Execution>;
	knock(input: { executionId: string; method: 'GET' | 'POST'; body?: unknown }): Promise<Knock>;
	expire(input: { executionId: string }): Promise<Execution>;
	cancel(input: { executionId: string }): Promise<unknown>;
	hook(input: { plan: Plan; method: 'checkExists' | 'create' | 'delete'; isTest?: boolean }): Promise<Hooked>;
	receive(input: { plan: Plan; headers: Record<string, string>; body: string }): Promise<Triggered>;
	list(input: { method: string; filter?: string; plan: Plan }): Promise<{ results: { name: string; value: string }[] }>;
	options(input: { method: string; plan: Plan }): Promise<{ name: string; value: string; description?: string }[]>;
	/** Of a type of node, such as `n8n-nodes-sophia.salesCoach`. */
	description(type: string): Promise<{ usableAsTool: unknown; hints?: { message: string }[] }>;
	stop(): void;
};

type Answer = { id: number; result?: unknown; error?: string };

export async function startCore(): Promise<Core> {
	const host = hostInstalled();
	if (!host) throw new Error("n8n is not installed: guard the test with need('n8n').");
	const child = fork(join(import.meta.dirname, 'n8n-core.cjs'), [join(host, 'node_modules')], {
		execArgv: [],
		stdio: 'inherit',
	});
	await new Promise<void>((resolve, reject) => {
		child.once('message', () => resolve());
		child.once('exit', (code) => reject(new Error(`n8n-core ended with ${code} before it was ready.`)));
	});
	const ask = asker(child);
	return {
		execute: (plan) => ask('execute', plan) as Promise<Execution>,
		knock: (input) => ask('knock', input) as Promise<Knock>,
		expire: (input) => ask('expire', input) as Promise<Execution>,
		cancel: (input) => ask('cancel', input),
		hook: (input) => ask('hook', input) as Promise<Hooked>,
		receive: (input) => ask('receive', input) as Promise<Triggered>,
		list: (input) => ask('list', input) as ReturnType<Core['list']>,
		options: (input) => ask('options', input) as ReturnType<Core['options']>,
		description: (type) => ask('description', { type }) as ReturnType<Core['description']>,
		stop: () => child.disconnect(),
	};
}

function asker(child: ChildProcess): (command: string, input: unknown) => Promise<unknown> {
	const waiting = new Map<number, (answer: Answer) => void>();
	let last = 0;
	child.on('message', (answer: Answer) => {
		waiting.get(answer.id)?.(answer);
		waiting.delete(answer.id);
	});
	return async (command, input) => {
		last += 1;
		const id = last;
		const answer = await new Promise<Answer>((resolve) => {
			waiting.set(id, resolve);
			child.send({ id, command, input });
		});
		if (answer.error !== undefined) throw new Error(answer.error);
		return answer.result;
	};
}
