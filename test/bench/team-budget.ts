/**
 * Generated trees of teams whose members work at once and want more than they may spend: random prices, usages and failures,
 * small budgets of runs, teams and teams within teams. What was spent is counted where the models are, not in the engine.
 */
import type { TeamMode, TeamResult, TeamSource, TeamTaskInput } from '../../engine/contract/team.ts';
import { type Catalog, modelOf, toCatalog } from '../../engine/domain/models/catalog.ts';
import type { ModelPorts } from '../../engine/domain/models/generate.ts';
import { costOf, mostOf } from '../../engine/domain/models/price.ts';
import { runTeam } from '../../engine/domain/teams/run-team.ts';
import { RetryableError, TerminalError } from '../../engine/errors.ts';
import type { GenerateRequest, Generation, ToolCall } from '../../engine/ports/model.ts';
import type { RunContext } from '../../engine/ports/run-context.ts';
import type { ClaimedRun } from '../../engine/ports/run-store.ts';
import { type ContextTools, createContext } from '../../engine/runs/context.ts';
import { memoryBudget } from '../../engine/runs/testing/memory-budget.ts';
import { seededRandom } from '../crash/random.ts';
import { member, teamWorld, toolOf } from '../teams/team-world.ts';
import { option, print, quantile } from './shared/figures.ts';

const RUNS = option('runs', 2_000);
/** No request of them is larger, tokens: by it the dearest call is known before. */
const MOST_INPUT = 6_000;
/** What a call may cost at most, of every budget. */
const MOST_OF_BUDGET = 0.02;
const MOST_OUTPUT = 800;
const NANO = 1e9;
/** Sums of dollars are no whole numbers. */
const ROUNDING = 1e-9;

process.env.SOPHIA_SEED ??= '1';
const { between, pick } = seededRandom('team-budget');
const share = () => between(0, 1_000_000) / 1_000_000;

const unstopped = new AbortController().signal;
const MODES: readonly Exclude<TeamMode, 'route'>[] = ['coordinate', 'collaborate', 'tasks'];
const NAMES = ['one/small', 'one/other', 'two/small', 'two/other'];

function randomCatalog(): Catalog {
	const price = () => {
		const input = between(1, 40) / 10;
		return {
			input,
			cacheRead: input / pick([1, 2, 10]),
			cacheWrite: input * pick([1, 1.25]),
			output: between(5, 150) / 10,
		};
	};
	const model = () => ({
		...{ contextTokens: 128_000, maxOutputTokens: 8_000 },
		prices: share() < 0.3 ? [price(), { ...price(), above: between(500, 4_000) }] : [price()],
	});
	const tier = (models: string[]) => ({ ceilingUsd: 1, models });
	return toCatalog(
		{
			asOf: '2026-11-01',
			tiers: {
				...{
					low: tier([NAMES[0] as string, NAMES[2] as string]),
					medium: tier([NAMES[3] as string, NAMES[1] as string]),
				},
				...{ high: tier([NAMES[1] as string]), research: tier([NAMES[1] as string]) },
			},
			models: Object.fromEntries(NAMES.map((name) => [name, model()])),
		},
		'of the bench',
	);
}

/** Dollars that the dearest call costs. */
function dearestOf(catalog: Catalog): number {
	const size = { inputTokens: MOST_INPUT, maxOutputTokens: MOST_OUTPUT, keeps: true };
	return Math.max(...NAMES.map((name) => mostOf(modelOf(catalog, name).model, size)));
}

/** The first leads, and goes on handing out work until it is refused; those within it have budgets of their own. */
function randomTeams(leastUsd: number): TeamSource[] {
	const teams: TeamSource[] = [];
	const add = (depth: number, mode: TeamMode): string => {
		const name = `T${teams.length}`;
		const limits = { budgetUsd: leastUsd * between(1, 4), modelCalls: 1_000, toolCalls: 2_000, depth: 6 };
		const team: TeamSource = {
			name,
			description: `It is ${name}.`,
			mode,
			members: [],
			limits,
			tier: pick(['low', 'medium']),
		};
		teams.push(team);
		team.members = Array.from({ length: between(depth === 1 ? 4 : 1, depth === 1 ? 8 : 4) }, (_, at) =>
			depth < 3 && share() < 0.2
				? { team: add(depth + 1, pick(MODES)) }
				: member(`${name}M${at}`, { tools: ['look'], tier: pick(['low', 'medium']) }),
		);
		return name;
	};
	add(1, 'coordinate');
	return teams;
}

