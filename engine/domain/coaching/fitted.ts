/** Makes the account of a very large day small enough to be kept. */
import type { CoachingDay } from '../../contract/coaching.ts';

/** What a run keeps is at most 1 MiB of JSON. */
const LARGEST_BYTES = 1_000_000;
const LONGEST_NOTE_TEXT = 300;

/**
 * The day as it is when it fits. Else playbooks are shown with one quote for each criterion; then neither they nor the
 * texts that rules wrote beside those of models; then the notes by their text only, then by its beginning, then fewer
 * and fewer notes and messages. What was delivered is not touched, and the summary counts everything.
 */
export function fitted(day: CoachingDay): CoachingDay {
	if (fits(day)) return day;
	const fewQuotes = { ...day, ...(day.playbooks ? { playbooks: day.playbooks.map(withOneQuote) } : {}) };
	if (fits(fewQuotes)) return fewQuotes;
	const bare = withoutComparison(day);
	if (fits(bare)) return bare;
	const textOnly = withNotes(bare, ({ summary: _, objections: __, risks: ___, decisions: ____, ...note }) => ({
		...note,
		commitments: [],
		openQuestions: [],
		nextStep: undefined,
	}));
	if (fits(textOnly)) return textOnly;
	const short = withNotes(textOnly, (note) => ({
		...note,
		text: note.text.slice(0, LONGEST_NOTE_TEXT).toWellFormed(),
	}));
	for (let most = longestList(short); most > 0; most = Math.floor(most / 2)) {
		const shown = firstOf(short, most);
		if (fits(shown)) return shown;
	}
	return firstOf(short, 0);
}

/** The quotes stand with the call itself. */
function withOneQuote(held: Held): Held {
	return { ...held, findings: held.findings.map((one) => ({ ...one, evidence: one.evidence.slice(0, 1) })) };
}

type Held = NonNullable<CoachingDay['playbooks']>[number];

function withoutComparison({ playbooks, ...day }: CoachingDay): CoachingDay {
	const bare = withNotes(day, ({ compared: _, ...note }) => note);
	return {
		...bare,
		messages: bare.messages.map(({ message: { compared: _, ...message }, ...delivered }) => ({
			...delivered,
			message,
		})),
		summary: playbooks
			? `${day.summary}\nHow the calls did against their playbooks does not fit here; each call has it.`
			: day.summary,
	};
}

function withNotes(day: CoachingDay, change: (note: Note) => Note): CoachingDay {
	return { ...day, notes: day.notes.map((delivered) => ({ ...delivered, note: change(delivered.note) })) };
}

type Note = CoachingDay['notes'][number]['note'];

function firstOf(day: CoachingDay, most: number): CoachingDay {
	if (longestList(day) <= most) return day;
	const { calls } = day;
	return {
		...day,
		calls: {
			...calls,
			skipped: calls.skipped.map((one) => ({ ...one, callIds: one.callIds.slice(0, most) })),
			carriedOver: calls.carriedOver.slice(0, most),
		},
		notes: day.notes.slice(0, most),
		messages: day.messages.slice(0, most),
		gaps: day.gaps.slice(0, most),
		summary: `${day.summary}\nThe day is too large to show in full: at most ${most} of each kind are shown.`,
	};
}

function longestList({ notes, messages, gaps, calls: { skipped, carriedOver } }: CoachingDay): number {
	return Math.max(
		...[notes, messages, gaps, carriedOver].map(({ length }) => length),
		...skipped.map(({ callIds }) => callIds.length),
	);
}

function fits(day: CoachingDay): boolean {
	return new TextEncoder().encode(JSON.stringify(day)).length <= LARGEST_BYTES;
}
