/** How a customer decides: who, with what budget, when, and by what. */
import type { Sentence } from '../../contract/call.ts';
import { claim, type Draft } from './draft.ts';
import type { DayOf } from './due.ts';
import { asks, dueIn, heard } from './heard.ts';
import { isCustomer, type Speaker } from './speakers.ts';
import { spanOfWords } from './text.ts';
import type { Turn } from './turns.ts';
import { BUDGET, CRITERION, DECIDER, DECISION_STEP } from './words/decisions.ts';

export type DecisionLabel = 'who' | 'budget' | 'date' | 'criteria';

export const DECISION_TEXTS: Record<DecisionLabel, string> = {
	who: 'told who decides',
	budget: 'spoke of the budget',
	date: 'named a date of the decision',
	criteria: 'told what it has to meet',
};

/** Statements of customers, each label once a turn; a date of the decision has the day that its words mean. */
export function decisionDrafts(turns: Turn[], dayOf: DayOf): Draft[] {
	return turns.flatMap(({ speaker, sentences }) => {
		if (!isCustomer(speaker)) return [];
		const told = new Set<DecisionLabel>();
		return sentences.flatMap((sentence) =>
			labelsOf(sentence).flatMap((label) => {
				if (told.has(label)) return [];
				told.add(label);
				return draft(label, speaker, sentence, dayOf);
			}),
		);
	});
}

function labelsOf(sentence: Sentence): DecisionLabel[] {
	if (asks(sentence)) return [];
	const said = heard(sentence);
	const labels: DecisionLabel[] = [];
	if (DECIDER.test(said)) labels.push('who');
	if (BUDGET.test(said)) labels.push('budget');
	if (dueIn(sentence) && DECISION_STEP.test(said.replace(SIGNED_PAPER, ''))) labels.push('date');
	if (CRITERION.test(said)) labels.push('criteria');
	return labels;
}

/** Sent by a day, it says nothing of the day of the decision. */
const SIGNED_PAPER = /\bsigned (?:\w+ )?(?:NDA|copy|copies|form|paperwork|document|agreement|one|version)\b/i;

function draft(label: DecisionLabel, speaker: Speaker, sentence: Sentence, dayOf: DayOf): Draft {
	const due = label === 'date' ? dueIn(sentence)?.words : undefined;
	return {
		kind: 'decision',
		text: `${speaker.name} ${DECISION_TEXTS[label]}.`,
		party: speaker.name,
		affiliation: speaker.affiliation,
		due,
		dueDate: due && dayOf(due),
		label,
		weight: label === 'criteria' ? 1 : 2,
		claims: [claim(sentence, spanOfWords(sentence.text, due))],
	};
}
