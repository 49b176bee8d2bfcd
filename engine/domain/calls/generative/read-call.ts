/** A call read by models: in parts that a model call can pay for, each claim proven, what fails said so. */
import type { Call, Evidence, Insight, Transcript } from '../../../contract/call.ts';
import type { ModelUse, Tier } from '../../../contract/model.ts';
import { SophiaError, TerminalError } from '../../../errors.ts';
import type { Generation } from '../../../ports/model.ts';
import type { RunContext } from '../../../ports/run-context.ts';
import { type Answered, generate, type ModelPorts } from '../../models/generate.ts';
import { type DayOf, dueDateOf } from '../due.ts';
import { speakersOf } from '../speakers.ts';
import { PART_SCHEMA, PartAnswer } from './answer.ts';
import { type Claimed, claimedIn } from './insights.ts';
import { type Line, linesOf, written } from './lines.ts';
import { merged } from './merge.ts';
import { partsOf } from './parts.ts';
import { messagesOf, type Prompt } from './prompt.ts';

export type ReadByModels = {
	insights: Insight[];
	summary: { text: string; evidence: Evidence }[];
	/** Claims of models without proof. */
	dropped: number;
	/** What was used, by model. */
	models: ModelUse[];
	/** Parts that no model has read, with the reason; the rules' findings stand for them. */
	unread: { part: number; code: string; message: string }[];
	/** Where another tier than the one asked for was taken. */
	moved: ('up' | 'down')[];
};

export type CallToRead = { call: Call; transcript: Transcript; zone: string; floor: readonly Insight[]; tier: Tier };

/** Tokens of the call in one part: with them and the longest answer a call of the cheapest model stays below the ceiling of its tier. */
const PART_TOKENS = 3_500;
/** Twelve entries of less than 50. */
const MOST_OUTPUT_TOKENS = 600;

/** Never throws what a model or the budget is the reason of: then parts are unread, and the floor is the result. */
export async function readCall(
	run: Pick<RunContext, 'spend' | 'signal'>,
	ports: ModelPorts,
	prompt: Prompt,
	{ call, transcript, zone, floor, tier }: CallToRead,
): Promise<ReadByModels> {
	const speakers = speakersOf(call);
	const dayOf: DayOf = (words) => dueDateOf(words, call.started, zone);
	const tokensOf = (line: Line) => ports.tokens.count(written([line], speakers), 'o200k_base') + 1;
	const parts = partsOf(linesOf(transcript), tokensOf, PART_TOKENS);
	const answers: { answered: Answered; claimed: Claimed }[] = [];
	const unread: ReadByModels['unread'] = [];
	await Promise.all(
		parts.map(async (lines, at) => {
			const messages = messagesOf(prompt, { call, lines, part: at + 1, parts: parts.length }, speakers);
			const name = `read part ${at + 1} of ${parts.length} (prompt ${prompt.version})`;
			try {
				const asked = { name, tier, messages, schema: PART_SCHEMA, maxOutputTokens: MOST_OUTPUT_TOKENS, check };
				const answered = await generate(run, ports, asked);
				const proof = { transcript, speakers, parties: call.parties, dayOf };
				answers[at] = { answered, claimed: claimedIn(answered.data as PartAnswer, lines, proof) };
			} catch (error) {
				run.signal.throwIfAborted();
				if (!(error instanceof SophiaError) || !EXPECTED.has(error.code)) throw error;
				unread.push({ part: at + 1, code: error.code, message: error.message });
			}
		}),
	);
	// In the order of the parts, whichever answered first.
	const read = answers.filter((answer) => answer !== undefined);
	const claims = read.map(({ claimed }) => claimed);
	return {
		insights: merged(
			floor,
			claims.flatMap(({ insights }) => insights),
		),
		summary: claims.flatMap(({ summary }) => summary),
		dropped: claims.reduce((sum, { dropped }) => sum + dropped, 0),
		models: usesOf(read.map(({ answered }) => answered)),
		unread: unread.toSorted((one, other) => one.part - other.part),
		moved: [...new Set(read.flatMap(({ answered }) => answered.moved ?? []))],
	};
}

/** A run that was taken over or stopped is not the model's fault. */
const EXPECTED: ReadonlySet<string> = new Set([
	...['budget-exceeded', 'models-none', 'models-failed', 'models-unavailable', 'model-request-too-large'],
]);

function check({ data }: Generation): PartAnswer {
	const read = PartAnswer.safeParse(data);
	if (read.success) return read.data;
	throw new TerminalError('model-answer-not-valid', 'The answer is not of the schema that was asked for.');
}

function usesOf(answers: readonly Answered[]): ModelUse[] {
	const uses = new Map<string, ModelUse>();
	for (const { model, usage } of answers) {
		const use = uses.get(model) ?? { model, calls: 0, inputTokens: 0, outputTokens: 0, costUsd: 0 };
		uses.set(model, {
			...{ model, calls: use.calls + 1, outputTokens: use.outputTokens + usage.outputTokens },
			inputTokens: use.inputTokens + usage.inputTokens + usage.cacheReadTokens + usage.cacheWriteTokens,
			costUsd: use.costUsd + usage.costUsd,
		});
	}
	return [...uses.values()];
}
