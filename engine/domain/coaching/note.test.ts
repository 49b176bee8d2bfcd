import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../../test/verifies.ts';
import type { CallAnalysis, Sentence } from '../../contract/call.ts';
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
			Carl: I'll send you our numbers.
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
			"• Rita: promised, due “by Thursday” (2026-11-26): “I'll send you the offer by Thursday.” (Rita, 00:04)",
		);
		expect(note.text).toContain('https://calls.example/call-1');
	});

	it('has objections, risks and the way to a decision where there are any, each quote once', () => {
		const { call, transcript } = spoken({
			title: 'Demo',
			lines: 'Carl: It is too dear.\nCarl: Ann signs.\nCarl: Bye.',
		});
		const said = (index: number) => {
			const { speakerId, startMs, endMs, text } = transcript.sentences[index] as Sentence;
			return [{ callId: call.id, speakerId, speaker: 'Carl', startMs, endMs, quote: text }];
		};
		const analysis: CallAnalysis = {
			...analyzeCall(call, transcript),
			insights: [
				{ kind: 'objection', text: '', party: 'Carl', label: 'price', met: true, evidence: said(0) },
				{ kind: 'risk', text: 'The price is pressed.', label: 'price-pressure', evidence: said(0) },
				{ kind: 'decision', text: 'Who decides.', label: 'who', evidence: said(1) },
			],
		};
		const note = callNote(call, analysis, 'UTC');
		expect(CallNote.parse(note)).toEqual(note);
		expect(note.objections?.map(({ text }) => text)).toEqual(['Carl had a concern about price, and it was taken up']);
		expect(note.risks).toBeUndefined();
		expect(note.text).toContain('Way to a decision:\n• Who decides: “Ann signs.” (Carl');
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