type Simulated = { spentUsd: number; limitUsd: number; over: string[]; share: number | undefined; calls: number };

async function simulate(): Promise<Simulated> {
	const catalog = randomCatalog();
	const leastUsd = dearestOf(catalog) / MOST_OF_BUDGET;
	const teams = randomTeams(leastUsd);
	const limitNano = Math.ceil(leastUsd * NANO * between(1, 3));
	const failing = pick([0, 0.05, 0.3]);
	let [billedUsd, mostNano, calls] = [0, 0, 0];

	const answer = async (id: string, request: GenerateRequest): Promise<Generation> => {
		mostNano = Math.max(mostNano, budget.spentNano + budget.reservedNano);
		for (let waits = between(0, 40); waits > 0; waits -= 1) await undefined;
		const { model } = modelOf(catalog, id);
		const counted = request.messages.reduce((sum, { content }) => sum + content.length, 0);
		if (counted / 4 > MOST_INPUT) throw new Error(`A request of ${counted} characters is larger than foreseen.`);
		const prompt = Math.ceil((counted / 5) * share());
		const cached = Math.floor(prompt * share());
		const usage = {
			...{ inputTokens: prompt - cached, cacheReadTokens: cached, cacheWriteTokens: 0 },
			outputTokens: between(0, request.maxOutputTokens),
		};
		const costUsd = costOf(model.prices, usage);
		calls += 1;
		if (share() < failing) {
			// Billed or not: nobody says.
			if (share() < 0.5) billedUsd += costUsd;
			throw new RetryableError('vendor-unavailable', 'scripted', { notDone: false });
		}
		billedUsd += costUsd;
		return { ...said(teams, request), usage: { ...usage, costUsd: share() < 0.05 ? undefined : costUsd }, model: id };
	};
	const world = teamWorld({ teams, tools: [toolOf('look', () => 'seen').tool], brain: () => 'unused' });
	const models: ModelPorts = {
		...{ ...world.models.ports, catalog, providers: new Set(['one', 'two']), breakerOf: (id) => id },
		open: async (id) => ({ id, generate: (request) => answer(id, request), stream: notStreamed }),
	};
	const budget = memoryBudget(limitNano);
	const run = {
		...{ tenant: 'acme', runId: 'run', rootId: 'run', epoch: 1, kind: 'run-team', batch: false, connections: {} },
		...{ delivery: 'preview', recipient: undefined, resend: undefined, requestedAt: new Date(0) },
		...{ leftMs: 600_000, retries: 0, steps: {}, input: { team: 'T0', task: 'Do it.', approval: 'as-declared' } },
	} satisfies ClaimedRun;
	const tools = { budgets: budget, attempts: { recordStep: async () => true }, clock: models.clock };
	const context = createContext(tools as unknown as ContextTools, run, unstopped) as RunContext<TeamTaskInput>;
	const result = await runTeam(context, { ...world.ports, models });

	const limitUsd = Math.min(limitNano / NANO, teams[0]?.limits?.budgetUsd as number);
	mostNano = Math.max(mostNano, budget.spentNano + budget.reservedNano);
	const spentUsd = (budget.spentNano + budget.reservedNano) / NANO;
	const over = [
		...(mostNano > limitNano ? ['the run reserved more than its budget'] : []),
		...(billedUsd > limitUsd + ROUNDING ? [`models billed ${billedUsd} of ${limitUsd}`] : []),
		...(spentUsd > limitUsd + calls / NANO ? [`the team spent ${spentUsd} of ${limitUsd}`] : []),
		...(billedUsd > result.costUsd + ROUNDING ? [`models billed ${billedUsd}, the result says ${result.costUsd}`] : []),
		...overOf(result, teams),
	];
	// Some are refused for their model calls: then there was no wish for more dollars.
	const refused = /budget/.test(result.members.find(({ place }) => place === '1')?.reason ?? '');
	return { spentUsd, limitUsd, over, share: refused ? spentUsd / limitUsd : undefined, calls };
}

