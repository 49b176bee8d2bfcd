/** Spans and days that have no name of their own: "next week", "the 15th", "within two working days". */
import type { DateTime, WeekdayNumbers } from 'luxon';
import { MONTHS, NUMBERS, ORDINALS, WEEKDAYS } from './words/calendar.ts';

export type SpanRule = {
	/** Looks at lower-case words. */
	pattern: RegExp;
	/** The last day of it, seen from the moment at which the call began; undefined where the words name none. */
	day: (match: RegExpExecArray, start: DateTime) => DateTime | undefined;
};

const WEEKDAY = `(${WEEKDAYS.join('|')})`;
const MONTH = `(${MONTHS.join('|')})`;
/** Of "the 15th of next month". */
const A_MONTH = `(${MONTHS.join('|')}|(?:the )?next month|(?:this|the) month)`;
const NUMBER = `(\\d{1,3}|${Object.keys(NUMBERS).join('|')})`;
const ORDINAL = `(\\d{1,2}(?:st|nd|rd|th)|(?:twenty|thirty)[ -](?:${Object.keys(ORDINALS).slice(0, 9).join('|')})|${Object.keys(ORDINALS).join('|')})`;
/** "two", "two or three", "two to three", "the next few", "a couple of": groups 1 and 2 are the numbers. */
const AMOUNT = `(?:the next |next |a |another )?${NUMBER}(?: (?:or|to) ${NUMBER})?(?: of)?`;

