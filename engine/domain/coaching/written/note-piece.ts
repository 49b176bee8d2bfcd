/** What a model is asked about a note, and what of its answer is wrong. */
import type { CallNote, NoteLine } from '../../../contract/coaching.ts';
import { isCarried } from '../../calls/generative/carried.ts';
import { plainName } from '../../calls/generative/lines.ts';
import { countWords } from '../../calls/text.ts';
import { instructed, type Prompt } from '../../models/prompt.ts';
import { noteText } from '../note.ts';
import type { PlannedNote } from '../plan-deliveries.ts';
import { characterFaults } from './characters.ts';
import { daysOf } from './claims.ts';
import type { Fault } from './fault.ts';
import { lengthFaults, mannerFaults } from './manner.ts';
import { isOrder } from './orders.ts';
import type { Piece } from './piece.ts';
import { NOTE_SCHEMA, NoteAnswer } from './schema.ts';
import { styleOf, TONES } from './style.ts';

const SECTIONS = ['commitments', 'openQuestions', 'nextStep', 'objections', 'risks', 'decisions'] as const;

/** With them, and as many texts, a call of the cheapest model stays below the ceiling of its tier. */
const MOST_LINES = 20;
/** Shorter quotes say themselves what they come to. */
const LONG_QUOTE_WORDS = 14;
const GIST_WORDS = 12;
const MOST_SUMMARY = 2;
const MOST_OUTPUT_TOKENS = 700;

type Numbered = { section: (typeof SECTIONS)[number]; line: NoteLine; long: boolean };

/** Undefined where the note has no lines that may be given to a model; `order`: where all that it has are meant for a machine. */
export function notePiece(prompt: Prompt, planned: PlannedNote, zone: string): Piece<NoteAnswer> | 'order' | undefined {
	const { call: one, delivered } = planned;
	const all = SECTIONS.flatMap((section) =>
		linesOf(delivered.note, section).map(
			(line): Numbered => ({ section, line, long: countWords(line.evidence.quote) >= LONG_QUOTE_WORDS }),
		),
	);
	const lines = all.filter(({ line }) => !isOrder(line.evidence.quote)).slice(0, MOST_LINES);
	if (lines.length === 0) return all.length > 0 ? 'order' : undefined;
	const { tone, words } = styleOf(one);
	const most = Math.ceil(words / 2);
	const places = { tone: TONES[tone], words: String(most), gist: String(GIST_WORDS) };
	const numbered = lines.map(({ section, line, long }, at) => {
		const { owner, evidence } = line;
		const names = [...new Set([evidence.speaker, ...(owner ? [owner] : [])])].map(plainName).join(', for ');
		return `${at + 1} [${section}${long ? ', long' : ''}] ${names}: ${evidence.quote}`;
	});
	return {
		name: `note of ${one.call.id}`,
		messages: instructed(prompt, places, numbered.join('\n')),
		schema: NOTE_SCHEMA,
		maxOutputTokens: MOST_OUTPUT_TOKENS,
		read: (data) => NoteAnswer.parse(data),
		faults: ({ summary, lines: gists }) => [
			...[
				...summary.map((said, at) => ({ said, where: `summary ${at + 1}`, gist: false })),
				...gists.map(named),
			].flatMap(({ said, where, gist }) => textFaults(where, said, lines, gist)),
			...gists.flatMap(({ line, text }) => lengthFaults(`line ${line}`, text, GIST_WORDS)),
			...(summary.length > MOST_SUMMARY ? [tooMany] : []),
			...mannerFaults(
				summary.map(({ text }) => text),
				tone,
				most,
			),
			...mannerFaults(
				gists.map(({ text }) => text),
				tone,
				Number.POSITIVE_INFINITY,
			),
		],
		rest(answer, faults) {
			if (faults.some(({ kind }) => kind !== 'not-carried')) return undefined;
			const carried = (gist: boolean) => (said: Said) => textFaults('', said, lines, gist).length === 0;
			const kept = { summary: answer.summary.filter(carried(false)), lines: answer.lines.filter(carried(true)) };
			const left = kept.summary.length + kept.lines.length;
			const dropped = answer.summary.length + answer.lines.length - left;
			return left > 0 ? { answer: kept, dropped } : undefined;
		},
		parts: [{ callId: one.call.id, of: (answer) => answer }],
		apply: (answer) => {
			const note = withWords(delivered.note, answer, lines);
			delivered.note = { ...note, text: noteText(note, one.call, zone) };
		},
	};
}

