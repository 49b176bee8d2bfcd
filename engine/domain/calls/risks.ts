/** What puts a deal at risk: one insight for each sort of risk, with the words that show it. */
import type { RiskLabel, Sentence } from '../../contract/call.ts';
import { LITTLE_TALK_RATIO, MOST_CUSTOMERS } from './benchmarks.ts';
import { claim, type Draft } from './draft.ts';
import { asks, heard } from './heard.ts';
import type { NextStep } from './next-step.ts';
import type { Objection } from './objections.ts';
import { isCustomer, type Speaker } from './speakers.ts';
import type { Turn } from './turns.ts';
import { CONTRACT_BLOCK, NO_AUTHORITY, PRICE_PRESSURE, SECURITY_BLOCK } from './words/risks.ts';

type Sign = { speaker: Speaker; sentence: Sentence };

/** More quotes of one risk prove nothing more. */
const MOST_QUOTES = 3;

/** The objections that are a risk to the deal, too. */
const OBJECTED: Partial<Record<Objection['label'], RiskLabel>> = {
	competitor: 'competitor',
	price: 'price-pressure',
	timing: 'timing',
};

/** Words of customers that show a risk; price pressure may be a question, the others are statements. */
const SAID: { label: RiskLabel; pattern: RegExp; asked: boolean }[] = [
	{ label: 'price-pressure', pattern: PRICE_PRESSURE, asked: true },
	{ label: 'no-authority', pattern: NO_AUTHORITY, asked: false },
	{ label: 'contract', pattern: CONTRACT_BLOCK, asked: false },
	{ label: 'security', pattern: SECURITY_BLOCK, asked: false },
];

export const RISK_TEXTS: Record<RiskLabel, string> = {
	competitor: 'Another vendor is in the race',
	'price-pressure': 'The price is under pressure',
	timing: 'The time may be against it',
	'no-authority': 'Somebody else has to decide',
	'no-next-step': 'The call ended without a next step',
	contract: 'The contract may hold it up',
	security: 'Security or privacy may hold it up',
};

/**
 * Objections about price, timing and competitors, words that ask for less money, that leave the decision to others, and
 * that name a contract or security together with what is in the way. Each sort is one risk of the call, with its first
 * quotes. A call without a next step is a risk where a conversation took place: see `looseEnd` in moments/habits.ts.
 */
export function riskDrafts(
	turns: Turn[],
	objections: Objection[],
	nextStep: NextStep | undefined,
	repShare: number,
): Draft[] {
	const signs = new Map<RiskLabel, Map<Sentence, Speaker>>();
	const add = (label: RiskLabel, { sentence, speaker }: Sign): void => {
		const said = signs.get(label) ?? new Map<Sentence, Speaker>();
		signs.set(label, said.set(sentence, speaker));
	};
	for (const { label, speaker, sentence } of objections) {
		const risk = OBJECTED[label];
		if (risk) add(risk, { speaker, sentence });
	}
	for (const { speaker, sentences } of turns.filter((turn) => isCustomer(turn.speaker))) {
		for (const sentence of sentences) for (const label of shownBy(sentence)) add(label, { speaker, sentence });
	}
	if (nextStep?.outcome === 'missing' && isConversation(turns, repShare)) add('no-next-step', nextStep);
	return [...signs].map(([label, said]) => draft(label, said));
}

/** Whether a rep and few enough customers talked that somebody could have agreed on a next step. */
export function isConversation(turns: Turn[], repShare: number): boolean {
	const customers = new Set(turns.flatMap(({ speaker }) => (isCustomer(speaker) ? [speaker.id] : [])));
	return customers.size > 0 && customers.size <= MOST_CUSTOMERS && repShare >= LITTLE_TALK_RATIO;
}

function shownBy(sentence: Sentence): RiskLabel[] {
	const said = heard(sentence);
	const question = asks(sentence);
	return SAID.flatMap(({ label, pattern, asked }) => ((asked || !question) && pattern.test(said) ? [label] : []));
}

function draft(label: RiskLabel, said: Map<Sentence, Speaker>): Draft {
	const [speaker] = said.values();
	return {
		kind: 'risk',
		text: `${RISK_TEXTS[label]}.`,
		party: speaker?.name,
		affiliation: speaker?.affiliation,
		label,
		weight: said.size,
		claims: [...said.keys()]
			.toSorted((one, other) => one.index - other.index)
			.slice(0, MOST_QUOTES)
			.map((sentence) => claim(sentence)),
	};
}
