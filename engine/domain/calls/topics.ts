/** What a call was about: its topics one after another, each with its time and a name made of its own words. */
import type { Sentence } from '../../contract/call.ts';
import { wordsOf } from '../search/terms.ts';
import { claim, type Draft } from './draft.ts';
import { countWords, spanOfWords } from './text.ts';
import { bordersOf } from './topics/borders.ts';
import { type Label, labelsOf } from './topics/labels.ts';
import { type Unit, unitsOf } from './topics/units.ts';
import { spanOf, type Turn } from './turns.ts';

export type Topic = {
	/** The most telling first: "security review", "SSO". */
	names: string[];
	/** In the order in which they were said. */
	sentences: Sentence[];
	/** Words of the sentences. */
	words: number;
	/** The sentence that holds most of what the topic is called by. */
	telling: Sentence;
};

/** A shorter call has no topics. */
const FEWEST_WORDS = 80;
/** A quote shorter than this tells little, and a longer one than that is not read. */
const SHORT_WORDS = 6;
const LONG_WORDS = 40;

/** Topics in order; together they hold all sentences. A stretch in which no word is said twice has no name and is none. */
export function topicsOf(turns: readonly Turn[]): Topic[] {
	const units = unitsOf(turns);
	if (units.list.reduce((sum, { words }) => sum + words, 0) < FEWEST_WORDS) return [];
	const starts = [0, ...bordersOf(units)];
	const parts = starts.map((start, place) => units.list.slice(start, starts[place + 1]));
	const names = new Set(turns.flatMap(({ speaker }) => wordsOf(speaker.name)));
	const labels = labelsOf(parts, units, (word) => names.has(word));
	return parts.flatMap((part, place) => {
		const label = labels[place];
		const telling = label && tellingOf(part, label);
		if (!label || !telling || label.names.length === 0) return [];
		return [
			{ names: label.names, sentences: part.flatMap(({ sentences }) => sentences), words: wordsIn(part), telling },
		];
	});
}

/** Drafts: longer topics weigh more. The time of a topic ends where the next one begins. */
export function topicDrafts(turns: readonly Turn[]): Draft[] {
	const topics = topicsOf(turns);
	return topics.map(({ names, sentences, words, telling }, place): Draft => {
		const next = topics[place + 1]?.sentences[0];
		const startMs = Math.min(...sentences.map((sentence) => spanOf(sentence).startMs));
		const latest = sentences.reduce((end, sentence) => Math.max(end, spanOf(sentence).endMs), startMs);
		const endMs = next ? Math.max(startMs, Math.min(latest, spanOf(next).startMs)) : latest;
		return {
			kind: 'topic',
			text: `They talked about ${listed(names)}.`,
			label: names.join(' · '),
			...(endMs > startMs ? { span: { startMs, endMs } } : {}),
			weight: words,
			claims: [claim(telling, spanOfWords(telling.text, names[0]))],
		};
	});
}

function wordsIn(part: readonly Unit[]): number {
	return part.reduce((sum, { words }) => sum + words, 0);
}

/** Of sentences with equally many terms of the label one of a length that people read, then the first. */
function tellingOf(part: readonly Unit[], { terms }: Label): Sentence | undefined {
	let best: { sentence: Sentence; worth: number } | undefined;
	for (const unit of part) {
		for (const [place, sentence] of unit.sentences.entries()) {
			const said = new Set(
				unit.terms.slice(unit.starts[place], unit.starts[place + 1]).filter((term) => terms.has(term)),
			);
			const words = countWords(sentence.text);
			const worth = said.size + (words >= SHORT_WORDS && words <= LONG_WORDS ? 0.5 : 0);
			if (said.size > 0 && worth > (best?.worth ?? 0)) best = { sentence, worth };
		}
	}
	return best?.sentence;
}

function listed(names: string[]): string {
	return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
