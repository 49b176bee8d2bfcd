/** How often the rep fills a pause with "um", "you know" and the like. */
import type { Sentence } from '../../../contract/call.ts';
import { FILLER_RATE, FILLER_TALK_WORDS } from '../benchmarks.ts';
import type { Draft } from '../draft.ts';
import { countWords, LONGEST_EXAMINED } from '../text.ts';
import { FILLERS } from '../words/moments.ts';
import type { CallFindings } from './findings.ts';
import { moment } from './moment.ts';

/** So many of the words are named. */
const NAMED = 2;

/**
 * Rate = filler words of the rep / words of the rep. A habit from 6 in 100 on, over at least 300 words; proven by the
 * sentence that has most of them. A transcript that leaves such words out has none.
 */
export function fillerWords({ turns }: CallFindings): Draft[] {
	const counts = new Map<string, number>();
	let [words, times, most] = [0, 0, 0];
	let richest: Sentence | undefined;
	for (const sentence of turns.filter(({ speaker }) => speaker.rep).flatMap(({ sentences }) => sentences)) {
		const said = sentence.text.slice(0, LONGEST_EXAMINED).match(FILLERS) ?? [];
		words += countWords(sentence.text);
		times += said.length;
		for (const filler of said) counts.set(filler.toLowerCase(), (counts.get(filler.toLowerCase()) ?? 0) + 1);
		if (said.length > most) [most, richest] = [said.length, sentence];
	}
	if (!richest || words < FILLER_TALK_WORDS || times / words < FILLER_RATE) return [];
	const inHundred = Math.round((100 * times) / words);
	const named = [...counts].sort((one, other) => other[1] - one[1]).slice(0, NAMED);
	return [
		moment({
			tone: 'habit',
			label: 'filler-words',
			weight: 40 + Math.min(10, inHundred - Math.round(100 * FILLER_RATE)),
			text: `The rep used ${times} filler words, ${inHundred} in 100.`,
			sentences: [richest],
			facts: { times, inHundred, fillers: named.map(([filler]) => filler) },
		}),
	];
}
