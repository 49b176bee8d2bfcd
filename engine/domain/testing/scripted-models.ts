/** Models that answer as a test dictates, for tests of what asks them. Not for production code. */
import type { Breakers } from '../../ports/breakers.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Hasher } from '../../ports/hasher.ts';
import type { GenerateRequest, Generation } from '../../ports/model.ts';
import type { ModelAnswers } from '../../ports/model-answers.ts';
import { type Catalog, toCatalog } from '../models/catalog.ts';
import type { ModelPorts } from '../models/generate.ts';

/** Answers with words, fails, or waits until the signal aborts. */
export type Script = string | Error | 'silence' | ((request: GenerateRequest) => Generation);

export type ScriptedModels = {
	ports: ModelPorts & { answers: ModelAnswers; hash: Hasher };
	/** The models asked, in order. */
	asked: string[];
	/** Outcomes that breakers were told, `model success` or `model failure`. */
	heard: string[];
	/** Models whose breaker is open. */
	open: Set<string>;
	/** How long was waited, ms. */
	waits: number[];
	/** Lets time pass. */
	pass(ms: number): void;
};

export const CATALOG: Catalog = toCatalog(
	{
		asOf: '2026-11-01',
		tiers: {
			low: { ceilingUsd: 0.001, models: ['one/small', 'two/small'] },
			medium: { ceilingUsd: 0.01, models: ['two/middle', 'one/large'] },
			high: { ceilingUsd: 0.05, models: ['one/large', 'two/middle'] },
			research: { ceilingUsd: 0.02, models: ['three/search'] },
		},
		successors: { 'two/old': 'two/middle' },
		models: {
			'one/small': { contextTokens: 16_000, maxOutputTokens: 4_000, prices: [{ input: 0.1, output: 0.5 }] },
			'two/small': { contextTokens: 16_000, maxOutputTokens: 4_000, prices: [{ input: 0.2, output: 0.6 }] },
			'two/middle': { contextTokens: 64_000, maxOutputTokens: 8_000, prices: [{ input: 2, output: 10 }] },
			'one/large': { contextTokens: 64_000, maxOutputTokens: 8_000, prices: [{ input: 2.5, output: 12 }] },
			'three/search': {
				contextTokens: 64_000,
				maxOutputTokens: 4_000,
				prices: [{ input: 1, output: 1, request: 0.005 }],
			},
		},
	},
	'of the tests',
);

/** What a scripted model answers: it used 1,000 tokens in and 100 out, for that many dollars. */
export const generation = (text: string, costUsd: number | undefined): Generation => ({
	...{ text, toolCalls: [], model: 'as it calls itself' },
	usage: { inputTokens: 1_000, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 100, costUsd },
});

function memoryAnswers(): ModelAnswers {
	const kept = new Map<string, string>();
	const nameOf = (tenant: string, key: string) => JSON.stringify([tenant, key]);
	return {
		known: async (tenant, keys) =>
			new Map(
				keys.flatMap((key): [string, unknown][] => {
					const text = kept.get(nameOf(tenant, key));
					return text === undefined ? [] : [[key, JSON.parse(text)]];
				}),
			),
		keep: async (tenant, key, _callId, answer) => void kept.set(nameOf(tenant, key), JSON.stringify(answer)),
	};
}

/** Each model works through its script, and repeats the last word of it. Waiting takes no time. */
export function scriptedModels(scripts: Record<string, Script[]>, catalog = CATALOG): ScriptedModels {
	const [asked, heard, open, waits] = [[] as string[], [] as string[], new Set<string>(), [] as number[]];
	let now = 0;
	/** Whether the model that was asked last says nothing. */
	let silent = false;
	const clock: Clock = {
		now: () => new Date(now),
		monotonicMs: () => now,
		sleep: (ms, signal) =>
			new Promise((resolve, reject) => {
				signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
				setImmediate(() => {
					waits.push(ms);
					now += ms;
					resolve();
				});
			}),
		// The deadline of a request passes when its model is silent.
		after(ms, happen) {
			const timer = setImmediate(() => {
				if (!silent) return;
				now += ms;
				happen();
			});
			return () => clearImmediate(timer);
		},
	};
	const breakers: Breakers = {
		enter: async (name) => (open.has(name) ? 'open' : 'closed'),
		record: async (name, _entered, outcome) => void heard.push(`${name} ${outcome}`),
	};
	const opened = async (id: string) => ({
		id,
		async generate(request: GenerateRequest): Promise<Generation> {
			asked.push(id);
			const script = scripts[id] ?? [];
			const next = script.length > 1 ? script.shift() : script[0];
			if (next === 'silence') {
				silent = true;
				await new Promise((_, reject) =>
					request.signal.addEventListener('abort', () => reject(request.signal.reason), { once: true }),
				);
			}
			silent = false;
			if (next instanceof Error) throw next;
			return typeof next === 'function' ? next(request) : generation(next ?? '', 0.0001);
		},
		// biome-ignore lint/correctness/useYield: nothing of the tests streams
		async *stream() {
			throw new Error('is not scripted');
		},
	});
	return {
		...{ asked, heard, open, waits },
		pass: (ms) => {
			now += ms;
		},
		ports: {
			...{ catalog, breakers, clock, open: opened },
			providers: new Set(Object.keys(scripts).map((id) => id.slice(0, id.indexOf('/')))),
			breakerOf: (id) => id,
			answers: memoryAnswers(),
			hash: (text) => text,
			tokens: { count: (text) => Math.ceil(text.length / 4) },
			leftAlone: new Map(),
		},
	};
}
