/**
 * The stem that forms of one English word share: "pricing", "priced" and "prices" become "price". M. F. Porter, An
 * algorithm for suffix stripping, Program 14 (1980), the steps and conditions as they stand there.
 */

type Rule = readonly [suffix: string, replacement: string];

/** Of plural and third person. */
const STEP_1A: Rule[] = [
	['sses', 'ss'],
	['ies', 'i'],
	['ss', 'ss'],
	['s', ''],
];

const STEP_2: Rule[] = [
	['ational', 'ate'],
	['tional', 'tion'],
	['enci', 'ence'],
	['anci', 'ance'],
	['izer', 'ize'],
	['abli', 'able'],
	['alli', 'al'],
	['entli', 'ent'],
	['eli', 'e'],
	['ousli', 'ous'],
	['ization', 'ize'],
	['ation', 'ate'],
	['ator', 'ate'],
	['alism', 'al'],
	['iveness', 'ive'],
	['fulness', 'ful'],
	['ousness', 'ous'],
	['aliti', 'al'],
	['iviti', 'ive'],
	['biliti', 'ble'],
];

const STEP_3: Rule[] = [
	['icate', 'ic'],
	['ative', ''],
	['alize', 'al'],
	['iciti', 'ic'],
	['ical', 'ic'],
	['ful', ''],
	['ness', ''],
];

/** Longer ones before those that end like them. */
const STEP_4 = 'ement ment ent ance ence able ible ant ism ate iti ous ive ize ion al er ic ou'.split(' ');

/** No English word is longer; what is has no suffix. */
const LONGEST_WORD = 40;

/** Words of one and two letters, and what is not written in small Latin letters, stay as they are. */
export function stem(word: string): string {
	if (word.length < 3 || word.length > LONGEST_WORD || !/^[a-z]+$/.test(word)) return word;
	const singular = replaced(word, STEP_1A, () => true);
	const bare = withoutPast(singular);
	const ended = bare.endsWith('y') && hasVowel(bare.slice(0, -1)) ? `${bare.slice(0, -1)}i` : bare;
	const measured = replaced(replaced(ended, STEP_2, measuresMoreThan(0)), STEP_3, measuresMoreThan(0));
	return tidied(withoutSuffix(measured));
}

/** The first rule whose suffix fits decides: it is applied where the rest before the suffix is as it should be. */
function replaced(word: string, rules: Rule[], wanted: (rest: string) => boolean): string {
	for (const [suffix, replacement] of rules) {
		if (!word.endsWith(suffix)) continue;
		const rest = word.slice(0, word.length - suffix.length);
		return wanted(rest) ? rest + replacement : word;
	}
	return word;
}

/** Step 1b: "agreed", "planned", "filing". */
function withoutPast(word: string): string {
	if (word.endsWith('eed')) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
	const rest = word.endsWith('ed') ? word.slice(0, -2) : word.endsWith('ing') ? word.slice(0, -3) : undefined;
	if (rest === undefined || !hasVowel(rest)) return word;
	if (/(?:at|bl|iz)$/.test(rest)) return `${rest}e`;
	if (/([^aeiouylsz])\1$/.test(rest)) return rest.slice(0, -1);
	return measure(rest) === 1 && endsShort(rest) ? `${rest}e` : rest;
}

/** Step 4. */
function withoutSuffix(word: string): string {
	const suffix = STEP_4.find((one) => word.endsWith(one));
	if (suffix === undefined) return word;
	const rest = word.slice(0, word.length - suffix.length);
	if (measure(rest) <= 1 || (suffix === 'ion' && !/[st]$/.test(rest))) return word;
	return rest;
}

/** Step 5: a last "e", and the second of two "l". */
function tidied(word: string): string {
	const rest = word.endsWith('e') ? word.slice(0, -1) : word;
	const kept = measure(rest) > 1 || (measure(rest) === 1 && !endsShort(rest)) ? rest : word;
	return kept.endsWith('ll') && measure(kept) > 1 ? kept.slice(0, -1) : kept;
}

const measuresMoreThan = (least: number) => (rest: string) => measure(rest) > least;

/** "y" is a vowel after a consonant. */
function isVowel(word: string, at: number): boolean {
	const letter = word.charAt(at);
	return 'aeiou'.includes(letter) || (letter === 'y' && at > 0 && !isVowel(word, at - 1));
}

function hasVowel(word: string): boolean {
	for (let at = 0; at < word.length; at += 1) if (isVowel(word, at)) return true;
	return false;
}

/** How often consonants follow vowels: Porter's m. */
function measure(word: string): number {
	let passages = 0;
	let afterVowel = false;
	for (let at = 0; at < word.length; at += 1) {
		const vowel = isVowel(word, at);
		if (afterVowel && !vowel) passages += 1;
		afterVowel = vowel;
	}
	return passages;
}

/** Porter's *o: consonant, vowel, consonant other than w, x, y. */
function endsShort(word: string): boolean {
	const last = word.length - 1;
	if (last < 2 || 'wxy'.includes(word.charAt(last))) return false;
	return !isVowel(word, last) && isVowel(word, last - 1) && !isVowel(word, last - 2);
}
