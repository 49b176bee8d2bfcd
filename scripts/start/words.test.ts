import { describe, expect, it } from '@jest/globals';
import type { CoachingDay } from '../../engine/contract/index.ts';
import { verifies } from '../../test/verifies.ts';
import { describeDay, describeRepeat, problemsOf } from './words.mjs';

const evidence = { callId: '1', speaker: 'Ada', startMs: 0, endMs: 1, quote: 'Yes.' };

function day(state: CoachingDay['messages'][number]['state'], changes: Partial<CoachingDay> = {}): CoachingDay {
	const note = { callId: '1', title: 'Kickoff', url: 'https://x', started: '', text: '', evidence };
	return {
		window: { from: '', to: '', zone: 'UTC', explicit: true, completed: false },
		delivery: 'send',
		calls: { listed: 3, analyzed: 1, sentences: 40, skipped: [], carriedOver: [] },
		messages: [
			{
				message: { rep: { id: '1', name: 'Ada' }, heading: '', calls: 1, text: '' },
				to: { name: 'Ada' },
				state,
				reason: 'the chat service did not answer',
			},
		],
		notes: [{ note: { ...note, commitments: [], openQuestions: [] }, to: [], state }],
		gaps: [],
		dropped: 2,
		summary: '',
		...changes,
	};
}

const run = { seconds: '1.5', inbox: 'http://inbox/' };

describe('describeDay', () => {
	verifies('start.plain-words');

	it('says what was read, sent and dropped, and where to look', () => {
		const text = describeDay(day('sent'), run);
		expect(text).toContain('1 call read, 40 sentences, in 1.5 s');
		expect(text).toContain('1 message sent to reps');
		expect(text).toContain('1 note sent in the CRM');
		expect(text).toContain('2 quotes dropped');
		expect(text).toContain('http://inbox/');
	});

	it('counts what was skipped, with the reason in words', () => {
		const skipped: CoachingDay['calls']['skipped'] = [{ reason: 'internal-only', count: 2, callIds: ['2', '3'] }];
		const calls = { listed: 3, analyzed: 1, sentences: 40, skipped, carriedOver: [] };
		expect(describeDay(day('sent', { calls }), run)).toContain('skipped: 2 with colleagues only');
	});
});

describe('problemsOf', () => {
	verifies('start.plain-words');

	it.each(['failed', 'unconfirmed'] as const)('names what is %s', (state) => {
		expect(problemsOf(day(state))).toHaveLength(2);
		expect(problemsOf(day(state))[0]).toContain('the chat service did not answer');
	});

	it.each(['sent', 'already-sent', 'gap', 'waiting'] as const)('finds none in %s', (state) => {
		expect(problemsOf(day(state))).toEqual([]);
	});
});

describe('describeRepeat', () => {
	it('says that nothing went out twice', () => {
		expect(describeRepeat(day('already-sent'))).toBe(
			'delivered nothing twice: 1 message and 1 note were there already',
		);
	});

	it('does not say so when something was sent', () => {
		expect(describeRepeat(day('sent'))).toMatch(/^sent 2 more/);
	});
});
