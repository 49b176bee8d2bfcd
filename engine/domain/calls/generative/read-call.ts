/** A call read by models: in parts that a model call can pay for, each claim proven, what fails said so. */
import type { Call, CallReading, Insight, Transcript } from '../../../contract/call.ts';
import type { Tier } from '../../../contract/model.ts';
import { SophiaError, TerminalError } from '../../../errors.ts';
import type { Hasher } from '../../../ports/hasher.ts';
import type { Generation } from '../../../ports/model.ts';
import { KNOWN_BEFORE, type ModelAnswers } from '../../../ports/model-answers.ts';
import type { RunContext } from '../../../ports/run-context.ts';
import { concurrently } from '../../coaching/concurrently.ts';
import { type Answered, generate, type ModelPorts, NO_MODEL } from '../../models/generate.ts';
import type { Prompt } from '../../models/prompt.ts';
import { usesOf } from '../../models/uses.ts';
import { INSIGHTS_PER_KIND } from '../analyze-call.ts';
import { type DayOf, dueDateOf } from '../due.ts';
import { speakersOf } from '../speakers.ts';
import { PART_SCHEMA, PartAnswer } from './answer.ts';
import { type Claimed, claimedIn } from './insights.ts';
import { type Line, linesOf, written } from './lines.ts';
import { merged } from './merge.ts';
import { partsOf } from './parts.ts';
import { messagesOf } from './prompt.ts';

export type ReadByModels = {
	insights: Insight[];
	/** Claims of models without proof. */
	dropped: number;
	reading: CallReading;
};

export type ReadingPorts = ModelPorts & { answers: ModelAnswers; hash: Hasher };

export type CallToRead = { call: Call; transcript: Transcript; zone: string; floor: readonly Insight[]; tier: Tier };

/** Tokens of the call in one part: with them and the longest answer a call of the cheapest model stays below the ceiling of its tier. */
const PART_TOKENS = 3_500;
/** Twelve entries of less than 50. */
const MOST_OUTPUT_TOKENS = 600;

/** A call of hours would else take all the connections of a provider. */
const PARTS_AT_ONCE = 4;

/** A call of hours has many parts; a summary of more sentences is none. */
const MOST_SUMMARY = 12;

/** Never throws what a model or the budget is the reason of: then parts are unread, and the floor is the result. */
export async function readCall(
	run: Pick<RunContext, 'spend' | 'step' | 'signal' | 'tenant'>,
	{ answers: paid, hash, ...ports }: ReadingPorts,
	prompt: Prompt,
	{ call, transcript, zone, floor, tier }: CallToRead,
): Promise<ReadByModels> {
	const speakers = speakersOf(call);
	const dayOf: DayOf = (words) => dueDateOf(words, call.started, zone);
	const tokensOf = (line: Line) => ports.tokens.count(written([line], speakers), 'o200k_base') + 1;
	const parts = partsOf(linesOf(transcript), tokensOf, PART_TOKENS);
	const asked = parts.map((lines, at) => {
		const messages = messagesOf(prompt, { call, lines, part: at + 1, parts: parts.length }, speakers);
		return { messages, schema: PART_SCHEMA, tier, maxOutputTokens: MOST_OUTPUT_TOKENS };
	});
	// With the models of the tier: another model may see more.
	const keys = asked.map((request) => hash(JSON.stringify([request, ports.catalog.tiers[tier].models])));
	// Which are known is recorded, so that a replay knows no more of them; what they say is read.
	const known = new Set(await run.step(KNOWN_BEFORE, async () => [...(await paid.known(run.tenant, keys)).keys()]));
	const knownBefore = await paid.known(run.tenant, [...known]);
	const answers: { answered?: Answered; claimed: Claimed }[] = [];
	const unread: CallReading['unread'] = [];
	const proof = { transcript, speakers, parties: call.parties, dayOf };
	await concurrently(asked, PARTS_AT_ONCE, async (request, at) => {
		const [key = '', lines = []] = [keys[at], parts[at]];
		const before = PartAnswer.safeParse(knownBefore.get(key));
		if (before.success) {
			answers[at] = { claimed: claimedIn(before.data, lines, proof) };
			return;
		}
		try {
			const name = `read part ${at + 1} of ${parts.length} (prompt ${prompt.version})`;
			const answered = await generate(run, ports, { ...request, name, check });
			// A poorer model's answer must not stand in the way of a better one's.
			if (answered.moved !== 'down') await paid.keep(run.tenant, key, call.id, answered.data);
			answers[at] = { answered, claimed: claimedIn(answered.data as PartAnswer, lines, proof) };
		} catch (error) {
			run.signal.throwIfAborted();
			if (!(error instanceof SophiaError) || !NO_MODEL.has(error.code)) throw error;
			unread.push({ part: at + 1, code: error.code, message: error.message });
		}
	});
	// In the order of the parts, whichever answered first.
	const read = answers.filter((answer) => answer !== undefined);
	const claims = read.map(({ claimed }) => claimed);
	const paidNow = read.flatMap(({ answered }) => answered ?? []);
	return {
		insights: merged(
			floor,
			claims.flatMap(({ insights }) => insights),
			INSIGHTS_PER_KIND,
		),
		dropped: claims.reduce((sum, { dropped }) => sum + dropped, 0),
		reading: {
			summary: claims.flatMap(({ summary }) => summary).slice(0, MOST_SUMMARY),
			models: usesOf(paidNow),
			known: read.length - paidNow.length,
			unread: unread.toSorted((one, other) => one.part - other.part),
			moved: [...new Set(paidNow.flatMap(({ moved }) => moved ?? []))],
		},
	};
}

function check({ data }: Generation): PartAnswer {
	const read = PartAnswer.safeParse(data);
	if (read.success) return read.data;
	throw new TerminalError('model-answer-not-valid', 'The answer is not of the schema that was asked for.');
}
