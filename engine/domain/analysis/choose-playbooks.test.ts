import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../../test/verifies.ts';
import { AnalyzedCallResult, AnalyzedWindow } from '../../contract/analysis.ts';
import { CoachingDay } from '../../contract/coaching.ts';
import { Playbook } from '../../contract/playbook.ts';
import { memoryWorld, type World } from '../testing/memory-services.ts';
import { spoken } from '../testing/spoken.ts';

const TODAY = { requestedAt: '2026-11-20T06:00:00Z' };
const LINES = 'Rita: Here is our agenda for today.\nCarl: Good, and the budget is set.';

const playbook = (name: string, stages: string[], words: string) =>
	Playbook.parse({
		name,
		title: name,
		stages,
		criteria: [{ id: 'words', title: 'Says it', said: { words: [words] } }],
	});

/** Three calls of yesterday: in discovery, in renewal, and without a deal. */
function world(): World {
	const stages = ['Discovery', 'renewal', undefined];
	const calls = stages.map((stage, index) => {
		const { call, transcript } = spoken({ id: `c${index}`, lines: LINES });
		return { call: { ...call, crm: stage ? [{ type: 'deal' as const, id: `d${index}`, stage }] : [] }, transcript };
	});
	const on = memoryWorld({ calls });
	on.playbooks = [
		{ playbook: playbook('discovery', ['discovery'], 'agenda'), own: false },
		{ playbook: playbook('renewal', ['Renewal'], 'term'), own: false },
		{ playbook: playbook('pilot', [], 'budget'), own: true },
	];
	return on;
}

const analyze = async <Value>(on: World, kind: string, input: object, crashAt?: number) => {
	const run = await on.runs.start<Value>({ ...TODAY, kind, input, crashAt });
	return run;
};

const held = ({ calls }: AnalyzedWindow) =>
	calls.map(({ call, playbook: result }) => [call.id, result?.playbook, result?.stage, result?.findings[0]?.met]);

describe('the playbook of a call', () => {
	it('is the one for the stage of its deal, call by call', async () => {
		verifies('playbooks.choice');
		const { value } = await analyze<AnalyzedWindow>(world(), 'analyze-window', {});
		expect(AnalyzedWindow.parse(value)).toEqual(value);
		expect(held(value)).toEqual([
			['c0', 'discovery', 'Discovery', 'yes'],
			['c1', 'renewal', 'renewal', 'no'],
			['c2', undefined, undefined, undefined],
		]);
		expect(value.summary).toContain('Playbooks: discovery on 1 call and renewal on 1 call.');
	});

	it('is the one that the request names', async () => {
		verifies('playbooks.choice');
		const { value } = await analyze<AnalyzedWindow>(world(), 'analyze-window', { playbook: 'pilot' });
		expect(held(value)).toEqual(['c0', 'c1', 'c2'].map((id) => [id, 'pilot', undefined, 'yes']));
		const one = await analyze<AnalyzedCallResult>(world(), 'analyze-call', { callId: 'c1', playbook: 'pilot' });
		expect(AnalyzedCallResult.parse(one.value)).toEqual(one.value);
		expect(one.value.playbook?.findings).toEqual([
			expect.objectContaining({
				criterion: 'words',
				met: 'yes',
				evidence: [expect.objectContaining({ speaker: 'Carl' })],
			}),
		]);
	});

	it('fails the run where there is none of that name, before a call is read', async () => {
		verifies('playbooks.choice');
		for (const [kind, input] of [
			['analyze-window', { playbook: 'pitch' }],
			['analyze-call', { callId: 'c1', playbook: 'pitch' }],
			['coach-day', { playbook: 'pitch' }],
			['coach-call', { callId: 'c1', playbook: 'pitch' }],
		] as const) {
			const { error, steps } = await analyze(world(), kind, input);
			expect(error).toMatchObject({ code: 'playbook-unknown' });
			expect(steps).toEqual(['tenant settings']);
		}
	});

	it('stays what it first was, wherever the run crashes', async () => {
		verifies('playbooks.recorded');
		const { points } = await analyze(world(), 'analyze-window', {});
		expect(points).toBeGreaterThan(5);
		for (let crashAt = 1; crashAt <= points; crashAt += 1) {
			const on = world();
			const { list } = on.ports.playbooks;
			// Once they were read, the tenant replaces one.
			on.ports.playbooks.list = async (tenant) => {
				const found = await list(tenant);
				on.playbooks = [{ playbook: playbook('ours', ['Discovery', 'Renewal'], 'nothing'), own: true }];
				return found;
			};
			const { value, computed } = await analyze<AnalyzedWindow>(on, 'analyze-window', {}, crashAt);
			const reads = computed.filter((name) => name === 'playbooks').length;
			expect(held(value)[0]).toEqual(
				reads === 1 ? ['c0', 'discovery', 'Discovery', 'yes'] : ['c0', 'ours', 'Discovery', 'no'],
			);
		}
	});

	it('is that of coaching, too, and its result names the call', async () => {
		verifies('playbooks.coaching');
		const { value } = await analyze<CoachingDay>(world(), 'coach-day', {});
		expect(CoachingDay.parse(value)).toEqual(value);
		const findings = (day: CoachingDay) =>
			day.playbooks?.map(({ callId, playbook: name, findings: [first] }) => [callId, name, first?.met]);
		expect(findings(value)).toEqual([
			['c0', 'discovery', 'yes'],
			['c1', 'renewal', 'no'],
		]);
		const one = await analyze<CoachingDay>(world(), 'coach-call', { callId: 'c2', playbook: 'pilot' });
		expect(findings(one.value)).toEqual([['c2', 'pilot', 'yes']]);
		const without = await analyze<CoachingDay>(world(), 'coach-call', { callId: 'c2' });
		expect(without.value).not.toHaveProperty('playbooks');
	});
});
