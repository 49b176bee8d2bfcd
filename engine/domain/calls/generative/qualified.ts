/** Whether a sentence stands as firmly as the quote does: with its conditions, doubts and questions, and of the same people. */
import { isEnglish, type Language } from './joining-words.ts';

export type Said = {
	/** Words in small letters. */
	words: readonly string[];
	text: string;
};

/** A question says what somebody wants to know, never that it is so. */
const ASKS =
	/[?？]|\b(?:ask\w*|questions?|whether|wonder\w*|wants? to know|frag\w*|demand\w*|pregunt\w*|chied\w*|vraag\w*|pergunt\w*)/iu;
/** Who says something may be named, whatever it is about. */
const SAYS = /\b(?:sa(?:ys|id)|tells?|told|ask(?:s|ed)|wants?|wanted|sagt\w*|fragt\w*|dit|demande|zegt|vraagt)\b/iu;

const persons = (text: string): ReadonlySet<string> => new Set(text.split(' '));
const FIRST = persons(
	'i we me us my our mine ours myself ourselves ich wir mich mir uns mein meine meinen meinem unser unsere unseren unserem ' +
		'je j nous mon ma mes notre nos moi ik wij we mij ons mijn onze',
);
const SECOND = persons('you your yours');
/** A word of each language in which the verb alone does not say who it is: English, German, French, Dutch. */
const NAMING = ['the', 'der', 'nous', 'het'];

/** Not where nothing tells which language it is. */
const namesWhoActs = ({ words }: Said, { joining }: Language): boolean =>
	NAMING.some((word) => joining.has(word)) && words.some((word) => joining.has(word));

const has = ({ words }: Said, of: ReadonlySet<string>): boolean => words.some((word) => of.has(word));

/**
 * `around`: the sentences of the quote that share words with the text; `asked`: whether each word of the text stands in
 * questions alone; `names`: words of the speaker's name that the text has and the quote has not.
 */
export function isAsFirm(
	text: Said,
	around: Said,
	language: Language,
	{ asked, names }: { asked: boolean; names: boolean },
): boolean {
	const kept = new Set(text.words.map((word) => language.qualifying.get(word)));
	if (around.words.some((word) => language.qualifying.has(word) && !kept.has(language.qualifying.get(word))))
		return false;
	if (asked && !ASKS.test(text.text)) return false;
	if (isEnglish(language) && (madeSure(text, around) || (has(text, SECOND) && !has(around, SECOND)))) return false;
	if (namesWhoActs(around, language) && has(text, FIRST) && !has(around, FIRST)) return false;
	return !names || has(around, FIRST) || SAYS.test(text.text) || !namesWhoActs(around, language);
}

const WILL = persons('will ll shall');
const OPEN = persons('would could can should might d');

/** Of "we would renew" nobody said "they will renew". */
const madeSure = (text: Said, around: Said): boolean => has(text, WILL) && has(around, OPEN) && !has(around, WILL);
