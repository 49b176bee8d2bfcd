import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../../test/verifies.ts';
import { AnalyzedWindow, type PlaybookResult } from '../../contract/analysis.ts';
import type { Evidence, Insight } from '../../contract/call.ts';
import { analyzeCall } from '../calls/analyze-call.ts';
import { newAccount } from '../coaching/account.ts';
import { spoken } from '../testing/spoken.ts';
import { toAnalyzedWindow } from './results.ts';

const WINDOW = { from: '2026-11-01T00:00:00Z', to: '2026-11-20T00:00:00Z', zone: 'UTC', explicit: true };
const QUOTE: Evidence = {
	...{ callId: 'call-1', speakerId: 'rita', speaker: 'Rita', startMs: 0, endMs: 1_000 },
	quote: 'I will send you the plan for all of your depots by Friday, with the names of those who drive.',
};

/** Calls with 20 insights each, held against a playbook with three quotes for each criterion. */
function windowOf(calls: number, criteria: number) {
	const one = spoken({ lines: 'Rita: Hi Carl.\nCarl: Hi Rita.' });
	const insight: Insight = { kind: 'commitment', text: 'Rita promised something.', evidence: [QUOTE] };
	const insights = Array.from({ length: 20 }, () => ({ ...insight }));
	const analysis = { ...analyzeCall(one.call, one.transcript), insights, leftOut: 0, moments: [] };
	const finding = { title: 'Says it', met: 'yes' as const, evidence: [QUOTE, QUOTE, QUOTE] };
	const playbook: PlaybookResult = {
		...{ playbook: 'discovery', title: 'Discovery' },
		findings: Array.from({ length: criteria }, (_, number) => ({ ...finding, criterion: `c${number}` })),
	};
	const account = { ...newAccount(WINDOW, 'preview' as const), listed: calls, analyzed: calls };
	const analyzed = Array.from({ length: calls }, (_, number) => {
		return { call: { ...one.call, id: `c${number}` }, analysis, reference: 'ref' };
	});
	return toAnalyzedWindow(account, analyzed, () => ({ playbook }));
}

const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));
const quotes = ({ calls }: AnalyzedWindow) => calls.map(({ playbook }) => playbook?.findings[0]?.evidence.length);

describe('an analyzed window', () => {
	verifies('analysis.window-fits');

	it('shows everything where it can be kept', () => {
		const window = windowOf(3, 4);
		expect(AnalyzedWindow.parse(window)).toEqual(window);
		expect(quotes(window)).toEqual([3, 3, 3]);
		expect(window.summary).toContain('Playbooks: discovery on 3 calls.');
	});

	it('shows less of each call the larger it is, and says so', () => {
		const [some, many] = [100, 300].map((calls) => {
			const window = windowOf(calls, 12);
			expect(bytesOf(window)).toBeLessThanOrEqual(1_000_000);
			expect(window.calls).toHaveLength(calls);
			return window;
		}) as [AnalyzedWindow, AnalyzedWindow];
		expect(quotes(some)[0]).toBe(1);
		expect(some.summary).toMatch(/At most \d+ insights of each call and one quote for each criterion of its playbook/);
		expect(quotes(many)[0]).toBeUndefined();
		expect(many.summary).toMatch(/At most \d insights of each call and no criterion of its playbook/);
		const [one, other] = [some, many].map(({ calls }) => calls[0]?.analysis.insights.length ?? 0) as [number, number];
		expect(one).toBeGreaterThan(other);
		expect(other).toBeGreaterThan(0);
	});

	it('shows some of what is missing where a month of calls has no transcript', () => {
		const account = newAccount(WINDOW, 'preview');
		account.listed = 9_000;
		for (let number = 0; number < account.listed; number += 1) {
			const callId = `7782342274025${number}`;
			const text = `“${'A call with a long title '.repeat(10)}” has no transcript yet: run this window again later.`;
			account.skipped.push({ callId, reason: 'no-transcript-yet' });
			account.gaps.push({ kind: 'call-without-transcript', subject: callId, text });
		}
		const window = toAnalyzedWindow(account, [], () => ({}));
		expect(bytesOf(window)).toBeLessThanOrEqual(1_000_000);
		expect([window.gaps.length, window.skipped[0]?.count, window.listed]).toEqual([500, 9_000, 9_000]);
		expect(window.summary).toContain('Left out 9,000 calls.');
		expect(window.summary).toContain('Of what is missing the first 500 are shown.');
	});

	it('shows as many calls as fit, and how many there are', () => {
		const window = windowOf(2_000, 12);
		const shown = window.calls.length;
		expect(bytesOf(window)).toBeLessThanOrEqual(1_000_000);
		expect(bytesOf(window)).toBeGreaterThan(990_000);
		expect(window.summary).toContain(`Only ${shown} of 2000 calls fit here`);
		expect(window.calls.map(({ analysis }) => analysis.insights.length)).toEqual(window.calls.map(() => 1));
	});
});
