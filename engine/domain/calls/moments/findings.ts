/** What moments are looked for in. */
import type { TalkStatistics } from '../../../contract/call.ts';
import type { Commitment } from '../commitments.ts';
import type { NextStep } from '../next-step.ts';
import type { Objection } from '../objections.ts';
import type { Question } from '../questions.ts';
import type { Turn } from '../turns.ts';

export type CallFindings = {
	turns: Turn[];
	talk: TalkStatistics;
	questions: Question[];
	commitments: Commitment[];
	objections: Objection[];
	nextStep: NextStep | undefined;
};

/** Speech of everybody, ms. */
export function totalSpeech(talk: TalkStatistics): number {
	return Object.values(talk.speechMs).reduce((total, ms) => total + ms, 0);
}
