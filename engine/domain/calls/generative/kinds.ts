/** What a proven claim of each kind says, and to whom its words must belong. */
import type { CallPhase, Evidence, Insight, Party, RiskLabel } from '../../../contract/call.ts';
import { DECISION_TEXTS, type DecisionLabel } from '../decisions.ts';
import type { DayOf } from '../due.ts';
import { OBJECTION_SUBJECTS } from '../objections.ts';
import { RISK_TEXTS } from '../risks.ts';
import { isCustomer, type Speaker } from '../speakers.ts';
import { countWords, foldWhitespace } from '../text.ts';
import type { ObjectionLabel } from '../words/objections.ts';
import { type Found, type LABELS, PASSED_OVER } from './answer.ts';
import { dueIn } from './due-words.ts';
import { ownerNamed } from './owner.ts';
import type { Failed, Proof } from './proof.ts';

export type Kind = keyof typeof LABELS;

export type Claimant = {
	/** Those who take part. */
	parties: readonly Pick<Party, 'name' | 'affiliation'>[];
	dayOf: DayOf;
	/** Of words and the line that they begin in; undefined where nobody can tell. */
	phaseOf?: (evidence: Evidence, line: number) => CallPhase | undefined;
};

type ShownKind = Exclude<Kind, 'summary' | 'reply'>;

/** "Good." shows a mood and nothing else. */
const FEWEST_WORDS: Record<ShownKind, number> = {
	...{ commitment: 3, question: 2, objection: 3, decision: 3, risk: 3, 'next-step': 3, moment: 3, mood: 1, topic: 3 },
};

const TOO_SHORT: Failed = { why: 'the quote says too little' };
const NO_QUESTION: Failed = { why: 'the quote asks nothing' };
const NOT_THEIRS: Failed = { why: 'only words of a customer show this' };
const NOT_OURS: Failed = { why: 'only words of our side show this' };

const about = ({ name, affiliation }: Speaker) => ({ party: name, affiliation });

export function insightOf(
	kind: ShownKind,
	found: Found,
	{ evidence, speaker, line }: Proof,
	call: Claimant,
): { insight: Insight } | Failed {
	const { label } = found;
	if (countWords(evidence.quote) < FEWEST_WORDS[kind]) return TOO_SHORT;
	const base = { ...about(speaker), evidence: [evidence] };
	const shown = (insight: Omit<Insight, 'evidence'>) => ({ insight: { ...base, ...insight } });
	switch (kind) {
		case 'commitment': {
			const { name: party, affiliation } = ownerNamed(found.owner, evidence, call.parties) ?? speaker;
			const due = dueIn(found.due, evidence);
			const text = due ? `${party} made a promise with a date: ${due}.` : `${party} made a promise without a date.`;
			return shown({ party, affiliation, kind, label, text, ...dated(due, call) });
		}
		case 'question':
			if (!evidence.quote.includes('?')) return NO_QUESTION;
			return shown({ kind, answered: false, text: `${speaker.name}'s question stayed open.` });
		case 'objection': {
			if (!isCustomer(speaker)) return NOT_THEIRS;
			const subject = OBJECTION_SUBJECTS[label as ObjectionLabel];
			const text = `${speaker.name} had a concern about ${subject}, and nobody took it up.`;
			return shown({ kind, label, text, met: false });
		}
		case 'decision':
			return shown({ kind, label, text: `${speaker.name} ${DECISION_TEXTS[label as DecisionLabel]}.` });
		case 'risk':
			return shown({ kind, label, text: `${RISK_TEXTS[label as RiskLabel]}.` });
		case 'next-step': {
			const due = label === 'agreed' ? dueIn(found.due, evidence) : undefined;
			const agreed = `A next step was agreed${due ? `: ${due}` : ''}.`;
			const text = label === 'agreed' ? agreed : 'A next step was named, without a day.';
			return shown({ kind, label, text, ...dated(due, call) });
		}
		case 'moment': {
			const passedOver = (PASSED_OVER as readonly string[]).includes(label);
			if (isCustomer(speaker) !== passedOver) return passedOver ? NOT_THEIRS : NOT_OURS;
			const tone = passedOver ? 'habit' : 'well';
			return shown({ kind: 'coachable-moment', label, tone, text: MOMENTS[label]?.(speaker.name) ?? '' });
		}
		case 'mood': {
			if (!isCustomer(speaker)) return NOT_THEIRS;
			const phase = call.phaseOf?.(evidence, line);
			const text = MOODS[label as keyof typeof MOODS](speaker.name);
			return shown({ kind: 'sentiment', label, text, ...(phase ? { phase } : {}) });
		}
		case 'topic': {
			const name = foldWhitespace(label).replace(/[.?!,;:]+$/, '');
			if (countWords(name) > LONGEST_TOPIC) return { why: `the label is longer than ${LONGEST_TOPIC} words` };
			return { insight: { kind, label: name, text: `They talked about ${name}.`, evidence: [evidence] } };
		}
	}
}

/** Words of a name. */
const LONGEST_TOPIC = 5;

export const subjectOfObjection = ({ label }: Insight): string => OBJECTION_SUBJECTS[label as ObjectionLabel];

function dated(due: string | undefined, { dayOf }: Claimant) {
	const dueDate = due === undefined ? undefined : dayOf(due);
	return { ...(due === undefined ? {} : { due }), ...(dueDate === undefined ? {} : { dueDate }) };
}

const MOMENTS: Record<string, (name: string) => string> = {
	'discovery-question': () => 'A question that lets the customer tell.',
	curiosity: () => 'Followed up on what the customer said.',
	'acknowledged-concern': () => 'Took a concern seriously before answering it.',
	recap: () => 'Summed up what was said.',
	'skipped-objection': (name) => `${name}'s objection was passed over.`,
	'unanswered-question': (name) => `${name}'s question stayed open.`,
	'missed-follow-up': (name) => `What ${name} said here was worth a question, and nobody asked it.`,
};
const MOODS = {
	positive: (name: string) => `${name} was in favor.`,
	neutral: (name: string) => `${name} was neither for nor against it.`,
	negative: (name: string) => `${name} was against it, or annoyed.`,
};
