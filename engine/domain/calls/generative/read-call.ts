/** A call read by models: in parts that a model call can pay for, each claim proven, what fails said so. */
import type { Call, CallReading, Insight, Transcript } from '../../../contract/call.ts';
import type { Tier } from '../../../contract/model.ts';
import type { Hasher } from '../../../ports/hasher.ts';
import { KNOWN_BEFORE, type ModelAnswers } from '../../../ports/model-answers.ts';
import type { RunContext } from '../../../ports/run-context.ts';
import type { ModelPorts } from '../../models/generate.ts';
import { inputTokensOf } from '../../models/input-tokens.ts';
import type { Prompt } from '../../models/prompt.ts';
import { usesOf } from '../../models/uses.ts';
import { INSIGHTS_PER_KIND } from '../analyze-call.ts';
import { type DayOf, dueDateOf } from '../due.ts';
import { speakersOf } from '../speakers.ts';
import { PART_SCHEMA } from './answer.ts';
import { askedAlready, askOnce } from './ask-once.ts';
import { type Correction, correctionOf, MOST_CORRECTION_TOKENS, withCorrections } from './corrections.ts';
import { type CallToProve, type Claimed, claimedIn } from './insights.ts';
import { type Line, linesOf, written } from './lines.ts';
import { merged } from './merge.ts';
import { partsOf } from './parts.ts';
import { messagesOf } from './prompt.ts';
import { fewerMoods, phaseFinder, sentimentByPhase } from './sentiment.ts';
import { withoutOthers } from './under-way.ts';

export type ReadByModels = {
	insights: Insight[];
	/** Claims of models without proof. */
	dropped: number;
	reading: CallReading;
};

export type ReadingPorts = ModelPorts & { answers: ModelAnswers; hash: Hasher };

/** `part`: what a part of a call is read by. `correction`: what claims whose proof failed are asked about again by. */
export type ReadingPrompts = { part: Prompt; correction: Prompt };

export type CallToRead = { call: Call; transcript: Transcript; zone: string; floor: readonly Insight[]; tier: Tier };

type ReadingRun = Pick<RunContext, 'spend' | 'step' | 'signal' | 'tenant'>;

/**
 * With so many tokens in, and the longest answer, a call of the cheapest model stays below the ceiling of its tier:
 * (0.001 - 620 × 0.6 / 1,000,000) dollars buy 4,186 at 0.15 dollars a million.
 */
const REQUEST_TOKENS = 4_160;
/** Of the call in one part, however much the instructions and the names of many people take. */
const FEWEST_PART_TOKENS = 1_000;
/** Fourteen entries of about 45; an answer that needs more breaks off, and what of it is whole counts. */
const MOST_OUTPUT_TOKENS = 620;

/** A summary of more sentences is none. */
const MOST_SUMMARY = 12;

const CORRECTIONS_KNOWN = `${KNOWN_BEFORE}, of corrections`;

/** Never throws what a model or the budget is the reason of: then parts are unread, and the floor is the result. */
export async function readCall(
	run: ReadingRun,
	ports: ReadingPorts,
	prompts: ReadingPrompts,
	{ call, transcript, zone, floor, tier }: CallToRead,
): Promise<ReadByModels> {
	const speakers = speakersOf(call);
	const dayOf: DayOf = (words) => dueDateOf(words, call.started, zone);
	const all = linesOf(transcript);
	// With the end of the line: at which lines of a part fall apart for the tokenizer, too.
	const tokensOf = (line: Line) => ports.tokens.count(written([line], speakers), 'o200k_base') + 1;
	const same = { schema: PART_SCHEMA, tier, takesCut: true };
	const empty = messagesOf(prompts.part, { call, lines: [], part: 99, parts: 99 }, speakers);
	const around = inputTokensOf({ ...same, messages: empty }, ports.tokens, 'o200k_base');
	const cut = partsOf(all, tokensOf, Math.max(FEWEST_PART_TOKENS, REQUEST_TOKENS - around));
	const parts = cut.map(({ lines }) => lines);
	const keyOf = (request: object) => ports.hash(JSON.stringify([request, ports.catalog.tiers[tier].models]));
	const requests = cut.map(({ lines, tokens }, at) => {
		const counted = { tokens: ports.tokens, material: tokens };
		const messages = messagesOf(prompts.part, { call, lines, part: at + 1, parts: cut.length }, speakers, counted);
		const request = { ...same, messages, maxOutputTokens: MOST_OUTPUT_TOKENS };
		const name = `read part ${at + 1} of ${parts.length} (prompt ${prompts.part.version})`;
		return { ...request, name, key: keyOf(request) };
	});
	let over = () => {};
	const proof: CallToProve = { transcript, speakers, parties: call.parties, dayOf, phaseOf: phaseFinder(call, all) };
	try {
		// Which are known is recorded, so that a replay knows no more of them; what they say is read.
		const known = await run.step(KNOWN_BEFORE, async (signal) => {
			const keys = requests.map(({ key }) => key);
			const alone = await withoutOthers(ports.answers, run.tenant, keys, signal);
			over = alone.over;
			return alone.known;
		});
		const first = await askOnce(run, ports, requests, call.id, known);
		const claims = first.map((one, at) => one.answer && claimedIn(one.answer, parts[at] ?? [], proof));
		const corrections = claims.map(
			(one, at) => one && correctionOf(prompts.correction, one, parts[at] ?? [], speakers),
		);
		const second = await correct(corrections);
		const proven = claims.flatMap((one, at): Claimed[] => {
			const { answer } = first[at] ?? {};
			const [correction, corrected] = [corrections[at], second[at]?.answer];
			if (!one || !answer) return [];
			if (!correction || !corrected) return [one];
			const now = withCorrections(answer, correction, corrected);
			const claimed = claimedIn(now.answer, parts[at] ?? [], proof);
			return [{ ...claimed, dropped: claimed.dropped + now.leftOut }];
		});
		const insights = merged(floor, fewerMoods(proven.flatMap((one) => one.insights)), INSIGHTS_PER_KIND);
		const paid = [...first, ...second].flatMap((one) => one?.answered ?? []);
		const cutShort = first.filter(({ answer }) => answer?.cut).length;
		return {
			insights,
			dropped: proven.reduce((sum, { dropped }) => sum + dropped, 0),
			reading: {
				summary: proven.flatMap(({ summary }) => summary).slice(0, MOST_SUMMARY),
				sentiment: sentimentByPhase(insights),
				models: usesOf(paid),
				known: first.filter(({ answer, answered }) => answer && !answered).length,
				unread: first.flatMap(({ failed }, at) => (failed ? [{ part: at + 1, ...failed }] : [])),
				...(cutShort > 0 ? { cut: cutShort } : {}),
				moved: [...new Set(paid.flatMap(({ moved }) => moved ?? []))],
			},
		};
	} finally {
		over();
	}

	/** By part; nothing is recorded where every claim was proven. */
	async function correct(corrections: readonly (Correction | undefined)[]) {
		const asked = corrections.flatMap((one, at) => {
			if (!one) return [];
			const request = { ...same, messages: one.messages, maxOutputTokens: MOST_CORRECTION_TOKENS };
			const name = `correct part ${at + 1} of ${parts.length} (prompt ${prompts.correction.version})`;
			return [{ ...request, name, key: keyOf(request), at }];
		});
		if (asked.length === 0) return [];
		const known = await askedAlready(run, ports, CORRECTIONS_KNOWN, asked);
		const answers = await askOnce(run, ports, asked, call.id, known);
		return corrections.map((_, part) => answers[asked.findIndex(({ at }) => at === part)]);
	}
}
