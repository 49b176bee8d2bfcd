/** Makes the account of a very large day small enough to be kept. */
import type { CoachingDay } from '../../contract/coaching.ts';

/** What a run keeps is at most 1 MiB of JSON. */
const LARGEST_BYTES = 1_000_000;
const LONGEST_NOTE_TEXT = 300;

/**
 * The day as it is when it fits. Else the notes are shown by their text only, then by its beginning, then fewer and
 * fewer notes and messages are shown. What was delivered is not touched, and the summary counts everything.
 */
export function fitted(day: CoachingDay): CoachingDay {
	if (fits(day)) return day;
	const textOnly = withNotes(day, ({ objections: _, risks: __, decisions: ___, ...note }) => ({
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
