import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Call, Transcript } from '../../engine/contract/call.ts';
import { markedCall } from './marked-call.ts';
import { fingerprint, markedCalls, practiceCalls } from './practice-calls.ts';

const TEXT = `# a call
start: 2026-07-01T14:00 Europe/Berlin
rep: Rita Sand, Tom Okoye
customer: Carl Vogt

Rita: Good morning.
Carl: That is twice what we pay today. {objection price met}
Carl: Could you put it on one page? {commit 1}
Rita: You have it by Friday. {commit 1 Rita due "by Friday" 2026-07-03}
Carl: Who else uses it? {open}
Tom: Shall we meet on the ninth? {next agreed due "on the ninth" 2026-07-09} {commit? Tom}
Carl: The ninth. {next}
`;

describe('markedCall', () => {
	it('reads who is on the call, what is said and what is in it', () => {
		const { call, sentences, truth, zone } = markedCall('x.txt', TEXT);
		expect(zone).toBe('Europe/Berlin');
		expect(call.started).toBe('2026-07-01T14:00:00+02:00');
		expect(call.rep.name).toBe('Rita Sand');
		expect(call.parties.map(({ name, affiliation }) => [name, affiliation])).toEqual([
			['Rita Sand', 'internal'],
			['Tom Okoye', 'internal'],
			['Carl Vogt', 'external'],
		]);
		expect(sentences.map(({ text }) => text)[1]).toBe('That is twice what we pay today.');
		expect(truth.commitments).toMatchObject([
			{ sentences: [2, 3], owners: ['s-Rita'], due: 'by Friday', dueDate: '2026-07-03' },
			{ sentences: [5], owners: ['s-Tom'], borderline: true },
		]);
		expect(truth.unansweredQuestions).toMatchObject([{ sentences: [4], asker: 's-Carl' }]);
		expect(truth.objections).toMatchObject([{ sentences: [1], speaker: 's-Carl', labels: ['price'], met: true }]);
		expect(truth.nextSteps).toMatchObject([{ sentences: [5, 6], outcome: 'agreed', dueDate: '2026-07-09' }]);
	});

	it.each([
		['Mona: Hello.', 'Mona'],
		['Rita: Hello. {promise}', 'promise'],
		['Hello.', 'Hello'],
	])('names the line that does not fit: %s', (line, named) => {
		expect(() => markedCall('x.txt', `${TEXT}${line}\n`)).toThrow(named);
	});
});

describe('the practice calls', () => {
	it('all fit the form, and say how they end', () => {
		const calls = markedCalls();
		expect(calls.length).toBeGreaterThan(400);
		for (const { call, sentences, truth } of calls) {
			expect(Call.safeParse(call).error).toBeUndefined();
			expect(Transcript.safeParse({ callId: call.id, sentences }).error).toBeUndefined();
			expect({ id: call.id, endings: truth.nextSteps.length }).toEqual({ id: call.id, endings: 1 });
		}
	});

	it('are those from which the weights were learned', () => {
		const learned = readFileSync(new URL('learned-from.txt', import.meta.url), 'utf8').trim();
		// Else: node test/planted/train.ts
		expect(fingerprint(practiceCalls())).toBe(learned);
	});
});
