/**
 * Processor time of a model call with all that keeps it safe (route, budget, breaker, check, recording) over that of the
 * official library alone, which asks the same of the same server. The server, Redis and PostgreSQL are processes of their
 * own and not counted. What is asked is a part of a call as the reading of calls makes it: cut, with its tokens counted;
 * what that takes is a figure of its own.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { systemClock } from '../../engine/adapters/clock/system.ts';
import { createOpenAi } from '../../engine/adapters/models/openai.ts';
import { createTokens } from '../../engine/adapters/models/tokens.ts';
import { createRedisBreakers } from '../../engine/adapters/redis/breakers.ts';
import { createRedisConnect } from '../../engine/adapters/redis/connection.ts';
import { PART_SCHEMA, PartAnswer } from '../../engine/domain/calls/generative/answer.ts';
import { type Line, linesOf, written } from '../../engine/domain/calls/generative/lines.ts';
import { messagesOf } from '../../engine/domain/calls/generative/prompt.ts';
import { speakersOf } from '../../engine/domain/calls/speakers.ts';
import { modelOf, toCatalog } from '../../engine/domain/models/catalog.ts';
import { generate, type ModelPorts } from '../../engine/domain/models/generate.ts';
import { costOf } from '../../engine/domain/models/price.ts';
import { toPrompt } from '../../engine/domain/models/prompt.ts';
import type { BudgetStore, ClaimedRun } from '../../engine/ports/run-store.ts';
import { type ContextTools, createContext } from '../../engine/runs/context.ts';
import { memoryBudget } from '../../engine/runs/testing/memory-budget.ts';
import { claimsOn } from '../contracts/runs/claimed.ts';
import { startRedis } from '../servers/redis.ts';
import { STORES } from '../servers/stores.ts';
import { startChild } from './shared/child.ts';
import { concurrently, median, option, print } from './shared/figures.ts';

type Library = { chat: { completions: { create(body: object): Promise<unknown> } } };
// The same module that the adapter loads.
const { OpenAI } = (await import(String(new URL('../../engine/node_modules/openai/index.mjs', import.meta.url)))) as {
	OpenAI: new (options: object) => Library;
};

const CALLS = option('calls', 400);
const ROUNDS = option('rounds', 10);
/** Runs that one engine works on at once, and parts of a call that each reads at once: both as they are by default. */
const RUNS = option('runs', 8);
const CONCURRENCY = option('concurrency', RUNS * 4);
/** Of the part of a call that is asked about. */
const WORDS = option('words', 2_000);

const NAME = 'gpt-4o-mini';
const FOUND = { kind: 'commitment', label: 'promised', line: 3, owner: '', due: 'by Friday', reply: 0 };
const ANSWER = JSON.stringify({
	found: [1, 2, 3, 4].map((line) => ({ ...FOUND, line, quote: 'I will send it over.' })),
});

const folder = path.join(import.meta.dirname, '../../engine/domain');
const catalog = toCatalog(parse(readFileSync(path.join(folder, 'models/catalog.yaml'), 'utf8')), 'catalog.yaml');
const { prices } = modelOf(catalog, `openai/${NAME}`).model;
const prompt = toPrompt(readFileSync(path.join(folder, 'calls/prompts/analyze-part.md'), 'utf8'));

const redis = await startRedis();
const connect = createRedisConnect({ url: redis.url });
const client = connect();
const server = await startChild(path.join(import.meta.dirname, 'shared/model-server.ts'), { ANSWER });
const [address, key] = [`${String(server.ready.origin)}/v1`, String(server.ready.key)];
const postgres = STORES.find(({ name }) => name === 'PostgreSQL');
if (!postgres) throw new Error('There is no PostgreSQL.');
const store = await postgres.open();

const library = new OpenAI({ apiKey: key, baseURL: address, maxRetries: 0, logLevel: 'off' });
const model = createOpenAi({
	...{ id: `openai/${NAME}`, name: NAME, address, key },
	costOf: (usage) => costOf(prices, usage),
});
const tokens = createTokens();
const ports: ModelPorts = {
	...{ leftAlone: new Map<string, number>(), catalog, clock: systemClock, tokens },
	providers: new Set(['openai']),
	open: async () => model,
	breakers: createRedisBreakers({ redis: client }),
	breakerOf: (id) => `bench:${id}`,
};

const SPOKEN = prompt.text
	.split(/\s+/)
	.concat('so we would send the contract over next week, right? Yes. Ann signs it.'.split(' '));
const WORDS_A_SENTENCE = 12;
const PARTIES = ['Ann Lee', 'Bo Kim'].map((name, at) => ({
	...{
		id: String(at),
		speakerId: String(at),
		name,
		affiliation: at === 0 ? ('internal' as const) : ('external' as const),
	},
}));
const speakers = speakersOf({ parties: PARTIES, rep: { id: '0', name: 'Ann Lee' } });

let asked = 0;
/** Each part is another: nothing of it was counted before. */
function nextTranscript() {
	asked += 1;
	const word = (at: number) => SPOKEN[(at * 7 + asked * 13 + ((at * asked) % 11)) % SPOKEN.length];
	const sentences = Array.from({ length: Math.ceil(WORDS / WORDS_A_SENTENCE) }, (_, sentence) => ({
		...{
			index: sentence,
			speakerId: String(Math.floor(sentence / 3) % 2),
			startMs: sentence * 4_000,
			endMs: sentence * 4_000 + 3_900,
		},
		text: Array.from({ length: WORDS_A_SENTENCE }, (_, at) => word(sentence * WORDS_A_SENTENCE + at)).join(' '),
	}));
	return { part: asked, sentences };
}