/** As whoever spoke: a reader of the note would ask who that is. Of the languages in which most calls are. */
const SPEAKS =
	/\b(?:i|we|my|mine|our|ours|me|you|your|yours|ich|wir|mich|mir|mein\w*|unser\w*|je|nous|mon|notre|nos)\b/i;

type Said = NoteAnswer['lines'][number];

const named = (said: Said) => ({ said, where: `line ${said.line}`, gist: true });
const tooMany: Fault = { kind: 'too-long', says: `the summary has more than ${MOST_SUMMARY} sentences` };

/** `gist`: it stands behind what rules say of its line. */
function textFaults(where: string, { line: number, text }: Said, lines: readonly Numbered[], gist: boolean): Fault[] {
	const numbered = lines[number - 1];
	const found = numbered?.line;
	if (!numbered || !found) return [{ kind: 'not-carried', says: `${where} rests on no line` }];
	const signs = characterFaults(where, text);
	if (signs.length > 0) return signs;
	if (SPEAKS.test(text))
		return [{ kind: 'not-carried', says: `${where} speaks as somebody of the call; name who it is` }];
	if (daysOf(text).length > 0) return [{ kind: 'not-carried', says: `${where} names a day, which stands beside it` }];
	const { evidence, owner = '' } = found;
	const openQuestion = gist && numbered.section === 'openQuestions';
	const carried = isCarried(text, { quote: evidence.quote, speaker: `${evidence.speaker} ${owner}`, openQuestion });
	return carried ? [] : [{ kind: 'not-carried', says: `${where} says what its line does not say` }];
}

function linesOf(note: CallNote, section: (typeof SECTIONS)[number]): NoteLine[] {
	if (section === 'nextStep') return note.nextStep ? [note.nextStep] : [];
	return note[section] ?? [];
}

/** What rules said of a line stays in front; evidence, owner and day are not touched. */
function withWords(note: CallNote, { summary, lines: gists }: NoteAnswer, lines: readonly Numbered[]): CallNote {
	const gistOf = new Map<NoteLine, string>();
	for (const { line, text } of gists) {
		const numbered = lines[line - 1];
		if (numbered?.long) gistOf.set(numbered.line, goingOn(text, numbered.line.evidence.quote));
	}
	const reworded = (line: NoteLine): NoteLine => {
		const gist = gistOf.get(line);
		return gist ? { ...line, text: `${line.text} – ${gist}` } : line;
	};
	const { nextStep, objections, risks, decisions } = note;
	const inShort = summary.flatMap(({ line, text }) => {
		const evidence = lines[line - 1]?.line.evidence;
		return evidence ? [{ text: ended(text), evidence }] : [];
	});
	return {
		...note,
		...(inShort.length > 0 ? { summary: inShort } : {}),
		commitments: note.commitments.map(reworded),
		openQuestions: note.openQuestions.map(reworded),
		nextStep: nextStep && reworded(nextStep),
		...(objections ? { objections: objections.map(reworded) } : {}),
		...(risks ? { risks: risks.map(reworded) } : {}),
		...(decisions ? { decisions: decisions.map(reworded) } : {}),
	};
}

/** Behind a dash: without a full stop, and with a small letter where the quote has its first word so. */
function goingOn(text: string, quote: string): string {
	const bare = text.trim().replace(/[.\s]+$/, '');
	const [start = ''] = bare.split(' ');
	const small = start.toLowerCase();
	return quote.split(/[^\p{L}\p{M}'’]+/u).includes(small) ? small + bare.slice(start.length) : bare;
}

const ended = (text: string): string => (/[.?!]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`);
