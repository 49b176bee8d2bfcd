/** Numbers, days and names of a text that a model wrote, against the facts it was given. */
import { languageOf } from '../../calls/generative/joining-words.ts';
import { NO_NAMES } from '../../calls/topics/no-names.ts';
import { stem } from '../../search/stem.ts';
import type { Fault } from './fault.ts';

/** What a text may say. */
export type Facts = {
	/** Figures, days and the draft of rules: numbers and days come from here alone. */
	told: string;
	/** Of people who may be named. */
	names: readonly string[];
	/** The words that stand beside the text. */
	quote: string;
};

const NUMBER_WORDS = new Map(
	[
		'zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'
			.split(' ')
			.map((word, at): [string, string] => [word, String(at === 0 ? 0 : at + 1)]),
		'twenty thirty forty fifty sixty seventy eighty ninety'
			.split(' ')
			.map((word, at): [string, string] => [word, String((at + 2) * 10)]),
		[
			...(
				'hundred thousand million billion dozen hundreds thousands millions billions dozens half halves twice thrice double ' +
				'triple quarter quarters third thirds twofold threefold tenfold hundredfold'
			).split(' '),
		].map((word): [string, string] => [word, word]),
	].flat(),
);

const UNITS = new Map(
	[
		'%/percent',
		'second/seconds',
		'minute/minutes',
		'hour/hours',
		'day/days',
		'week/weeks',
		'month/months',
		'year/years',
	]
		.concat('time/times', 'call/calls', 'question/questions', 'word/words')
		.flatMap((forms) => forms.split('/').map((form): [string, string] => [form, forms])),
);

const NUMBER = /(?:(?<sign>[$€£]) ?)?(?<number>\p{N}+(?:[.,:]\p{N}+)*)(?:[ -]?(?<unit>%|\p{L}+))?|(?<word>\p{L}+)/gu;

/** Each number, with its unit where it has one: 38 seconds are no 38 people. */
function numbersOf(text: string): string[] {
	return [...text.toLowerCase().matchAll(NUMBER)].flatMap(({ groups = {} }) => {
		const number = groups.number ?? NUMBER_WORDS.get(groups.word ?? '');
		if (number === undefined) return [];
		const unit = groups.sign ?? UNITS.get(groups.unit ?? '');
		return [unit ? `${number} ${unit}` : number];
	});
}

const DAY =
	/\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|april|june|july|august|september|october|november|december|today|tonight|tomorrow|yesterday|(?:by|until|before|in|since|of|from) (?:march|may|noon|midnight)|weekends?|fortnight|(?:in|within) (?:a|one|the next) (?:day|week|month|quarter|year)|(?:end|middle|beginning|start) of (?:the |this |next )?(?:day|week|month|quarter|year)|(?:this|next|last|coming) (?:week|month|quarter|year|spring|summer|autumn|fall|winter|morning|evening))\b/gi;

/** Days of the week, months, and days that are counted from another, in small letters. */
export const daysOf = (text: string): string[] => [...text.toLowerCase().matchAll(DAY)].map(([day]) => day);

const WORD = /[\p{L}\p{M}]+(?:['’]\p{L}+)*/gu;
const { joining } = languageOf([]);

/** Words that coaching sentences begin with, and that everyday talk of calls does not have. */
const BEGINNERS = new Set(
	(
		'asking aim allow avoid breathe build check confirm count cut drop ease echo ending finish focus giving hand hold invite keep ' +
		'keeping kept lead leaving listening make makes naming offer open opening paraphrase pause pick practice praise prepare ' +
		'reflect repeat reply return save slow slowing speaking staying summarize swap suggest test thanks trade trust watch ' +
		'well nicely nice once one rather room let letting both either neither not no never nothing nobody your yours customer ' +
		'customers silence silences questions deals promise promises filler concern concerns objection objections recap ' +
		'strong solid clear simple worth agreed promised go going summing closing explore replace fewer shorter longer slower ' +
		'deeper add address acknowledge admitting bringing choose clarify connect curious dig end explaining follow getting ' +
		'great handling honest instead limit mention naming notice offering owning pausing picking probe promising ' +
		'pressing pull push reaching recognize remind replacing resist revisit rushing saying sharing show sit stick sum sums ' +
		'swapping turn turning using wrap write filling talking turns'
	).split(' '),
);

const bare = (word: string): string => word.replace(/['’].*$/u, '').toLowerCase();

/** Capital letters where no sentence begins; where one begins, words that neither talk nor facts know. Letters that are not Latin count as capitals. */
function namesIn(text: string, facts: Facts): string[] {
	const named = new Set([facts.told, ...facts.names, facts.quote].flatMap((one) => one.match(WORD) ?? []).map(bare));
	const found: string[] = [];
	for (const match of text.matchAll(WORD)) {
		const [word] = match;
		const foreign = !/^[\p{Script=Latin}\p{M}'’]+$/u.test(word);
		if (!(foreign || /^\p{Lu}/u.test(word)) || named.has(bare(word))) continue;
		const begins = /(?:^|[.?!:]\s*)$/u.test(text.slice(0, match.index));
		if (daysOf(word).length > 0) continue;
		const everyday = [joining, BEGINNERS].some((words) => words.has(bare(word))) || NO_NAMES.has(stem(bare(word)));
		if (/^I(?:['’]|$)/.test(word) || (begins && !foreign && everyday && !/^\p{Lu}{2}/u.test(word))) continue;
		found.push(word);
	}
	return found;
}

/** `where`: what the text is called in the answer. */
export function claimFaults(where: string, text: string, facts: Facts): Fault[] {
	const known = new Set(numbersOf(facts.told));
	const told = new Set(daysOf(facts.told));
	const fault = (kind: Fault['kind'], words: string[], what: string): Fault[] =>
		words.length === 0 ? [] : [{ kind, says: `${where} has ${what} that is not in the facts: ${words.join(', ')}` }];
	const numbers = numbersOf(text).filter((number) => !known.has(number));
	return [
		...fault('number', numbers, 'a number'),
		...fault(
			'date',
			daysOf(text).filter((day) => !told.has(day)),
			'a day',
		),
		...fault('name', namesIn(text, facts), 'a name, or a capital letter,'),
	];
}

/** As many words of a quote one after another are the quote. */
const LONGEST_RUN = 6;

/**
 * Whether a text tells again what was said: so many words of the quote in a row, or a sentence whose words are mostly
 * the quote's. A coaching text is about how it was said; what obeys an order in the quote mostly repeats it.
 */
export function repeatsQuote(text: string, { quote, told, names }: Facts): boolean {
	const wordsOf = (of: string) => (of.toLowerCase().match(WORD) ?? []).map((word) => word.replaceAll('’', "'"));
	const said = ` ${wordsOf(quote).join(' ')} `;
	const words = wordsOf(text);
	const runs = words.slice(LONGEST_RUN - 1).map((_, at) => words.slice(at, at + LONGEST_RUN).join(' '));
	if (runs.some((run) => said.includes(` ${run} `))) return true;
	const stems = (of: string[]) => new Set(of.map((word) => stem(bare(word))));
	const [ofQuote, own] = [stems(wordsOf(quote)), stems([told, ...names].flatMap(wordsOf))];
	return text.split(/(?<=[.?!])\s+/).some((sentence) => {
		const telling = [...stems(wordsOf(sentence).filter((word) => !joining.has(bare(word))))].filter(
			(one) => !own.has(one),
		);
		return telling.length > 1 && telling.filter((one) => ofQuote.has(one)).length > telling.length / 2;
	});
}
