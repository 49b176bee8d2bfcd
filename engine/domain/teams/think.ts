/** The turns of one mind: a model is asked, uses tools, is asked again, until it answers in words. */
import type { Tier } from '../../contract/model.ts';
import type { MemberWork } from '../../contract/team.ts';
import { SophiaError } from '../../errors.ts';
import type { Generation, Message, ModelTool, ToolCall } from '../../ports/model.ts';
import type { RunContext } from '../../ports/run-context.ts';
import { type Answered, type Asked, generate, type ModelPorts } from '../models/generate.ts';
import { stoppedBy } from './limits.ts';
import { recordedCost } from './recorded-cost.ts';
import { turnName } from './step-names.ts';
import type { Report, Seat, TeamRun } from './team-run.ts';
import { traceModelCall } from './trace.ts';

/** In the last of them it has to answer. */
export const MOST_TURNS = 12;

/** Of one turn; what is beyond is not done, and said. */
const MOST_CALLS = 16;

/** What fits under the ceiling of a tier together with a few thousand tokens of input; docs/models.md has the ceilings. */
const MOST_OUTPUT_TOKENS: Record<Tier, number> = { low: 800, medium: 500, high: 2_000, research: 1_000 };

/** What one seat used so far. */
export type Tally = Pick<MemberWork, 'modelCalls' | 'models' | 'costUsd' | 'toolCalls'> & {
	costs: { model: string; calls: number; costUsd: number }[];
	/** In this attempt. */
	startedAt: Date;
};

export const newTally = ({ ports }: Pick<TeamRun, 'ports'>): Tally => ({
	...{ modelCalls: 0, models: [], costUsd: 0, toolCalls: [], costs: [], startedAt: ports.clock.now() },
});

/** What came of a call, for the model. */
export type Handled = { content: string };

export type Hands = {
	tools: ModelTool[];
	/** In the order of the calls. */
	handle(turn: number, calls: readonly ToolCall[]): Promise<Handled[]>;
};

export type Thought = Pick<Report, 'text' | 'state' | 'reason'> & {
	/** All that was said, to go on with. */
	messages: Message[];
	/** The turn in which it ended. */
	turn: number;
};

/** `from`: the turns before that are over. Throws what is no matter of one member. */
export async function think(
	team: TeamRun,
	seat: Seat,
	tally: Tally,
	messages: readonly Message[],
	{ tools, handle }: Hands,
	from = 0,
): Promise<Thought> {
	const said = [...messages];
	let text = '';
	for (let turn = from + 1; ; turn += 1) {
		const last = turn - from >= MOST_TURNS;
		if (last) said.push({ role: 'user', content: 'Answer now, with what there is; say what is not done.' });
		const answered = await turnOf(team, seat, tally, {
			name: turnName(seat.place, seat.agent.name, turn),
			messages: [...said],
			...(tools.length > 0 && !last ? { tools } : {}),
		});
		if ('stopped' in answered) {
			const { message, limit } = answered.stopped;
			return { text, state: limit ? 'stopped' : 'failed', reason: message, messages: said, turn };
		}
		text = answered.text || text;
		if (last) team.notDone.push({ what: `Part of the work of ${seat.agent.name}`, why: `It had ${MOST_TURNS} turns.` });
		if (answered.toolCalls.length === 0 || last) return { text, state: 'done', messages: said, turn };
		const calls = answered.toolCalls.slice(0, MOST_CALLS);
		said.push({ role: 'assistant', content: answered.text, toolCalls: answered.toolCalls });
		const handled = await handle(turn, calls);
		for (const [at, { id }] of answered.toolCalls.entries()) {
			const one = handled[at] ?? { content: `It was not done: at most ${MOST_CALLS} calls in one turn.` };
			said.push({ role: 'tool', toolCallId: id, content: one.content });
		}
	}
}

type TurnOptions = { check?: (generation: Generation) => unknown; maxOutputTokens?: number };

/** One model call, told apart by its name; what a limit or the models refuse is said, not thrown. */
export async function turnOf(
	team: TeamRun,
	seat: Seat,
	tally: Tally,
	asked: Pick<Asked, 'name' | 'messages' | 'tools' | 'schema'> & TurnOptions,
): Promise<Answered | { stopped: NonNullable<ReturnType<typeof stoppedBy>> }> {
	const { ports, run } = team;
	const { agent, meter, leaders } = seat;
	const spender = tallied(team, seat, meter.spender(leaders), tally);
	const models = ports.models as ModelPorts;
	const tier = ports.tier ?? agent.tier;
	const atTier = (at: Tier) => ({ maxOutputTokens: MOST_OUTPUT_TOKENS[at], ...asked, tier: at });
	try {
		const answered = await generate(spender, models, atTier(tier)).catch((error: unknown) => {
			if (!wasTooShort(error, tier)) throw error;
			return generate(spender, models, { ...atTier('high'), name: `${asked.name} at length` });
		});
		team.answered = true;
		return answered;
	} catch (error) {
		run.signal.throwIfAborted();
		const stopped = stoppedBy(error);
		if (!stopped) throw error;
		if (stopped.limit) team.stoppedBy ??= stopped.limit;
		return { stopped };
	}
}

/** An answer that was cut off at what its tier has room for: a tier up has more. */
function wasTooShort(error: unknown, tier: Tier): boolean {
	if (!(error instanceof SophiaError) || tier === 'high') return false;
	return error.code === 'models-failed' && error.details?.last === 'model-answer-not-valid';
}

/** What an earlier attempt paid under names that begin so, and this one had no reason to ask for again. */
export async function recount(team: TeamRun, seat: Seat, tally: Tally, begins: string): Promise<void> {
	const spender = tallied(team, seat, seat.meter.spender(seat.leaders), tally);
	const neverAgain = async (): Promise<never> => {
		throw new RangeError('What was recorded is not paid again.');
	};
	for (const name of team.run.recordedBefore()) if (name.startsWith(begins)) await spender.spend(name, 0, neverAgain);
}

/** What was settled is written down, also of tries that failed, and of what an earlier attempt recorded. */
function tallied(
	team: TeamRun,
	seat: Seat,
	spender: Pick<RunContext, 'spend' | 'signal'>,
	tally: Tally,
): Pick<RunContext, 'spend' | 'signal'> {
	return {
		signal: spender.signal,
		async spend(name, estimateUsd, work) {
			const value = await spender.spend(name, estimateUsd, async (signal, taken) => {
				const startedAt = team.ports.clock.now();
				const done = await work(signal, taken);
				traceModelCall(team, seat, name, startedAt, done.value as Parameters<typeof traceModelCall>[4]);
				return done;
			});
			const model = (value as { model: string }).model;
			const costUsd = recordedCost(value);
			tally.modelCalls += 1;
			tally.costUsd += costUsd;
			if (!tally.models.includes(model)) tally.models.push(model);
			const known = tally.costs.find((one) => one.model === model);
			if (known) {
				known.calls += 1;
				known.costUsd += costUsd;
			} else tally.costs.push({ model, calls: 1, costUsd });
			return value;
		},
	};
}
