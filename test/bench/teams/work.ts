/** The one piece of work that every side does: a supervisor gives three members a task each, and composes their reports. */

export const MODEL = 'gpt-4o-mini';

export const LEADER = {
	name: 'Lead',
	instructions: 'Give each member its part of the question, then compose one answer of what they report.',
};

export const MEMBERS = [
	{ name: 'Research', role: 'finds out what was agreed', instructions: 'Say what was agreed, and when.' },
	{ name: 'Numbers', role: 'knows the figures', instructions: 'Say what the figures are, and what they mean.' },
	{ name: 'People', role: 'knows who decides', instructions: 'Say who decides, and what they care about.' },
];

/** Runs are told apart by a number: nothing of one can be kept for the next. */
export const taskOf = (run: number): string =>
	`Account ${run}: Acme renewed for two years and asked for a second seat plan. What do we tell them on Friday?`;

/** What a member is asked by the leader. */
export const PART = 'Find out your part of what we tell Acme on Friday, and say it in two sentences.';

export const REPORT =
	'They renewed and want more seats [request: "renewed for two years and asked for a second seat plan"]. Ann decides.';

export const ANSWER =
	'Acme stays and grows [request: "renewed for two years"]. Offer the second plan on Friday, and let Ann see the price.';

/** A supervisor that delegates, three members, a supervisor that composes. */
export const MODEL_CALLS = 5;
