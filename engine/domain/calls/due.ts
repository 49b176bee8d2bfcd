/** The day that words mean: "by Thursday", said on a Tuesday evening in Berlin. */
import { casual, type ParsedResult } from 'chrono-node/en';
import { DateTime } from 'luxon';
import { SPANS } from './due-spans.ts';

/** The day that words mean on one call; undefined where they name none. */
export type DayOf = (words: string) => string | undefined;

/** The words of a date stand in a few dozen characters; more are not looked at. */
const LONGEST_WORDS = 120;

/** "March 3rd", said on March 10th, is more likely past than meant for next year. */
const MOST_DAYS_AHEAD = 330;

/** People name a weekday to mean a later day than the one they speak on: that one is called "today". */
const SAME_WEEKDAY = /\b(?:this|today)\b/i;

/** In these words a year is named, so that any distance is meant. */
const NAMES_YEAR = /\b(?:20\d\d|next year)\b/i;

/**
 * The day that words of a date mean, as ISO date (YYYY-MM-DD) in the IANA zone, seen from `started`, the ISO moment at
 * which the call began; never a day before it. A span means its last day, for a week its Friday: what is due "next
 * week" is not late before that is over. Words that name no day ("soon", "later in the year") give undefined, and so do
 * words that nobody can tell, an unreadable moment and an unknown zone.
 *
 * Spans, bare days of the month ("the 15th"), hours and working days: due-spans.ts. Weekdays, dates with a month and
 * "tomorrow": chrono-node, see docs/adr/0014-dates-in-words.md.
 */
export function dueDateOf(words: string, started: string, zone: string): string | undefined {
	const start = DateTime.fromISO(started, { zone });
	if (!start.isValid) return undefined;
	const text = words.slice(0, LONGEST_WORDS).toLowerCase();
	const today = start.startOf('day');
	const day = spanEnd(text, start) ?? named(text, today);
	if (!day?.isValid || day.startOf('day') < today) return undefined;
	const far = day.year > today.year && day.diff(today, 'days').days > MOST_DAYS_AHEAD;
	if (far && !NAMES_YEAR.test(text)) return undefined;
	return day.toISODate() ?? undefined;
}

/** The first rule that knows the words decides, also that they name no day. */
function spanEnd(text: string, start: DateTime): DateTime | undefined {
	for (const { pattern, day } of SPANS) {
		const match = pattern.exec(text);
		if (match) return day(match, start) ?? DateTime.invalid('no day');
	}
	return undefined;
}

/** What chrono-node reads; of two days ("Monday or Tuesday") the later, a date before a weekday. */
function named(text: string, today: DateTime): DateTime | undefined {
	// Noon of that day on the clock of the machine: no zone leaves it out, and only the date of the answer is read.
	const noon = new Date(today.year, today.month - 1, today.day, 12);
	const results = casual.parse(text, noon, { forwardDate: true }).filter(({ start }) => namesDay(start));
	const dated = results.filter(({ start }) => start.isCertain('day'));
	const days = (dated.length > 0 ? dated : results).map((result) => dayOf(result, today));
	return days.reduce<DateTime | undefined>((latest, day) => (latest && latest > day ? latest : day), undefined);
}

function namesDay(start: ParsedResult['start']): boolean {
	return start.isCertain('day') || start.isCertain('weekday');
}

function dayOf({ start, text }: ParsedResult, today: DateTime): DateTime {
	const [year, month, day] = [start.get('year'), start.get('month'), start.get('day')];
	const date = DateTime.fromObject(
		{ year: year ?? today.year, month: month ?? today.month, day: day ?? today.day },
		{ zone: today.zone },
	);
	const meansNextWeek = +date === +today && !start.isCertain('day') && !SAME_WEEKDAY.test(text);
	return meansNextWeek ? date.plus({ weeks: 1 }) : date;
}
