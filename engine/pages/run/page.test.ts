import { expect, it } from '@jest/globals';
import { verifies } from '../../../test/verifies.ts';
import type { CostEntry, RunCosts } from '../../contract/run-costs.ts';
import { toText } from '../html.ts';
import { runPage } from './page.ts';

const NOW = new Date('2026-11-20T06:05:00Z');
const CREATED = '2026-11-20T06:00:00Z';
const none = { inAll: 0, shown: [] };
const COSTS: RunCosts = {
	...{ id: 'run-1', kind: 'coach-day', state: 'succeeded', createdAt: CREATED, endedAt: '2026-11-20T06:01:30Z' },
	budget: { spentUsd: 0.25, reservedUsd: 0, allowedUsd: 1 },
	inputs: { inAll: 1, shown: [{ index: 0, state: 'succeeded' }] },
	...{ children: [], models: [], entries: none, unconfirmed: none, gaps: none },
};
const CALL: CostEntry = {
	...{ kind: 'model-call', name: 'read part 1 of 3 (prompt 2)', attempt: 1, outcome: 'done', costUsd: 0.000195 },
	...{ model: 'openai/gpt-4o-mini', tier: 'low', tokens: { input: 1_900, cacheRead: 0, cacheWrite: 0, output: 40 } },
};

/** The words of the page, one blank between them. */
function wordsOf(more: Partial<RunCosts> = {}): string {
	const text = toText(runPage({ costs: { ...COSTS, ...more }, zone: 'Europe/Berlin', now: NOW }));
	return text
		.replace(/^[\s\S]*<main>/, '')
		.replace(/<[^>]*>/g, ' ')
		.replace(/\s+/g, ' ');
}
const listed = (...shown: CostEntry[]) => ({ entries: { inAll: shown.length, shown } });

it('says what it was, how it ended, when, and how long it took', () => {
	verifies('costs.page');
	expect(wordsOf()).toContain('Coaching for a day Succeeded Friday, 20 November 2026 at 07:00 · took 1 min 30 s');
	expect(wordsOf()).toContain('No model was asked: everything was found by rules.');
	const running = wordsOf({
		...{ state: 'running', endedAt: undefined, progress: { text: 'Analyzing calls', done: 3, total: 9 } },
		children: [
			{ state: 'running', count: 6 },
			{ state: 'succeeded', count: 3 },
		],
	});
	expect(running).toContain('so far 5 min Analyzing calls: 3 of 9. It is still going on. Look again');
	expect(running).toContain('9 parts 6 running, 3 succeeded');
});

it('draws what is spent and reserved as shares of what is allowed', () => {
	const bar = (budget: RunCosts['budget'], state: RunCosts['state'] = 'running') =>
		toText(runPage({ costs: { ...COSTS, state, budget }, zone: 'UTC', now: NOW })).match(
			/<svg class="budget-bar".*?<\/svg>/s,
		)?.[0];
	const half = bar({ spentUsd: 0.25, reservedUsd: 0.5, allowedUsd: 1 });
	expect(half).toContain('$0.25 spent, $0.50 set aside for what is under way, of $1.00 allowed');
	expect(half).toMatch(/class="spent" width="25%".*class="reserved" x="25%" width="50%"/);
	// An ended run has nothing under way: what is still reserved was lost, and the ceiling stays the end of the bar.
	expect(bar({ spentUsd: 0.9, reservedUsd: 0.2, allowedUsd: 1 }, 'failed')).toMatch(
		/never settled, counts as spent.*x="90%" width="10%"/s,
	);
	expect(bar({ spentUsd: 0, reservedUsd: 0, allowedUsd: 0 })).toMatch(/class="spent" width="0%"/);
});

