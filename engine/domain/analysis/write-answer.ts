/** An answer in words, every sentence with the quote that carries it; written by a model from passages that were found without one. */
import { z } from 'zod';
import type { Answer, EmailEvidence, WrittenAnswer } from '../../contract/analysis.ts';
import type { Evidence } from '../../contract/call.ts';
import type { Tier } from '../../contract/model.ts';
import { SophiaError, TerminalError } from '../../errors.ts';
import type { Generation, JsonSchema } from '../../ports/model.ts';
import type { RunContext } from '../../ports/run-context.ts';
import { holdsWhole } from '../calls/evidence.ts';
import { isCarried } from '../calls/generative/carried.ts';
import { plainName } from '../calls/generative/lines.ts';
import { foldWhitespace } from '../calls/text.ts';
import { tierOf } from '../models/complexity.ts';
import { generate, type ModelPorts, NO_MODEL } from '../models/generate.ts';
import { instructed, type Prompt } from '../models/prompt.ts';
import { usesOf } from '../models/uses.ts';

/** Five sentences with their quotes. */
const MOST_OUTPUT_TOKENS = 500;

const Sentences = z.object({
	sentences: z
		.array(z.object({ text: z.string().max(1_000), line: z.number().int(), quote: z.string().max(2_000) }))
		.max(20),
});

const text = { type: 'string' };
const SCHEMA: { name: string; schema: JsonSchema } = {
	name: 'answer',
	schema: objectOf({
		sentences: { type: 'array', items: objectOf({ text, line: { type: 'integer' }, quote: text }) },
	}),
};

function objectOf(properties: Record<string, unknown>): JsonSchema {
	return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}

/** Somebody's words that were found, and what proves them. */
export type FoundWords = { speaker: string; evidence: Proof };
type Proof = Evidence | EmailEvidence;

export type Question = {
	question: string;
	lines: readonly FoundWords[];
	/** `auto`: by how hard the question is. */
	tier: Tier | 'auto';
};

/** Of all passages; `nameOf`: of who sends from that address. */
export function linesOf(
	{ passages, emailPassages = [] }: Pick<Answer, 'passages' | 'emailPassages'>,
	nameOf: (address: string) => string = () => '',
): FoundWords[] {
	return [
		...passages.flatMap(({ evidence }) => evidence.map((one) => ({ speaker: one.speaker, evidence: one }))),
		...emailPassages.flatMap(({ evidence }) =>
			evidence.map((one) => ({ speaker: plainName(nameOf(one.from)), evidence: one })),
		),
	];
}

/** Sentences without proof are dropped; without any left nothing was said, and the passages stand for themselves. */
export async function writeAnswer(
	run: Pick<RunContext, 'spend' | 'signal'>,
	ports: ModelPorts,
	prompt: Prompt,
	{ question, lines, tier }: Question,
): Promise<WrittenAnswer> {
	const nothing: WrittenAnswer = { sentences: [], dropped: 0, models: [] };
	if (lines.length === 0) return nothing;
	const material = lines
		.map(({ speaker, evidence: { quote } }, at) => `${at + 1} ${plainName(speaker)}: ${quote}`)
		.join('\n');
	const sources = new Set(lines.map(({ evidence }) => ('callId' in evidence ? evidence.callId : evidence.emailId)))
		.size;
	try {
		const answered = await generate(run, ports, {
			name: `write the answer (prompt ${prompt.version})`,
			tier: tier === 'auto' ? tierOf({ kind: 'answer', question, sources }) : tier,
			...{ messages: instructed(prompt, { question }, material), schema: SCHEMA, maxOutputTokens: MOST_OUTPUT_TOKENS },
			check: checked,
		});
		const { sentences } = answered.data as z.infer<typeof Sentences>;
		const proven = sentences.flatMap((said) => provenBy(said, lines) ?? []);
		return { sentences: proven, dropped: sentences.length - proven.length, models: usesOf([answered]) };
	} catch (error) {
		run.signal.throwIfAborted();
		if (!(error instanceof SophiaError) || !NO_MODEL.has(error.code)) throw error;
		return { ...nothing, failed: { code: error.code, message: error.message } };
	}
}

/** The answer with its words first, and what became of them. */
export function withWords(answer: Answer, written: WrittenAnswer): Answer {
	const { sentences, failed, models } = written;
	const words = failed
		? `No model has answered: ${failed.message}`
		: 'Not said, by what a model reads in these passages.';
	const first = sentences.length > 0 ? sentences.map(({ text: said }) => said).join(' ') : words;
	return {
		...answer,
		...(models.length > 0 ? { analysis: 'generative' as const } : {}),
		written,
		dropped: answer.dropped + written.dropped,
		summary: `${first}\n${answer.summary}`,
	};
}

function checked({ data }: Generation): z.infer<typeof Sentences> {
	const read = Sentences.safeParse(data);
	if (read.success) return read.data;
	throw new TerminalError('model-answer-not-valid', 'The answer is not of the schema that was asked for.');
}

/** The whole sentences of a passage that a quote is from: half of one can say the contrary. */
function inItsSentences(quote: string, passage: string): string {
	const at = passage.indexOf(quote);
	const before = passage.slice(0, at).match(/[\s\S]*[.?!。？！]["”’')]*\s+/u)?.[0].length ?? 0;
	const behind = at + quote.length;
	const ends = /[.?!。？！]["”’')]*$/u.test(quote);
	const end = ends
		? behind
		: behind +
			(passage.slice(behind).match(/^[^.?!。？！]*[.?!。？！]["”’')]*/u)?.[0].length ?? passage.length - behind);
	return passage.slice(before, end);
}

/** A passage was compared with its call or its e-mail when it was found; the quote must stand in it. */
function provenBy(
	{ text: said, line, quote: claimed }: z.infer<typeof Sentences>['sentences'][number],
	lines: readonly FoundWords[],
): WrittenAnswer['sentences'][number] | undefined {
	const found = lines[line - 1];
	const quote = foldWhitespace(claimed);
	if (!found || quote === '' || !holdsWhole(found.evidence.quote, quote)) return undefined;
	const evidence: Proof = { ...found.evidence, quote: inItsSentences(quote, found.evidence.quote) };
	const sentence = foldWhitespace(said);
	const carried = sentence !== '' && isCarried(sentence, { quote: evidence.quote, speaker: found.speaker });
	return carried ? { text: sentence, evidence } : undefined;
}