/** As the reading of calls asks. */
function prepared({ part, sentences }: ReturnType<typeof nextTranscript>) {
	const lines = linesOf({ callId: 'bench', sentences });
	const size = (line: Line) => tokens.count(written([line], speakers), 'o200k_base') + 1;
	const material = lines.reduce((sum, line) => sum + size(line), 0);
	const call = { parties: PARTIES, started: '2026-11-20T10:00:00Z' };
	const messages = messagesOf(prompt, { call, lines, part, parts: part }, speakers, { tokens, material });
	return { messages, schema: PART_SCHEMA, maxOutputTokens: 600 };
}
const nextRequest = () => prepared(nextTranscript());

type Asking = (request: ReturnType<typeof nextRequest>) => Promise<unknown>;

const bare: Asking = ({ messages, schema, maxOutputTokens }) =>
	library.chat.completions.create({
		...{ model: NAME, messages: messages.map(({ role, content }) => ({ role, content })) },
		max_completion_tokens: maxOutputTokens,
		...(schema ? { response_format: { type: 'json_schema' as const, json_schema: { ...schema, strict: true } } } : {}),
	});

/** The calls come from several runs, as from the workers of an engine. */
function guarded(budgets: BudgetStore, runs: ClaimedRun[]): Asking {
	const { signal } = new AbortController();
	const contexts = runs.map((run) => createContext({ budgets } as ContextTools, run, signal));
	let calls = 0;
	return (request) => {
		calls += 1;
		const context = contexts[calls % contexts.length] as (typeof contexts)[number];
		const check = ({ data }: { data?: unknown }) => PartAnswer.parse(data);
		return generate(context, ports, { ...request, name: `part ${calls}`, tier: 'low', check });
	};
}

const BUDGET_NANO = 1_000_000_000_000;
const claims = claimsOn(store.database);
const claimed = await Promise.all(Array.from({ length: RUNS }, () => claims.begin({ budgetNano: BUDGET_NANO })));
const sides = {
	bare,
	memory: guarded(memoryBudget(BUDGET_NANO), claimed),
	stored: guarded(claims.stores.budgets, claimed),
};

/** Microseconds of processor to cut a part, count its tokens and write what is asked. */
function cpuOfPreparing(count: number): number {
	const transcripts = Array.from({ length: count }, nextTranscript);
	const before = process.cpuUsage();
	for (const transcript of transcripts) prepared(transcript);
	const { user, system } = process.cpuUsage(before);
	return (user + system) / count;
}

/** Microseconds of processor a call; the requests are made before. */
async function cpuOf(ask: Asking, count: number, atOnce = CONCURRENCY): Promise<number> {
	const requests = Array.from({ length: count }, nextRequest);
	const before = process.cpuUsage();
	await concurrently(requests, atOnce, async (request) => void (await ask(request)));
	const { user, system } = process.cpuUsage(before);
	return (user + system) / count;
}

const seen = { bare: [] as number[], memory: [] as number[], stored: [] as number[] };
for (const ask of Object.values(sides)) await cpuOf(ask, CALLS);
const order = Object.keys(sides) as (keyof typeof sides)[];
for (let round = 0; round < ROUNDS; round += 1) {
	// Each comes first, last and between in turn: what one leaves to be collected falls on all the others alike.
	for (const side of order) seen[side].push(await cpuOf(sides[side], CALLS));
	order.push(order.shift() as keyof typeof sides);
}
/** Of each round, for the machine may be slower in the next one. */
const ratioOf = (side: keyof typeof seen) =>
	median(seen[side].map((micro, round) => micro / (seen.bare[round] as number)));
/** With fewer at once fewer share a statement, and the library takes longer for each, too. */
async function ratioAt(atOnce: number): Promise<number> {
	const ratios: number[] = [];
	for (let round = 0; round < ROUNDS; round += 1) {
		const [first, second] = round % 2 === 0 ? [sides.bare, sides.stored] : [sides.stored, sides.bare];
		const [one, two] = [await cpuOf(first, CALLS / 4, atOnce), await cpuOf(second, CALLS / 4, atOnce)];
		ratios.push(round % 2 === 0 ? two / one : one / two);
	}
	return median(ratios);
}
const FEWER = [1, 4] as const;
const fewer: number[] = [];
for (const atOnce of FEWER) fewer.push(await ratioAt(atOnce));
const preparing = median(Array.from({ length: ROUNDS }, () => cpuOfPreparing(CALLS)));
const baseline = median(seen.bare);
const figure = (metric: string, value: number, unit: string, note: string) =>
	print({ bench: 'model', metric, value, unit, note });
const how = `median of ${ROUNDS} rounds of ${CALLS} calls, ${CONCURRENCY} at once, ${WORDS} words each`;
const micro = (side: keyof typeof seen) => `${median(seen[side]).toFixed(0)} µs a call`;
figure('overhead_ratio_to_bare_sdk', ratioOf('stored'), 'ratio', `PostgreSQL, ${how}: ${micro('stored')}`);
figure('overhead_ratio_to_bare_sdk_memory', ratioOf('memory'), 'ratio', `a budget in memory: ${micro('memory')}`);
for (const [place, atOnce] of FEWER.entries())
	figure(`overhead_ratio_to_bare_sdk_at_${atOnce}`, fewer[place] as number, 'ratio', `PostgreSQL, ${atOnce} at once`);
figure('preparing', preparing, 'µs', 'before: to cut the part, count its tokens and write what is asked');
figure('overhead_ratio_to_bare_sdk_baseline', baseline, 'µs', 'processor time of the openai library alone');

client.disconnect();
await server.stop();
await store.close();
await redis.remove();
// A kept connection must not keep the process.
process.exit();
