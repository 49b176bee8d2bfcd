/** Figures of a claim, which its quotes have to say: the number, and no other sign or unit than theirs. */

type Figure = { digits: string; minus: boolean; unit: string };

/** Not the digits of a name, such as Q4, GPT-5 or 2b. */
const NUMBER = /(?<![\p{L}\d]|\p{L}-|\d[.,:/-])([$€£¥]\s?)?([-−]\s?)?(?<digits>\d+(?:[.,:/-]\d+)*)(?!\p{L}|\d)/gu;

/** A moment as systems write it: its day and its time of day. */
const MOMENT = /(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?/g;
const DAY = /^(\d{4})-(\d\d)-(\d\d)$/;

/** Of an item of a list: a place, no figure. */
const LIST_MARK = /^\s*(?:[-*]\s+)?\d{1,2}[.)]\s+/;

/** What follows a number and says what it counts. */
const UNITS: readonly (readonly [unit: string, words: RegExp])[] = [
	['%', /^\s?(?:%|percent\b|per cent\b)/i],
	['$', /^\s?(?:\$|(?:us )?dollars?\b|usd\b)/i],
	['€', /^\s?(?:€|euros?\b|eur\b)/i],
	['£', /^\s?(?:£|pounds?\b|gbp\b)/i],
];

const IN_WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** Whether every figure of the claim stands in one of the quotes: `5` also where it says `five`. */
export function figuresStand(claim: string, quotes: readonly string[]): boolean {
	const said = quotes.flatMap(figuresIn).flatMap((one) => [one, ...partsOfDay(one)]);
	const words = new Set(quotes.flatMap((quote) => quote.toLowerCase().match(/\p{L}+/gu) ?? []));
	return figuresIn(claim.replace(LIST_MARK, '')).every(
		(one) => said.some((other) => isSame(one, other)) || words.has(IN_WORDS[Number(one.digits)] ?? ''),
	);
}

/** A claim may leave out what the quote says of a number, and say what the quote leaves open; it may not say another. */
function isSame(claimed: Figure, said: Figure): boolean {
	if (claimed.digits !== said.digits || (claimed.minus && !said.minus)) return false;
	return claimed.unit === '' || said.unit === '' || claimed.unit === said.unit;
}

/** `2026-05-03` proves 3 May 2026, too. */
function partsOfDay({ digits }: Figure): Figure[] {
	const parts = DAY.exec(digits)?.slice(1) ?? [];
	return parts.map((part) => ({ digits: String(Number(part)), minus: false, unit: '' }));
}

function figuresIn(written: string): Figure[] {
	const text = written.replace(MOMENT, '$1 $2');
	return [...text.matchAll(NUMBER)].map((match) => {
		const [whole, currency = '', minus] = match;
		const { digits = '' } = match.groups ?? {};
		const after = text.slice(match.index + whole.length);
		const unit = currency.trim() || UNITS.find(([, words]) => words.test(after))?.[0] || '';
		return { digits: digits.replace(/,(?=\d{3}(?!\d))/g, ''), minus: minus !== undefined, unit };
	});
}