/** The rules, the first that matches decides. */
export const SPANS: SpanRule[] = [
	{ pattern: /\b(?:later|early|late) (?:in|on in) (?:the|this|next) (?:year|quarter)\b/, day: () => undefined },
	{
		pattern: new RegExp(`\\b${ORDINAL} ${WEEKDAY} (?:of|in) ${A_MONTH}\\b|\\blast ${WEEKDAY} (?:of|in) ${A_MONTH}\\b`),
		day: ([, nth, weekday, month, lastWeekday, lastMonth], start) =>
			nthWeekday(start, nth ? ordinal(nth) : -1, weekday ?? lastWeekday ?? '', month ?? lastMonth ?? ''),
	},
	{
		pattern: new RegExp(`\\b(?:${WEEKDAY}(?: of)?,? next week|next week,?(?: on)? ${WEEKDAY})\\b`),
		day: ([, before, after], start) => weekdayOf(start.plus({ weeks: 1 }), before ?? after ?? ''),
	},
	{
		pattern: new RegExp(`\\bthe ${ORDINAL} of ((?:the )?next month|(?:this|the) month)\\b`),
		day: ([, nth = '', month = ''], start) => dayOfMonth(endOfMonth(start, month).startOf('month'), ordinal(nth)),
	},
	{
		pattern: new RegExp(`\\b(?:eod|cob|(?:end|close) of (?:the )?(?:day|business|play)),? (?:on )?${WEEKDAY}\\b`),
		day: ([, weekday = ''], start) => comingWeekday(start, weekday),
	},
	{
		pattern: new RegExp(`\\b${WEEKDAY} (?:week|after next)\\b`),
		day: ([, weekday = ''], start) => comingWeekday(start, weekday).plus({ weeks: 1 }),
	},
	{
		pattern: new RegExp(
			`\\b${AMOUNT} weeks? (?:from (?:(today|now|tomorrow)|(?:this |next )?${WEEKDAY})|on ${WEEKDAY})\\b`,
		),
		day: ([, one = '', other, from, weekday, onWeekday], start) => {
			const named = weekday ?? onWeekday;
			const day = named ? comingWeekday(start, named) : start.plus({ days: from === 'tomorrow' ? 1 : 0 });
			return day.plus({ weeks: amount(other ?? one) });
		},
	},
	{
		pattern: new RegExp(`\\b${AMOUNT} hours?\\b`),
		day: ([, one = '', other], start) => start.plus({ hours: amount(other ?? one) }),
	},
	{
		pattern: new RegExp(`\\b${AMOUNT} (?:business|working) days?\\b`),
		day: ([, one = '', other], start) => workingDays(start, amount(other ?? one)),
	},
	{ pattern: /\ba (day|week|month) or two\b/, day: ([, unit], start) => later(start, 2, unit) },
	{
		pattern: new RegExp(`\\b${AMOUNT} (day|week|month)s?\\b(?! of\\b)`),
		day: ([, one = '', other, unit], start) => later(start, amount(other ?? one), unit),
	},
	{ pattern: /\bfortnight\b/, day: (_, start) => start.plus({ weeks: 2 }) },
	{
		pattern: /\b(?:early|beginning of|start of) next week\b/,
		day: (_, start) => weekdayOf(start.plus({ weeks: 1 }), 'tuesday'),
	},
	{ pattern: /\bmiddle of next week\b/, day: (_, start) => weekdayOf(start.plus({ weeks: 1 }), 'wednesday') },
	{ pattern: /\bweekend\b/, day: (_, start) => weekdayOf(start, 'sunday') },
	{ pattern: /\bnext week\b/, day: (_, start) => weekdayOf(start.plus({ weeks: 1 }), 'friday') },
	{ pattern: /\b(?:the|this|our|coming) week\b|\bend of week\b/, day: (_, start) => endOfWeek(start) },
	{ pattern: /\bnext month\b/, day: (_, start) => start.plus({ months: 1 }).endOf('month') },
	{ pattern: /\b(?:the|this|our) month\b|\b(?:month[- ]end|end of month)\b/, day: (_, start) => start.endOf('month') },
	{ pattern: /\bnext quarter\b/, day: (_, start) => start.plus({ quarters: 1 }).endOf('quarter') },
	{
		pattern: /\b(?:the|this|our) quarter\b|\b(?:quarter[- ]end|end of quarter)\b/,
		day: (_, start) => start.endOf('quarter'),
	},
	{ pattern: /\bq([1-4])\b/, day: ([, quarter], start) => coming(start, 3 * Number(quarter), 'quarter') },
	{ pattern: /\bend of next year\b/, day: (_, start) => start.plus({ years: 1 }).endOf('year') },
	{ pattern: /\bnext year\b/, day: () => undefined },
	{ pattern: /\b(?:the|this|our) year\b|\b(?:year[- ]end|end of year)\b/, day: (_, start) => start.endOf('year') },
	{
		// No day of the month beside it.
		pattern: new RegExp(
			`^(?!.*\\b\\d{1,2}(?!\\d)|.*\\b(?:${Object.keys(ORDINALS).join('|')})\\b)(.*?)\\b(?:(early|late|mid)[- ])?${MONTH}\\b(?:,? (20\\d\\d)\\b)?`,
		),
		day: ([, before = '', part, month = '', year], start) => inMonth(start, before, part, month, year),
	},
	{
		pattern: new RegExp(`\\bthe ${ORDINAL}\\b(?! of\\b| ${MONTH})(?!.*\\b${MONTH}\\b)`),
		day: ([, nth = ''], start) => comingDayOfMonth(start, ordinal(nth)),
	},
	{ pattern: /\btonight\b|\bthis (?:morning|afternoon|evening)\b/, day: (_, start) => start },
	{
		pattern: new RegExp(
			`^(?!.*\\b(?:tomorrow|${WEEKDAYS.join('|')}|${MONTHS.join('|')})\\b).*\\b(?:eod|cob|(?:end|close) of (?:the |this )?(?:day|business|play)|(?:right |straight |directly |immediately )?after (?:this|the|our) (?:call|meeting)|(?:right|straight|directly) after(?:wards| this)?|(?:after|before|by) lunch|we hang up|(?:before|by|until) (?:noon|half past|half|quarter|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\\d))\\b`,
		),
		day: (_, start) => start,
	},
	{ pattern: /^(?:by |on )?first thing(?: in the morning)?$/, day: (_, start) => start.plus({ days: 1 }) },
];