/** Of teams within the team: what was spent at their place and beneath it. */
function overOf({ members }: TeamResult, teams: readonly TeamSource[]): string[] {
	return members.flatMap(({ place, member: name }) => {
		const team = teams.find((one) => one.name === name);
		if (!team || place === '1') return [];
		// One that merges works at a place beneath that of its team.
		const at = team.mode === 'collaborate' ? place.slice(0, place.lastIndexOf('-')) : place;
		const within = members.filter((one) => one.place === at || one.place.startsWith(`${at}-`));
		const spentUsd = within.reduce((sum, { costUsd }) => sum + costUsd, 0);
		const limitUsd = team.limits?.budgetUsd as number;
		return spentUsd > limitUsd + ROUNDING ? [`${name} spent ${spentUsd} of ${limitUsd}`] : [];
	});
}

/** Who leads hands out work, who works looks again and again, until nothing more may be done. */
function said(teams: readonly TeamSource[], { messages, tools }: GenerateRequest): Omit<Generation, 'usage' | 'model'> {
	const name = /^You are ([\w-]+)/.exec(messages[0]?.content ?? '')?.[1];
	const team = teams.find((one) => one.name === name);
	if (team?.mode === 'collaborate') return answered({ answer: 'Merged.', disagreements: [] });
	if (team?.mode === 'tasks') {
		const listed = messages.length > 2;
		const add = listed ? [] : namesOf(team).map((one) => ({ id: one, member: one, task: `Do it, ${one}.`, after: [] }));
		return answered({ add, drop: [], answer: listed ? 'Listed.' : '' });
	}
	if (!tools) return { text: 'Done.', toolCalls: [] };
	const calls = team
		? namesOf(team).map((one) => ({ name: 'delegate', arguments: { member: one, task: `Do it, ${one}.` } }))
		: [{ name: 'look', arguments: {} }];
	return { text: '', toolCalls: calls.map((call, at): ToolCall => ({ ...call, id: `${messages.length}-${at}` })) };
}

const namesOf = ({ members }: TeamSource): string[] => members.map((one) => ('team' in one ? one.team : one.name));
const answered = (data: object) => ({ text: JSON.stringify(data), toolCalls: [], data });

// biome-ignore lint/correctness/useYield: nothing streams here
async function* notStreamed(): AsyncGenerator<never> {
	throw new TerminalError('models-failed');
}

const shares: number[] = [];
const over: string[] = [];
let [overshoots, calls] = [0, 0];
for (let at = 0; at < RUNS; at += 1) {
	const run = await simulate();
	calls += run.calls;
	if (run.over.length > 0) overshoots += 1;
	over.push(...run.over);
	if (run.share !== undefined) shares.push(run.share);
}
const how = `${RUNS} runs, ${calls} model calls, seed ${process.env.SOPHIA_SEED}`;
const why = over.length === 0 ? '' : `: ${over.slice(0, 5).join('; ')}`;
print({
	...{ bench: 'team-budget', metric: 'overshoots', value: overshoots, unit: 'runs' },
	note: `of runs, teams and teams within teams, as the models billed it; ${how}${why}`,
});
const mean = shares.reduce((sum, one) => sum + one, 0) / shares.length;
print({
	...{ bench: 'team-budget', metric: 'usable_share', value: quantile(shares, 0), unit: 'share' },
	note: `the lowest of ${shares.length} runs whose leader was refused for dollars; mean ${mean.toFixed(4)}, median ${quantile(shares, 0.5).toFixed(4)}`,
});
