import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../../test/verifies.ts';
import { spoken } from '../testing/spoken.ts';
import { commitmentsOf } from './commitments.ts';
import { dueWords } from './due-words.ts';
import { speakersOf } from './speakers.ts';
import { turnsOf } from './turns.ts';

function promises(lines: string): { owner: string; due: string | undefined; said: string }[] {
	const { call, transcript } = spoken({ lines });
	return commitmentsOf(turnsOf(transcript.sentences, speakersOf(call))).map(({ owner, due, sentence }) => ({
		owner: owner.name,
		due,
		said: sentence.text,
	}));
}

describe('commitmentsOf', () => {
	verifies('calls.commitments');

	it.each([
		["Rita: I'll send you the offer by Thursday.", 'Rita', 'by Thursday'],
		['Rita: We will get back to you tomorrow.', 'Rita', 'tomorrow'],
		['Rita: Let me get back to you on that.', 'Rita', undefined],
		["Carl: I'll talk to legal and send you their comments next week.", 'Carl', 'next week'],
		['Carl: I will ask Oskar and send you a date by tomorrow.', 'Carl', 'by tomorrow'],
		["Rita: Sure, we'll come back to you on that.", 'Rita', undefined],
		['Rita: I can share the deck by the end of the week.', 'Rita', 'by the end of the week'],
		['Carl: We should be able to review it by Friday.', 'Carl', 'by Friday'],
		["Rita: I'll send you maybe two slides by Friday.", 'Rita', 'by Friday'],
		["Rita: I'll pass it on to the product team.", 'Rita', undefined],
		['Carl: I can send you the list of our tablet models today.', 'Carl', 'today'],
		["Rita: I'll send you a recap of what we discussed today.", 'Rita', undefined],
		['Rita: I’ll set up a call for March 3rd.', 'Rita', 'March 3rd'],
	])('%s', (line, owner, due) => {
		expect(promises(line)).toEqual([{ owner, due, said: line.slice(6) }]);
	});

	it.each([
		"Rita: I'll share my screen.",
		'Rita: We will see how it goes next week.',
		'Rita: If we can send it by Friday, it works.',
		'Rita: I will never know what he will say tomorrow.',
		'Rita: Should I send it by Friday?',
		'Rita: We could not get back to normal in two weeks.',
		"Rita: I won't send it.",
		'Rita: So maybe we can provide some color next quarter.',
		"Rita: Let's hope we can meet next quarter.",
		'Carl: The data that we can share was eleven percent in two weeks.',
		"Rita: Let me show you the board, and I'll walk you through it.",
	])('finds no promise in: %s', (line) => {
		expect(promises(line)).toEqual([]);
	});

	it('gives a request to the one who agrees', () => {
		expect(promises('Rita: Can you send me the shift plan by Monday?\nCarl: Sure, will do.')).toEqual([
			{ owner: 'Carl', due: 'by Monday', said: 'Can you send me the shift plan by Monday?' },
		]);
	});

	it('takes the promise of the reply itself, once', () => {
		expect(promises('Rita: Can you send me the plan?\nCarl: Sure. I can send it tomorrow morning.')).toEqual([
			{ owner: 'Carl', due: 'tomorrow morning', said: 'I can send it tomorrow morning.' },
		]);
	});

	it.each(['Carl: No, that is confidential.', 'Carl: Sure, but not before the audit.', 'Carl: What for?'])(
		'takes no request to which the reply is: %s',
		(reply) => {
			expect(promises(`Rita: Can you send me the plan?\n${reply}`)).toEqual([]);
		},
	);
});

describe('dueWords', () => {
	it.each([
		['by the end of the month at the latest', 'by the end of the month'],
		['on the first Monday of December at nine', 'on the first Monday of December at nine'],
		['next Thursday at nine in the morning, your time', 'next Thursday at nine in the morning'],
		['within two weeks', 'within two weeks'],
		['right after this call', 'right after this call'],
		['sometime next week', 'sometime next week'],
		['on the third of May', 'on the third of May'],
		['send you the list today.', 'today'],
		['send it to you today, after lunch', 'today'],
	])('%s', (text, due) => {
		expect(dueWords(text)?.words).toBe(due);
	});

	it.each([
		'on the second slide',
		'it may work',
		'by 10 percent',
		'for the first time',
		'in a minute',
		'weekly',
		'what we discussed today.',
		'better than what we have today.',
		'the notes of today.',
		'how it works today in your stores',
		'since Monday',
		'last Friday',
	])('no date in: %s', (text) => {
		expect(dueWords(text)).toBeUndefined();
	});
});
