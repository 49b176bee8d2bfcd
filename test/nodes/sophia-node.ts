/** One node of the pack in n8n's execution context, before a stub engine that is new for each test. */
import { afterAll, afterEach, beforeAll, beforeEach, expect } from '@jest/globals';
import { type Core, type Execution, type Item, type Knock, type Plan, startCore } from './core-process.ts';
import { type StubEngine, startStubEngine } from './stub-engine.ts';

export type { Plan };

export const API_KEY = 'sk_sophia_never-to-be-seen';

/** What the stub engine says of an input that went well. */
export const succeed = (index: number) => ({ state: 'succeeded', value: { summary: `day ${index}` } });

export type Setting = {
	parameters?: Record<string, unknown>;
	/** The `json` of each input item. */
	items?: Record<string, unknown>[];
	/** The files of each input item. */
	binaries?: Item['binary'][];
	/** More of the node, such as `onError`. */
	node?: Record<string, unknown>;
	plan?: Partial<Plan>;
};

export type NodeInCore = {
	readonly core: Core;
	readonly engine: StubEngine;
	/** An execution of the node, and behind it of one that hands on what it gets. */
	plan(setting?: Setting): Plan;
	/** Runs one until it sleeps. */
	park(setting?: Setting): Promise<{ executionId: string; execution: Execution }>;
	/** The engine's callback. */
	knock(executionId: string, id: unknown): Promise<Knock>;
};

/** To be called inside a `describe`; `parameters` hold unless a setting has others. */
export function useNode(given: { type: string; name: string; parameters: Record<string, unknown> }): NodeInCore {
	let core: Core;
	let engine: StubEngine;
	let lastExecution = 100;

	beforeAll(async () => {
		core = await startCore();
	}, 60_000);
	afterAll(() => core.stop());
	beforeEach(async () => {
		engine = await startStubEngine();
	});
	afterEach(async () => await engine.stop());

	function plan({ parameters, items = [{}], binaries = [], node, plan: more }: Setting = {}): Plan {
		lastExecution += 1;
		const tested = {
			id: 'node-1',
			name: given.name,
			type: given.type,
			typeVersion: 1,
			position: [0, 0],
			parameters: { ...given.parameters, ...parameters },
			credentials: { sophiaApi: { id: '1', name: 'Sophia' } },
			...node,
		};
		const after = { id: 'node-2', name: 'After', type: 'test.passOn', typeVersion: 1, position: [200, 0] };
		return {
			executionId: String(lastExecution),
			workflowId: 'workflow-1',
			mode: 'trigger',
			nodes: [tested, { ...after, parameters: {} }],
			connections: { [given.name]: { main: [[{ node: 'After', type: 'main', index: 0 }]] } },
			settings: { executionOrder: 'v1', timezone: 'Europe/Berlin' },
			credential: { address: engine.address, apiKey: API_KEY },
			start: given.name,
			items: items.map((json, index): Item => {
				const binary = binaries[index];
				return { json, ...(binary ? { binary } : {}), pairedItem: { item: index } };
			}),
			...more,
		};
	}

	return {
		get core() {
			return core;
		},
		get engine() {
			return engine;
		},
		plan,
		async park(setting) {
			const started = plan(setting);
			const execution = await core.execute(started);
			expect([execution.status, execution.error]).toEqual(['waiting', undefined]);
			return { executionId: started.executionId, execution };
		},
		knock: (executionId, id) => core.knock({ executionId, method: 'POST', body: { id } }),
	};
}
