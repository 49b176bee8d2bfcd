/** An answer as a flat item. */
import type { IDataObject } from 'n8n-workflow';
import type { Answer, AnswerPassage } from '../../../engine/contract/index.ts';
import { positionIn } from './insight.ts';

/** `answer` is the best passage as text, ready for a message; null where nobody said it. */
export function answerItem({ question, said, passages, calls, skipped, gaps, dropped, summary }: Answer): IDataObject {
	const [best] = passages;
	return {
		summary,
		question,
		said,
		answer: best ? textOf(best) : null,
		...(best ? { title: best.callTitle, url: best.url } : {}),
		passages: passages.map(passageItem),
		calls,
		skipped: skipped as unknown as IDataObject[],
		gaps: gaps as unknown as IDataObject[],
		dropped,
	};
}

function passageItem(passage: AnswerPassage): IDataObject {
	const { callTitle, url, started, score, evidence } = passage;
	const [first] = evidence;
	return {
		answer: textOf(passage),
		callId: first.callId,
		title: callTitle,
		url,
		started,
		...positionIn(first),
		score,
		evidence: evidence as unknown as IDataObject[],
	};
}

/** A line a turn. */
function textOf({ evidence }: AnswerPassage): string {
	return evidence.map(({ speaker, quote }) => `${speaker}: “${quote}”`).join('\n');
}