function amount(words: string): number {
	return NUMBERS[words] ?? Number(words);
}

function ordinal(words: string): number {
	const [tens, ones] = words.split(/[ -]/);
	if (ones !== undefined) return (tens === 'thirty' ? 30 : 20) + (ORDINALS[ones] ?? 0);
	return ORDINALS[words] ?? Number.parseInt(words, 10);
}

function later(start: DateTime, count: number, unit = 'day'): DateTime {
	return start.plus({ [unit]: count });
}

/** Saturdays and Sundays do not count. */
function workingDays(start: DateTime, count: number): DateTime {
	let day = start;
	for (let left = count; left > 0; ) {
		day = day.plus({ days: 1 });
		if (day.weekday <= 5) left -= 1;
	}
	return day;
}

/** That weekday in the week (from Monday) of a day. */
function weekdayOf(day: DateTime, weekday: string): DateTime {
	return day.set({ weekday: numberOf(weekday) });
}

/** Friday, or on a weekend Sunday. */
function endOfWeek(start: DateTime): DateTime {
	return weekdayOf(start, start.weekday <= 5 ? 'friday' : 'sunday');
}

function comingWeekday(start: DateTime, weekday: string): DateTime {
	const day = weekdayOf(start, weekday);
	return day > start ? day : day.plus({ weeks: 1 });
}

function numberOf(weekday: string): WeekdayNumbers {
	return (WEEKDAYS.indexOf(weekday) + 1) as WeekdayNumbers;
}

/** The last day of this year's month, or of the quarter that ends with it; of next year's once it is past. */
function coming(start: DateTime, month: number, unit: 'month' | 'quarter'): DateTime {
	const ends = [0, 1].map((years) => start.startOf('year').plus({ years }).set({ month }).endOf(unit));
	return ends.find((end) => end >= start) ?? start;
}

/** The last day of "March" (of that year, else the coming one), "next month" or "this month". */
function endOfMonth(start: DateTime, words: string, year?: string): DateTime {
	const month = MONTHS.indexOf(words) + 1;
	if (month === 0) return start.plus({ months: words.endsWith('next month') ? 1 : 0 }).endOf('month');
	return year ? start.set({ year: Number(year), month, day: 1 }).endOf('month') : coming(start, month, 'month');
}

/** "By March" is before March; "in March" and "the end of March" its last day; "mid-March" the 15th, "early March" the 10th. */
function inMonth(start: DateTime, before: string, part: string | undefined, month: string, year?: string): DateTime {
	const end = endOfMonth(start, month, year);
	const days: Record<string, number> = { early: 10, mid: 15 };
	const day = part === undefined ? undefined : days[part];
	if (day !== undefined || /\b(?:middle|start|beginning) of $/.test(before)) {
		return end.set({ day: day ?? (before.includes('middle') ? 15 : 1) });
	}
	const outside = part === undefined && /\b(?:by|before|until) (?:the )?$/.test(before);
	return outside && end.startOf('month') > start ? end.startOf('month') : end;
}

function nthWeekday(start: DateTime, nth: number, weekday: string, month: string): DateTime | undefined {
	const end = endOfMonth(start, month);
	if (nth < 0) {
		const last = weekdayOf(end, weekday);
		return last > end ? last.minus({ weeks: 1 }) : last;
	}
	const first = end.startOf('month');
	const found = first.plus({ days: ((numberOf(weekday) - first.weekday + 7) % 7) + 7 * (nth - 1) });
	return found.month === end.month ? found : undefined;
}

/** The next day of that number, in a month that has it. */
function comingDayOfMonth(start: DateTime, day: number): DateTime | undefined {
	for (let months = 0; months <= 2; months += 1) {
		const found = dayOfMonth(start.startOf('month').plus({ months }), day);
		if (found && found >= start.startOf('day')) return found;
	}
	return undefined;
}

function dayOfMonth(month: DateTime, day: number): DateTime | undefined {
	return day >= 1 && day <= (month.daysInMonth ?? 0) ? month.set({ day }) : undefined;
}
