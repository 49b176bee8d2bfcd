import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../../test/verifies.ts';
import { spoken } from '../testing/spoken.ts';
import { decisionDrafts } from './decisions.ts';
import { dueDateOf } from './due.ts';
import { speakersOf } from './speakers.ts';
import { turnsOf } from './turns.ts';

function decisions(lines: string) {
	const { call, transcript } = spoken({ lines, started: '2026-11-19T10:00:00+01:00' });
	const dayOf = (words: string) => dueDateOf(words, call.started, 'Europe/Berlin');
	return decisionDrafts(turnsOf(transcript.sentences, speakersOf(call)), dayOf).map(({ label, due, dueDate }) =>
		due ? [label, due, dueDate] : [label],
	);
}

describe('decisionDrafts', () => {
	verifies('calls.decisions');

	it.each([
		['Carl: My director signs that off.', [['who']]],
		['Carl: Anything above fifty goes to the board.', [['who'], ['budget']]],
		['Carl: I make the final call.', [['who']]],
		['Carl: Our CFO, Henrik, has to sign off on that.', [['who']]],
		['Carl: We have put aside around seven thousand.', [['budget']]],
		['Carl: The committee meets on the twenty-third.', [['date', 'on the twenty-third', '2026-11-23']]],
		['Carl: We want to go live by the end of March.', [['date', 'by the end of March', '2027-03-31']]],
		['Carl: It has to work without a network.', [['criteria']]],
		['Carl: What matters most to us is the hotline.', [['criteria']]],
	])('%s', (lines, expected) => {
		expect(decisions(lines)).toEqual(expected);
	});

	it.each([
		'Rita: My director signs that off.',
		'Carl: Who signs that?',
		'Carl: We have four sites.',
		'Carl: I will send you the signed NDA by Tuesday.',
		'Carl: I decided to call you.',
	])('finds none in: %s', (lines) => {
		expect(decisions(lines)).toEqual([]);
	});

	it('tells each thing once a turn', () => {
		expect(decisions('Carl: My boss decides. My boss has to sign it. The board has the final say.')).toEqual([['who']]);
	});
});