it('tells of each call its step, model, tier, tokens, time, tries and cost in plain words', () => {
	verifies('costs.page');
	const words = wordsOf(
		listed(
			{
				...CALL,
				outcome: 'failed',
				costUsd: 0,
				tokens: undefined,
				error: { code: 'x', message: 'It failed.', action: 'Wait.' },
			},
			{ ...CALL, attempt: 2, startedAt: CREATED, endedAt: '2026-11-20T06:00:02Z' },
			{ ...CALL, name: 'write the answer', tier: 'medium', moved: 'up' },
			{ ...CALL, name: 'write the answer', tier: 'low', moved: 'down' },
			{ ...CALL, name: 'answers known before', outcome: 'known', count: 2, costUsd: 0, model: undefined },
			{ ...CALL, outcome: 'unsettled', costUsd: 0.0009, model: undefined },
		),
	);
	expect(words).toContain('Read part 1 of 3 $0 Failed · openai/gpt-4o-mini · tier low It failed. Wait. x');
	expect(words).toContain(
		'Read part 1 of 3, try 2 $0.000195 Answered · openai/gpt-4o-mini · tier low · 2 s · 1,900 tokens in, 40 out',
	);
	expect(words).toContain('Moved up to medium: too large');
	expect(words).toContain('Moved down to low: what was left of the budget was too short');
	expect(words).toContain('Known before, not paid again · 2 answers');
	expect(words).toContain('$0.0009 Cut off');
	expect(words).toContain('all that was reserved counts');
});

it('folds what children did together, and says how much is not shown', () => {
	verifies('costs.bounded');
	const of = (key: string): CostEntry => ({
		...CALL,
		child: { id: key, kind: 'analyze-transcript', key, title: `Call ${key}` },
	});
	const shown = ['a', 'a', 'b', 'c', 'd'].map(of);
	const text = toText(runPage({ costs: { ...COSTS, entries: { inAll: 900, shown } }, zone: 'UTC', now: NOW }));
	expect(text.match(/<details class="part">/g)).toHaveLength(4);
	const words = wordsOf({ entries: { inAll: 900, shown } });
	expect(words).toContain('Call a 2 calls $0.00039');
	expect(words).toContain('895 more entries are not shown here');
});

it('adds the models up, and what their failed calls cost', () => {
	const tokens = { input: 1_000, cacheRead: 200, cacheWrite: 30, output: 100 };
	const words = wordsOf({
		models: [
			{ model: 'openai/a', tries: 3, failed: 1, tokens, costUsd: 0.5, failedUsd: 0.1 },
			{ model: 'openai/b', tries: 1, failed: 0, tokens, costUsd: 0.25, failedUsd: 0 },
		],
	});
	expect(words).toContain('openai/a 3 1 1,000 200 (30 kept) 100 $0.50');
	expect(words).toContain('All models 4 1 2,000 400 (60 kept) 200 $0.75');
	expect(words).toContain('Calls that failed cost $0.10 of it.');
});

it('says of what failed what to do, and of what is not known where to look', () => {
	const error = { code: 'call-unknown', message: 'There is no such call.', action: 'Look at its id.' };
	const words = wordsOf({
		...{ state: 'failed', inputs: { inAll: 1, shown: [{ index: 0, state: 'failed', error }] } },
		unconfirmed: { inAll: 1, shown: [{ key: 'slack rep', kind: 'message', since: CREATED, reason: 'rate limit' }] },
		gaps: { inAll: 51, shown: [{ kind: 'call-failed', subject: '7', text: 'One call is missing.' }] },
	});
	expect(words).toContain('There is no such call. Look at its id. call-unknown');
	expect(words).toContain('Not known whether they happened 1');
	expect(words).toMatch(/Message slack rep since .*: rate limit/);
	expect(words).toContain('One call is missing. 50 more, in the result of the run.');
	const batch = wordsOf({
		inputs: {
			inAll: 2,
			shown: [
				{ index: 0, state: 'succeeded' },
				{ index: 1, state: 'failed', error },
			],
		},
	});
	expect(batch).toContain('1 Succeeded 2 Failed There is no such call.');
});

it('shows names that others gave as text', () => {
	verifies('pages.safe-text');
	const evil = '<script>alert(1)</script>';
	const child = { id: 'a', kind: 'analyze-transcript', key: 'a', title: evil };
	const text = toText(
		runPage({
			costs: {
				...COSTS,
				...listed({ ...CALL, child, name: evil, model: evil }),
				gaps: { inAll: 1, shown: [{ kind: 'call-failed', subject: evil, text: evil }] },
			},
			...{ zone: 'UTC', now: NOW },
		}),
	);
	expect(text).not.toContain('<script');
	expect(text.split('&lt;script&gt;').length).toBeGreaterThan(3);
});
