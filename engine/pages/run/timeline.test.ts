import { expect, it } from '@jest/globals';
import { verifies } from '../../../test/verifies.ts';
import type { CostEntry, RunCosts, TeamUse } from '../../contract/run-costs.ts';
import { toText } from '../html.ts';
import { timeline } from './timeline.ts';

const NOW = new Date('2026-11-20T06:05:00Z');
const none = { inAll: 0, shown: [] };
const at = (second: number) => new Date(Date.parse('2026-11-20T06:00:00Z') + second * 1_000).toISOString();

const call = (name: string, from: number, to: number | undefined, over: Partial<CostEntry> = {}): CostEntry => ({
	...{
		kind: 'model-call',
		name,
		attempt: 1,
		outcome: 'done',
		costUsd: 0.001,
		model: 'openai/gpt-4o-mini',
		tier: 'low',
	},
	...{ startedAt: at(from), ...(to === undefined ? {} : { endedAt: at(to) }), ...over },
});
const use = (
	place: string,
	member: string,
	from: number,
	to: number | undefined,
	over: Partial<TeamUse> = {},
): TeamUse => ({
	...{ place, member, tool: 'search', kind: 'use', state: 'done', index: 0, startedAt: at(from) },
	...(to === undefined ? {} : { endedAt: at(to) }),
	...over,
});

function costs(entries: CostEntry[], uses: TeamUse[], over: Partial<RunCosts> = {}): RunCosts {
	return {
		...{ id: 'run-1', kind: 'run-team', state: 'succeeded', createdAt: at(0), endedAt: at(10) },
		budget: { spentUsd: 0.25, reservedUsd: 0, allowedUsd: 1 },
		...{ inputs: { inAll: 1, shown: [] }, children: [], models: [], unconfirmed: none, gaps: none },
		entries: { inAll: entries.length, shown: entries },
		teamwork: { uses: { inAll: uses.length, shown: uses }, ended: [] },
		...over,
	};
}

const ENDED = { index: 0, missingTools: [], notDone: 0, notUsed: [] };

const shown = (of: RunCosts) => toText(timeline({ costs: of, now: NOW }) ?? ('' as never)).replaceAll('\u00a0', ' ');
const words = (of: RunCosts) =>
	shown(of)
		.replace(/<[^>]*>/g, ' ')
		.replace(/\s+/g, ' ');

it('has a row for each member, in the order of the tree, with calls, tools and cost over one time', () => {
	verifies('teams.timeline');
	const page = costs(
		[
			call('1 Lead: turn 1', 0, 2),
			call('1-1-10 Bob: turn 1', 2, 8),
			call('1-1-2 Ann: turn 1', 2, 4),
			call('1 Lead: turn 2', 8, 10),
		],
		[use('1-1-2', 'Ann', 4, 5), use('1-1-2', 'Ann', 5, 6, { state: 'failed', code: 'tool-timed-out' })],
	);
	expect(words(page)).toMatch(
		/Lead 2 model calls \$0\.002.*Ann 1 model call · 2 tools \$0\.001.*Bob 1 model call \$0\.001/,
	);
	expect(shown(page)).toContain(
		'aria-label="model openai/gpt-4o-mini, 2 s; search, 1 s; search, failed (tool-timed-out), 1 s"',
	);
	expect(shown(page)).toContain('<rect class="tool" x="40%" width="10%"');
	expect(shown(page)).toContain('<rect class="bad" x="50%" width="10%"');
});

it('shows for whom it waits, and what is under way, up to now', () => {
	const page = costs(
		[call('1 Lead: turn 1', 0, undefined, { outcome: 'under-way' })],
		[use('1', 'Lead', 150, undefined, { kind: 'wait', state: 'open', tool: 'hubspot-note' })],
		{ state: 'waiting', endedAt: undefined },
	);
	expect(shown(page)).toContain('waits for a person about hubspot-note');
	expect(shown(page)).toContain('model openai/gpt-4o-mini, under way');
	expect(shown(page)).toContain('<rect class="wait" x="50%" width="50%"');
});

