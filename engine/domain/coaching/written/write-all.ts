/** Has models write the messages and notes of a day around their quotes; what fails stays as rules wrote it. */
import type { DayWriting } from '../../../contract/coaching.ts';
import { KNOWN_BEFORE } from '../../../ports/model-answers.ts';
import type { RunContext } from '../../../ports/run-context.ts';
import { summedUses } from '../../models/uses.ts';
import type { Account } from '../account.ts';
import { batches } from '../batches.ts';
import { concurrently } from '../concurrently.ts';
import type { PlannedMessage, PlannedNote } from '../plan-deliveries.ts';
import type { CoachingPorts } from '../ports.ts';
import { messagePiece } from './message-piece.ts';
import { notePiece } from './note-piece.ts';
import type { Piece } from './piece.ts';
import { keysOf, knownOf, type Writing, type Written, write } from './write.ts';

/** Of one provider that many connections are no trouble to anybody. */
const AT_ONCE = 8;
/** What one step records: 100 answers of 3 KB at most. */
const A_STEP = 100;
/** After this long no further text is asked for, ms: a morning without a model's words is better than none. */
const LONGEST_MS = 120_000;

const NO_TIME: Written = { reason: 'no-time', dropped: 0, known: false, models: [] };

/** What a model may write, and where its words go. */
type Wanted = { planned: PlannedMessage | PlannedNote; prompt: 'message' | 'note'; piece: Piece | 'order' | undefined };

/**
 * Without models nothing happens. What was written is recorded before anything is delivered, so that a replay delivers the
 * very same words; an answer that was paid for, in this run or an earlier one of the tenant, is not paid for again.
 */
export async function writeAll(
	run: RunContext,
	{ writer: writing }: Pick<CoachingPorts, 'writer'>,
	messages: PlannedMessage[],
	notes: PlannedNote[],
	account: Account,
): Promise<void> {
	if (!writing) return;
	const { prompts } = writing;
	const { zone } = account.window;
	const wanted: Wanted[] = [
		...messages.filter(goesSomewhere).map((planned) => ({
			...{ planned, prompt: 'message' as const, piece: messagePiece(prompts.message, planned) as Wanted['piece'] },
		})),
		...notes.filter(goesSomewhere).map((planned) => ({
			...{ planned, prompt: 'note' as const, piece: notePiece(prompts.note, planned, zone) as Wanted['piece'] },
		})),
	];
	const asked = wanted.flatMap(({ piece, prompt }) => (isPiece(piece) ? [{ piece, prompt }] : []));
	const written = await writtenOf(run, writing, asked);
	const totals: DayWriting = { written: 0, kept: [], dropped: 0, known: 0, models: [] };
	for (const { planned, piece } of wanted) {
		const outcome: Written | undefined = isPiece(piece) ? written.get(piece) : undefined;
		place(run, planned, piece, outcome);
		if (piece !== undefined) count(totals, outcome ?? { reason: 'order' });
	}
	totals.models = summedUses([...written.values()].flatMap(({ models }) => models));
	account.writing = totals;
	account.generative ||= totals.written > 0;
	// The account lists what was planned before.
	account.messages = messages.map(({ delivered }) => delivered);
	account.notes = notes.map(({ delivered }) => delivered);
}

const isPiece = (piece: Wanted['piece']): piece is Piece => typeof piece === 'object';

/** What nobody gets, and nobody is shown to get, is not worth a model call. */
const goesSomewhere = ({ delivered: { state } }: PlannedMessage | PlannedNote): boolean =>
	state === 'waiting' || state === 'previewed';

async function writtenOf(
	run: RunContext,
	writing: Writing,
	asked: { piece: Piece; prompt: Wanted['prompt'] }[],
): Promise<Map<Piece, Written>> {
	const { answers, clock } = writing.ports;
	const keys = new Map(asked.map(({ piece }) => [piece, keysOf(writing, piece)]));
	const all = [...keys.values()].flat();
	const known =
		all.length === 0
			? []
			: await run.step(KNOWN_BEFORE, async () => [...(await answers.known(run.tenant, all)).keys()]);
	const began = clock.monotonicMs();
	let done = 0;
	const texts = new Map<Piece, Written>();
	for (const [number, lot] of batches(asked, A_STEP).entries()) {
		// A step around the spends: once its words are recorded nothing is asked or paid again, whatever became of budget and answers.
		const recorded = await run.step(`texts ${number + 1}`, async () => {
			const before = await answers.known(run.tenant, known);
			return concurrently(lot, AT_ONCE, async ({ piece, prompt }): Promise<Written> => {
				const found = knownOf(
					piece,
					(keys.get(piece) ?? []).map((key) => before.get(key)),
				);
				const late = clock.monotonicMs() - began > LONGEST_MS;
				const text = found ?? (late ? NO_TIME : await write(run, writing, writing.prompts[prompt], piece));
				done += 1;
				run.progress('Writing', done, asked.length);
				return text;
			});
		});
		for (const [at, { piece }] of lot.entries()) texts.set(piece, recorded[at] ?? NO_TIME);
	}
	return texts;
}

/** The words where they belong, and who found them. */
function place(
	{ delivery }: Pick<RunContext, 'delivery'>,
	{ delivered }: PlannedMessage | PlannedNote,
	piece: Wanted['piece'],
	outcome: Written | undefined,
): void {
	const shown = () => ('message' in delivered ? delivered.message : delivered.note);
	const { text } = shown();
	if (!isPiece(piece) || !outcome?.answer) {
		shown().writtenBy = 'rules';
		return;
	}
	piece.apply(outcome.answer);
	shown().writtenBy = 'model';
	if (delivery === 'preview') shown().compared = text;
}

function count(totals: DayWriting, { answer, reason, dropped = 0, known }: Partial<Written>): void {
	totals.dropped += dropped;
	if (answer) {
		totals.written += 1;
		totals.known += known ? 1 : 0;
		return;
	}
	const counted = totals.kept.find((one) => one.reason === reason);
	if (counted) counted.count += 1;
	else totals.kept.push({ reason: reason ?? 'shape', count: 1 });
}
