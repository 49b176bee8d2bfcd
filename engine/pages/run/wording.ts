/** The words of the page of a run: kinds, states, steps, tiers and money as people say them. */
import type { CostEntry, RunCosts } from '../../contract/run-costs.ts';
import { counted, spokenLabel, spokenLength } from '../wording.ts';

const KINDS: Record<string, string> = {
	'coach-day': 'Coaching for a day',
	'coach-call': 'Coaching for a call',
	'analyze-window': 'Calls of a period',
	'analyze-call': 'Analysis of a call',
	'analyze-transcript': 'Analysis of a call',
	'analyze-customer': 'View of a customer',
	ask: 'Answer to a question',
	'run-team': 'Task for a team',
};

export function spokenKind(kind: string): string {
	return KINDS[kind] ?? spokenLabel(kind);
}

type State = RunCosts['state'];

const STATES: Record<State, string> = {
	queued: 'Waiting for its turn',
	running: 'Running',
	waiting: 'Waiting',
	succeeded: 'Succeeded',
	failed: 'Failed',
	cancelled: 'Cancelled',
	'timed-out': 'Out of time',
};

export function spokenState(state: State): string {
	return STATES[state];
}

export function hasEnded(state: State): boolean {
	return state === 'succeeded' || hasFailed(state);
}

export function hasFailed(state: State): boolean {
	return state === 'failed' || state === 'cancelled' || state === 'timed-out';
}

/** Of a team's turn: where in the tree it stands, which the timeline draws. */
const PLACE = /^[\d-]+ (?=[\w-]+: )/;

/** `Read part 1 of 3, second try`: without the version of the prompt, which the interface tells. */
export function spokenStep({ name, attempt = 1 }: Pick<CostEntry, 'name' | 'attempt'>): string {
	const plain = spokenLabel(name.replace(PLACE, '').replace(/ \(prompt [^()]*\)$/, ''));
	return attempt > 1 ? `${plain}, try ${attempt}` : plain;
}

/** What it was about: the title of a call, or the key of the child, or which input. */
export function spokenChild({ kind, title, key }: NonNullable<CostEntry['child']>): string {
	if (title) return title;
	return kind === 'analyze-transcript' ? `Call ${key}` : `${spokenKind(kind)} ${key}`;
}

export function spokenMove({ moved, tier }: Pick<CostEntry, 'moved' | 'tier'>): string | undefined {
	if (moved === 'up') return `moved up to ${tier}: too large for a model of the tier below`;
	if (moved === 'down')
		return `moved down to ${tier}: what was left of the budget was too short, or the others did not answer`;
	return undefined;
}

const OUTCOMES: Record<CostEntry['outcome'], string> = {
	done: 'Answered',
	failed: 'Failed',
	known: 'Known before, not paid again',
	'left-out': 'Not done',
	'under-way': 'Under way',
	unsettled: 'Cut off',
};

export function spokenOutcome({ kind, outcome }: Pick<CostEntry, 'kind' | 'outcome'>): string {
	return kind === 'other' && outcome === 'done' ? 'Done' : OUTCOMES[outcome];
}

/** `$0.000195`: at least two digits after the point, at most six, so that a call of the cheapest model is more than nothing. */
export function spokenDollars(usd: number): string {
	if (usd === 0) return '$0';
	if (usd < 0.000_001) return 'less than $0.000001';
	const most = usd >= 1 ? 2 : usd >= 0.1 ? 4 : 6;
	return `$${usd.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: most })}`;
}

export function spokenTokens(count: number): string {
	return count.toLocaleString('en-US');
}

/** Tokens that the provider had kept from an earlier request, and those that it kept for a later one. */
export function spokenCache({ cacheRead, cacheWrite }: NonNullable<CostEntry['tokens']>): string {
	return `${spokenTokens(cacheRead)}${cacheWrite > 0 ? ` (${spokenTokens(cacheWrite)} kept)` : ''}`;
}

/** `1,900 tokens in, 200 from cache, 40 out`; without the cache where it had no part. */
export function spokenUse(tokens: NonNullable<CostEntry['tokens']>): string {
	const cached = tokens.cacheRead > 0 || tokens.cacheWrite > 0 ? `${spokenCache(tokens)} from cache, ` : '';
	return `${spokenTokens(tokens.input)} tokens in, ${cached}${spokenTokens(tokens.output)} out`;
}

/** How long a call took: shorter ones would be shown as nothing. */
export function spokenTime(milliseconds: number): string {
	return milliseconds < 100 ? 'less than 0.1\u00a0s' : spokenLength(milliseconds);
}

/** `12 answers`, of which the provider was asked for none. */
export function spokenKnown(count: number): string {
	return counted(count, 'answer');
}
