/** Has a model write one message or note: checked, asked once again, never paid twice. */
import type { ModelUse, Tier } from '../../../contract/model.ts';
import { SophiaError, TerminalError } from '../../../errors.ts';
import type { Hasher } from '../../../ports/hasher.ts';
import type { ModelAnswers } from '../../../ports/model-answers.ts';
import type { RunContext } from '../../../ports/run-context.ts';
import { type Answered, generate, type ModelPorts, NO_MODEL } from '../../models/generate.ts';
import type { Prompt } from '../../models/prompt.ts';
import { usesOf } from '../../models/uses.ts';
import { type Fault, gravest } from './fault.ts';
import type { Piece } from './piece.ts';

export type Writing = {
	ports: ModelPorts & { answers: ModelAnswers; hash: Hasher };
	prompts: { message: Prompt; note: Prompt };
	tier: Tier;
};

/** As it is recorded. `reason`: why there is no answer, a fault or the code of an error. */
export type Written = {
	answer?: object;
	reason?: string;
	/** Texts of an answer left out because no quote carried them. */
	dropped: number;
	/** Whether an earlier run had paid for it. */
	known: boolean;
	models: ModelUse[];
};

/** What is kept of an answer with a call: its part, or why it was not taken. A text shown in a preview is so the one that is sent. */
type Kept = { answer: object; dropped: number } | { rejected: string };

/** The keys of a piece, one for each of its calls. */
export function keysOf({ ports: { catalog, hash }, tier }: Writing, piece: Piece): string[] {
	const { messages, schema, maxOutputTokens, parts } = piece;
	const { models } = catalog.tiers[tier];
	return parts.map(({ callId }) => hash(JSON.stringify([messages, schema, maxOutputTokens, models, callId])));
}

/** What is known of a piece; undefined where a part of it is missing, or not what it was. */
export function knownOf(piece: Piece, kept: readonly unknown[]): Written | undefined {
	const parts = kept as (Kept | undefined)[];
	if (parts.length === 0 || parts.some((part) => part === undefined)) return undefined;
	const nothing = { known: true, models: [] };
	const rejected = parts.find((part) => part !== undefined && 'rejected' in part);
	if (rejected && 'rejected' in rejected) return { ...nothing, reason: rejected.rejected, dropped: 0 };
	try {
		const answers = parts.flatMap((part) => (part && 'answer' in part ? part : []));
		const answer = piece.read(Object.assign({}, ...answers.map((part) => part.answer)));
		if (piece.faults(answer).length > 0) return undefined;
		return { ...nothing, answer, dropped: Math.max(...answers.map(({ dropped }) => dropped)) };
	} catch {
		return undefined;
	}
}

/** Throws only what neither a model nor the budget is the reason of. */
export async function write(
	run: Pick<RunContext, 'spend' | 'signal' | 'tenant'>,
	writing: Writing,
	prompt: Prompt,
	piece: Piece,
): Promise<Written> {
	const { ports, tier } = writing;
	const { name, messages, schema, maxOutputTokens } = piece;
	const answers: Answered[] = [];
	const ask = async (what: string, more: Piece['messages']) => {
		const request = { tier, schema, maxOutputTokens, messages: [...messages, ...more] };
		const check = ({ data }: { data?: unknown }) => checked(piece, data);
		const answered = await generate(run, ports, { ...request, name: `${what} (prompt ${prompt.version})`, check });
		answers.push(answered);
		return { answered, answer: answered.data as object, faults: piece.faults(answered.data as object) };
	};
	try {
		const first = await ask(`write ${name}`, []);
		const last = first.faults.length === 0 ? first : await ask(`write ${name} once again`, correction(first));
		const rest = last.faults.length === 0 ? { answer: last.answer, dropped: 0 } : piece.rest(last.answer, last.faults);
		const kept = rest ?? { rejected: gravest(last.faults) ?? 'shape' };
		// A poorer model's answer must not stand in the way of a better one's.
		if (answers.every(({ moved }) => moved !== 'down')) await keep(run.tenant, writing, piece, kept);
		const spent = { known: false, models: usesOf(answers) };
		return 'rejected' in kept ? { ...spent, reason: kept.rejected, dropped: 0 } : { ...spent, ...kept };
	} catch (error) {
		run.signal.throwIfAborted();
		if (!(error instanceof SophiaError) || !NO_MODEL.has(error.code)) throw error;
		return { reason: error.code, dropped: 0, known: false, models: usesOf(answers) };
	}
}

/** Faults named at once: more would be no help. */
const MOST_NAMED = 8;

function correction({ answered, faults }: { answered: Answered; faults: Fault[] }): Piece['messages'] {
	const named = faults.slice(0, MOST_NAMED).map(({ says }) => `- ${says}`);
	return [
		{ role: 'assistant', content: answered.text },
		{ role: 'user', content: `That cannot be used:\n${named.join('\n')}\nWrite all of it once again, without this.` },
	];
}

function checked(piece: Piece, data: unknown): object {
	try {
		return piece.read(data);
	} catch {
		throw new TerminalError('model-answer-not-valid', 'The answer is not of the schema that was asked for.');
	}
}

async function keep(tenant: string, writing: Writing, piece: Piece, kept: Kept): Promise<void> {
	const keys = keysOf(writing, piece);
	for (const [at, { callId, of }] of piece.parts.entries()) {
		const part: Kept = 'rejected' in kept ? kept : { answer: of(kept.answer), dropped: kept.dropped };
		await writing.ports.answers.keep(tenant, keys[at] ?? '', callId, part);
	}
}