it('says which limit ended it, and which tools nobody could be offered', () => {
	const teamwork = {
		uses: none,
		ended: [{ ...ENDED, stoppedBy: 'seconds', missingTools: ['web-search', 'github.*'] }],
	};
	expect(words(costs([call('1 Lead: turn 1', 0, 1)], [], { teamwork }))).toMatch(
		/The time was over: what was begun later was not done\. Not connected: web-search, github\.\*\./,
	);
});

it('says how much was not done, and which tools were refused or only shown', () => {
	verifies('teams.timeline');
	const notUsed = [
		{ member: 'Ann', tool: 'hubspot-note', state: 'shown' as const, count: 2 },
		{ member: 'Bob', tool: 'search', state: 'refused' as const, code: 'tool-refused', count: 1 },
	];
	const teamwork = { uses: none, ended: [{ ...ENDED, notDone: 2, notUsed }] };
	expect(words(costs([], [], { teamwork }))).toMatch(
		/2 things were not done; the result says what, and why\. Not used: hubspot-note by Ann 2 times: only shown; search by Bob: refused \(tool-refused\)\./,
	);
});

it('draws a wait of days short, says how long it was, and lists everything in order', () => {
	verifies('teams.timeline');
	const day = 86_400;
	const page = costs(
		[call('1 Lead: turn 1', 0, 10), call('1 Lead: turn 2', day, day + 10)],
		[use('1', 'Lead', 10, day, { kind: 'wait', tool: 'note' })],
		{ endedAt: at(day + 10) },
	);
	expect(shown(page)).toMatch(/<rect class="model" x="0%" width="41\.667%"/);
	expect(shown(page)).toMatch(/<rect class="wait" x="41\.667%" width="16\.666%"/);
	expect(words(page)).toContain('⋯ 24 h ⋯');
	expect(words(page)).toMatch(
		/0 s Lead model openai\/gpt-4o-mini 10 s 10 s Lead waited for a person about note 24 h 24 h Lead model/,
	);
});

it('draws no length of a call that was cut off, and says where nobody answered', () => {
	const cut = call('1 Lead: turn 1', 2, undefined, { outcome: 'unsettled' });
	const wait = use('1', 'Lead', 3, undefined, { kind: 'wait', state: 'open', tool: 'note' });
	const page = costs([cut, call('1 Lead: turn 1', 5, 10)], [wait], { state: 'cancelled' });
	expect(shown(page)).toContain('model openai/gpt-4o-mini, cut off; ');
	expect(shown(page)).toContain('<rect class="bad" x="0%" width="0.4%"');
	expect(shown(page)).toContain('nobody answered about note');
});

it('names the inputs of a batch as the list of inputs does, and says what a cut list leaves out', () => {
	const batch = { inputs: { inAll: 2, shown: [] } };
	const child = { id: 'c', kind: 'run-team', key: '1' };
	const one = costs([call('1 Lead: turn 1', 0, 1, { child })], [], batch);
	expect(words(one)).toContain('2: Lead');
	expect(words({ ...one, entries: { ...one.entries, inAll: 501 } })).toContain('500 more model calls are not shown');
	const teamwork = { uses: none, ended: [{ ...ENDED, index: 1, missingTools: ['web-search'] }] };
	expect(words(costs([], [], { ...batch, teamwork }))).toContain('Input 2: Not connected: web-search.');
});

it('is of teams alone, bounded, and takes no word for more than a word', () => {
	expect(timeline({ costs: { ...costs([], []), teamwork: undefined }, now: NOW })).toBeUndefined();
	expect(timeline({ costs: costs([], []), now: NOW })).toBeUndefined();
	const many = Array.from({ length: 500 }, (_, number) => call(`1-1-${number} M${number}: turn 1`, 0, 1));
	expect(shown(costs(many, [])).length).toBeLessThan(200_000);
	expect(words(costs(many, []))).toContain('380 more members are not shown here.');
	const evil = use('1', 'Ann', 0, 1, { tool: '"><script>alert(1)</script>' });
	expect(shown(costs([], [evil]))).not.toContain('<script>');
});
