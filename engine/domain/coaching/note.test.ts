import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../../test/verifies.ts';
import { CallNote } from '../../contract/coaching.ts';
import { analyzeCall } from '../calls/analyze-call.ts';
import { spoken } from '../testing/spoken.ts';
import { callNote } from './note.ts';

function noteOf(lines: string) {
	const { call, transcript } = spoken({ title: 'Demo', lines });
	return callNote(call, analyzeCall(call, transcript), 'Europe/Berlin');
}

describe('callNote', () => {
	it('has commitments with owner and due words, open questions, next step and address', () => {
		verifies('coaching.note-facts');
		const note = noteOf(`
			Carl: What does it cost per user?
			Rita: I'd have to check that.
			Rita: I'll send you the offer by Thursday.
			Carl: I will ask my boss.
			Rita: Let's talk again on Friday at ten.
		`);
		expect(CallNote.parse(note)).toEqual(note);
		expect(note.commitments.map(({ owner, due }) => [owner, due])).toEqual([
			['Rita', 'by Thursday'],
			['Carl', undefined],
		]);
		expect(note.openQuestions.map(({ owner, evidence }) => [owner, evidence.quote])).toEqual([
			['Carl', 'What does it cost per user?'],
		]);
		expect(note.nextStep).toMatchObject({
			due: 'on Friday at ten',
			evidence: { quote: "Let's talk again on Friday at ten." },
		});
		expect(note.text).toContain('Demo (19 November 2026, 1 min)');
		expect(note.text).toContain(
			"• Rita promised, due “by Thursday”: “I'll send you the offer by Thursday.” (Rita, 00:04)",
		);
		expect(note.text).toContain('https://calls.example/call-1');
	});

	it('bears the date that the call had for the tenant', () => {
		const { call, transcript } = spoken({ started: '2026-11-19T23:30:00Z', lines: 'Rita: Hi.' });
		const note = callNote(call, analyzeCall(call, transcript), 'Europe/Berlin');
		expect(note.started).toBe('2026-11-20T00:30:00+01:00');
	});

	it('says so when there is nothing, and says nothing of the rep', () => {
		const note = noteOf(
			'Rita 0-200: Our company was founded nine years ago by two engineers.\nCarl: I see, thanks, bye.',
		);
		expect(note.text).toContain('Next step: None was named.');
		expect(note.text).not.toContain('founded');
		expect([note.commitments, note.openQuestions, note.nextStep]).toEqual([[], [], undefined]);
	});
});
