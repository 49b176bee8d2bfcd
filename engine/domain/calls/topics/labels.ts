/** What a topic is called: the words that were said in it more than elsewhere on the call. */
import { stem } from '../../search/stem.ts';
import { writtenWords } from '../../search/terms.ts';
import { NO_NAMES } from './no-names.ts';
import type { Unit, Units } from './units.ts';

/** Of one topic. */
export type Label = {
	/** The most telling first, as they were said: "security review", "SSO". */
	names: string[];
	/** Their terms, as numbers of the call. */
	terms: Set<number>;
};

const NAMES = 3;
/** Of a topic that goes on for twenty minutes or so. */
const NAMES_OF_LONG = 5;
const LONG_WORDS = 3_000;
/** Said once, a word names no topic. */
const FEWEST_TIMES = 2;
/** Terms of a topic that are looked at; the rest is said too rarely to name it. */
const CANDIDATES = 30;
/** Said beside each other in at least this share of the times, two terms are one name. */
const PAIR_SHARE = 0.5;
const SHORTEST_NAME = 3;

/**
 * For the units of each topic its label. A term of a topic scores count × ln(1 + share of its words ÷ share of the words of
 * other topics), the second smoothed by one. Where there is only one topic the score is the count.
 */
export function labelsOf(topics: Unit[][], units: Units, isName: (word: string) => boolean): Label[] {
	const { vocabulary } = units;
	const termIn = nameableTerms(units, isName);
	const all = countsOf(topics.flat(), vocabulary);
	const spoken = sum(all);
	return topics.map((topic) => {
		const counts = countsOf(topic, vocabulary);
		const said = sum(counts);
		const scored: { term: number; score: number }[] = [];
		for (const [term, count] of counts.entries()) {
			if (count < FEWEST_TIMES) continue;
			const elsewhere = ((all[term] ?? 0) - count + 1) / (spoken - said + 1);
			scored.push({ term, score: count * (spoken === said ? 1 : Math.log(1 + count / said / elsewhere)) });
		}
		scored.sort((one, other) => other.score - one.score || one.term - other.term);
		return labelOf(topic, vocabulary, scored.map(({ term }) => term).slice(0, CANDIDATES), termIn);
	});
}

function countsOf(list: readonly Unit[], vocabulary: number): Int32Array {
	const counts = new Int32Array(vocabulary);
	for (const { terms } of list) for (const term of terms) counts[term] = (counts[term] ?? 0) + 1;
	return counts;
}

function sum(counts: Int32Array): number {
	return counts.reduce((total, count) => total + count, 0);
}

/** The term of a word as it was written; undefined for one that names no topic. */
type TermIn = (written: string) => number | undefined;

/** Reads a word once for all topics, however often it is said. */
function nameableTerms({ termOf }: Units, isName: (word: string) => boolean): TermIn {
	const known = new Map<string, number | undefined>();
	return (written) => {
		const found = known.get(written);
		if (found !== undefined || known.has(written)) return found;
		const word = written.toLowerCase();
		const term = tells(word) && !isName(word) ? termOf(word) : undefined;
		known.set(written, term);
		return term;
	};
}

function labelOf(topic: Unit[], vocabulary: number, candidates: number[], termIn: TermIn): Label {
	const { single, pairs } = formsOf(topic, vocabulary, new Set(candidates), termIn);
	const most = topic.reduce((words, unit) => words + unit.words, 0) > LONG_WORDS ? NAMES_OF_LONG : NAMES;
	const label: Label = { names: [], terms: new Set() };
	for (const term of candidates) {
		const form = single.get(term);
		if (form === undefined || label.terms.has(term)) continue;
		const least = Math.max(FEWEST_TIMES, PAIR_SHARE * form.times);
		const pair = [...pairs.values()].find(({ terms, times }) => terms.includes(term) && times >= least);
		const { terms, written } = pair ?? form;
		label.names.push(mostOften(written));
		for (const one of terms) label.terms.add(one);
		if (label.names.length === most) break;
	}
	return label;
}

/** How one term, or two beside each other, were written, and how often. */
type Form = { terms: number[]; times: number; written: Map<string, number> };
type Forms = { single: Map<number, Form>; pairs: Map<number, Form> };

/** Of the candidates, and of pairs with one of them. */
function formsOf(topic: Unit[], vocabulary: number, candidates: ReadonlySet<number>, termIn: TermIn): Forms {
	const forms: Forms = { single: new Map(), pairs: new Map() };
	for (const { sentences, terms } of topic) {
		if (!terms.some((term) => candidates.has(term))) continue;
		for (const { text } of sentences) {
			let before: { term: number; written: string } | undefined;
			for (const [place, said] of writtenWords(text).entries()) {
				const term = termIn(said);
				if (term === undefined) {
					before = undefined;
					continue;
				}
				// A capital letter at the start of a sentence says nothing about the word.
				const written = place === 0 && /^\p{Lu}\p{Ll}+$/u.test(said) ? said.toLowerCase() : said;
				const named = candidates.has(term);
				if (named) note(forms.single, term, [term], written);
				if (before && (named || candidates.has(before.term))) {
					const pair = before.term * vocabulary + term;
					note(forms.pairs, pair, [before.term, term], `${before.written} ${written}`);
				}
				before = { term, written };
			}
		}
	}
	return forms;
}

function note(forms: Map<number, Form>, key: number, terms: number[], written: string): void {
	const form = forms.get(key) ?? { terms, times: 0, written: new Map() };
	form.times += 1;
	form.written.set(written, (form.written.get(written) ?? 0) + 1);
	forms.set(key, form);
}

/** Whether a topic may be called by this word, in small letters: no word of everyday talk, no verb in the past. */
function tells(word: string): boolean {
	if (word.length < SHORTEST_NAME || !/^\p{L}/u.test(word)) return false;
	const root = stem(word);
	return !NO_NAMES.has(root) && !(word.endsWith('ed') && root !== word);
}

/** Of equals the one that was written first. */
function mostOften(written: Map<string, number>): string {
	const [[most] = ['']] = [...written].toSorted(([, one], [, other]) => other - one);
	return most;
}
