/** Figures of a claim, which its quotes have to say: the number, however it is written, and no other sign or unit than theirs. */

/** `value`: as a number where it is one, else as it is written, such as a day or a time of day. */
type Figure = { value: string; sign: string; unit: string };

const CURRENCY = String.raw`(?:(?<![\p{L}\d])(?:US|CA|AU|NZ|HK)?[$€£¥]|\b(?:USD|EUR|GBP|JPY|CHF|CAD|AUD|SEK|NOK|DKK|INR|CNY)\b)\s?`;

/** Not the digits of a name, such as Q4 and GPT-5. */
const NUMBER = new RegExp(
	String.raw`(?<![\p{L}\d]|\p{L}-|\d[.,:/-])(?<before>[-−+])?(?<currency>${CURRENCY})?(?<after>[-−+])?` +
		String.raw`(?<digits>\d+(?:[.,:/-]\d+)*|\.\d+)(?<letters>\p{L}*)`,
	'giu',
);

/** A moment as systems write it: its day and its time of day. */
const MOMENT = /(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?/g;
const DAY = /^(\d{4})-(\d\d)-(\d\d)$/;

/** Of an item of a list: a place, no figure. */
const LIST_MARK = /^\s*(?:[-*]\s+)?\d{1,2}[.)]\s+/;

/** Names of a time: `Q4`, `FY26`. */
const PERIOD = /(?<![\p{L}\d])(?<kind>Q(?=[1-4])|H(?=[12])|FY[\s-]?(?=\d\d))(?<which>\d+)(?![\p{L}\d])/giu;

const ORDINAL = /^(?:st|nd|rd|th)$/i;

/** What follows a number and multiplies it. */
const MAGNITUDES: readonly (readonly [times: number, words: RegExp])[] = [
	[1e2, /^[\s-]?hundred\b/i],
	[1e3, /^(?:k\b|[\s-]?thousand\b)/i],
	[1e6, /^(?:M\b|(?:[\s-]?(?:mn|mio|mln|million))\b)/],
	[1e9, /^(?:B\b|(?:[\s-]?(?:bn|billion))\b)/],
	[1e12, /^(?:T\b|(?:[\s-]?(?:tn|trillion))\b)/],
];
/** The same in small letters: `$5m`, where 5m alone may be minutes. */
const OF_MONEY: readonly (readonly [times: number, words: RegExp])[] = [
	[1e6, /^m\b/],
	[1e9, /^b\b/],
	[1e12, /^t\b/],
];

/** What follows it and says what it counts. */
const UNITS: readonly (readonly [unit: string, words: RegExp])[] = [
	['%', /^\s?(?:%|percent\b|per cent\b)/i],
	['usd', /^\s?(?:\$|(?:us )?dollars?\b|usd\b)/i],
	['eur', /^\s?(?:€|euros?\b|eur\b)/i],
	['gbp', /^\s?(?:£|pounds?\b|gbp\b)/i],
	['jpy', /^\s?(?:¥|yen\b|jpy\b)/i],
	['second', /^(?:s\b|[\s-]?(?:secs?|seconds?)\b)/i],
	['minute', /^[\s-]?(?:mins?|minutes?)\b/i],
	['hour', /^(?:h\b|[\s-]?(?:hrs?|hours?)\b)/i],
	['day', /^(?:d\b|[\s-]?days?\b)/i],
	['week', /^(?:w\b|[\s-]?weeks?\b)/i],
	['month', /^[\s-]?months?\b/i],
	['year', /^[\s-]?(?:yrs?|years?)\b/i],
];
const SYMBOLS: Readonly<Record<string, string>> = { $: 'usd', us$: 'usd', '€': 'eur', '£': 'gbp', '¥': 'jpy' };

const ONES = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const COUNTED = new RegExp(
	String.raw`\b(?:(?<tens>${TENS.join('|')})(?:[\s-](?<more>${ONES.slice(1, 10).join('|')}))?|(?<ones>${ONES.join('|')}))\b`,
	'giu',
);

/** Whether every figure of the claim, in digits or in words, stands in one of the quotes. */
export function figuresStand(claim: string, quotes: readonly string[]): boolean {
	const said = quotes.flatMap(figuresIn).flatMap((one) => [one, ...partsOfDay(one)]);
	// Who says “one” in a claim seldom counts.
	const counted = claim.replace(LIST_MARK, '').replace(/\bone\b/gi, '');
	return figuresIn(counted).every((one) => said.some((other) => isSame(one, other))) && periodsStand(claim, quotes);
}

