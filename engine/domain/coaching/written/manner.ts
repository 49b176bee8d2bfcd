/** Length and tone of what a model wrote. */
import type { WritingTone } from '../../../contract/playbook.ts';
import { countWords } from '../../calls/text.ts';
import type { Fault } from './fault.ts';

const HEDGES = /\b(?:maybe|perhaps|might|possibly|probably|just|kind of|sort of|a bit|i think|i guess)\b/i;
const CONTRACTION = /\p{L}(?:n['’]t|['’](?:ll|re|ve|d|m))\b|\b(?:it|that|there|here|what|who|let|he|she)['’]s\b/iu;

/** What each tone does without. */
const BREAKS: Record<WritingTone, (text: string) => string | undefined> = {
	plain: (text) => exclaims(text, 0),
	warm: (text) => exclaims(text, 1),
	direct: (text) => exclaims(text, 0) ?? (HEDGES.test(text) ? 'hedges' : undefined),
	formal: (text) => exclaims(text, 0) ?? (CONTRACTION.test(text) ? 'has contractions' : undefined),
};

function exclaims(text: string, most: number): string | undefined {
	return (text.match(/!/g)?.length ?? 0) > most ? 'has too many exclamation marks' : undefined;
}

/** Of all texts of an answer together. */
export function mannerFaults(texts: readonly string[], tone: WritingTone, mostWords: number): Fault[] {
	const whole = texts.join(' ');
	const words = countWords(whole);
	const broken = BREAKS[tone](whole);
	return [
		...(broken ? [{ kind: 'tone' as const, says: `what you wrote ${broken}, which is not ${tone}` }] : []),
		...(words > mostWords
			? [{ kind: 'too-long' as const, says: `what you wrote has ${words} words; at most ${mostWords} fit` }]
			: []),
	];
}

/** One text of it. */
export function lengthFaults(where: string, text: string, mostWords: number): Fault[] {
	const words = countWords(text);
	return words <= mostWords
		? []
		: [{ kind: 'too-long', says: `${where} has ${words} words; at most ${mostWords} fit` }];
}