/** Quotes that name no quarter leave it open; where they name one, a claim may name no other. */
function periodsStand(claim: string, quotes: readonly string[]): boolean {
	const said = quotes.flatMap(periodsIn);
	return periodsIn(claim).every(({ kind, which }) => {
		const same = said.filter((one) => one.kind === kind);
		return same.length === 0 || same.some((one) => one.which === which);
	});
}

const periodsIn = (text: string): { kind: string; which: string }[] =>
	[...text.matchAll(PERIOD)].map(({ groups: { kind = '', which = '' } = {} }) => ({
		kind: kind.slice(0, 2).trim().toLowerCase(),
		// FY2026 is FY26.
		which: which.length === 4 ? which.slice(2) : which,
	}));

/** A claim may leave out what the quote says of a number, and say what the quote leaves open; it may not say another. */
function isSame(claimed: Figure, said: Figure): boolean {
	if (claimed.value !== said.value) return false;
	if (claimed.sign === '-' ? said.sign !== '-' : claimed.sign === '+' && said.sign === '-') return false;
	return claimed.unit === '' || said.unit === '' || claimed.unit === said.unit;
}

/** `2026-05-03` proves 3 May 2026, too. */
function partsOfDay({ value }: Figure): Figure[] {
	const parts = DAY.exec(value)?.slice(1) ?? [];
	return parts.map((part) => ({ value: String(Number(part)), sign: '', unit: '' }));
}

function figuresIn(written: string): Figure[] {
	const text = inDigits(written).replace(MOMENT, '$1 $2');
	return [...text.matchAll(NUMBER)].map((match) => {
		const { before = '', currency = '', after = '', digits = '', letters = '' } = match.groups ?? {};
		const rest = text.slice(match.index + match[0].length - letters.length);
		const money = currency.trim().toLowerCase();
		const [times, many = ''] = found([...MAGNITUDES, ...(money === '' ? [] : OF_MONEY)], rest) ?? [1];
		const named = found(UNITS, rest.slice(many.length))?.[0];
		const own = many === '' && !ORDINAL.test(letters) ? letters.toLowerCase() : '';
		return {
			value: numberOf(digits, times),
			sign: (before || after).replace('−', '-'),
			unit: money === '' ? (named ?? own) : (SYMBOLS[money] ?? money),
		};
	});
}

function found<Name>(words: readonly (readonly [Name, RegExp])[], text: string): [Name, string] | undefined {
	for (const [name, pattern] of words) {
		const [said] = pattern.exec(text) ?? [];
		if (said !== undefined) return [name, said];
	}
	return undefined;
}

/** `12,500` and `12500`, `0,5` and `0.50` are the same; more digits than a number can tell apart are left as they are. */
function numberOf(digits: string, times: number): string {
	const plain = digits.replace(/,(?=\d{3}(?!\d))/g, '').replace(/^(\d+),(\d{1,2})$/, '$1.$2');
	if (!/^\d*\.?\d+$/.test(plain) || plain.length > 15) return times === 1 ? plain : `${plain}*${times}`;
	return String(Number((Number(plain) * times).toPrecision(15)));
}

/** Digits of any script and width, fractions, dashes between numbers, and numbers in words, all in one way of writing. */
function inDigits(text: string): string {
	return text
		.normalize('NFKC')
		.replace(/\p{Nd}/gu, (one) => digitOf(one))
		.replaceAll('\u2044', '/')
		.replace(/(?<=\d)[\u2010-\u2015](?=\d)/g, '-')
		.replace(COUNTED, (...match) => {
			const { tens, more, ones } = match.at(-1) as Record<string, string | undefined>;
			if (tens === undefined) return String(placeOf(ONES, ones));
			return String((placeOf(TENS, tens) + 2) * 10 + (more === undefined ? 0 : placeOf(ONES, more)));
		});
}

const placeOf = (words: readonly string[], word = ''): number => words.indexOf(word.toLowerCase());

/** In every script the ten digits stand in their order, and begin at the start of sixteen characters or six behind it. */
function digitOf(one: string): string {
	const code = one.codePointAt(0) ?? 0;
	const start = code & ~15;
	const zero = /\p{Nd}/u.test(String.fromCodePoint(start)) ? start : start + 6;
	return String(code - zero);
}
