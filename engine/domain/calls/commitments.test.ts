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
		["Rita: I'll send you maybe two slides by Friday.", 'Rita', 'by Friday'],
		["Rita: I'll pass it on to the product team.", 'Rita', undefined],
		['Carl: I can send you the list of our tablet models today.', 'Carl', 'today'],
		["Rita: I'll send you a recap of what we discussed today.", 'Rita', undefined],
		['Rita: I’ll set up a call for March 3rd.', 'Rita', 'March 3rd'],
		["Rita: I'll, um, pop the case study in an email.", 'Rita', undefined],
		["Carl: I'm seeing our finance people anyway, so I'll sound them out then.", 'Carl', undefined],
		['Rita: The signed copy should be with you tomorrow.', 'Rita', 'tomorrow'],
		["Rita: You'll hear from me by Wednesday.", 'Rita', 'by Wednesday'],
		['Rita: Leave it with me.', 'Rita', undefined],
		["Carl: I'll have Sonja pull the invoices.", 'Carl', undefined],
		['Rita: Let me ask our lawyer about that clause.', 'Rita', undefined],
		["Rita: I'd better check that with the team.", 'Rita', undefined],
		["Rita: I'll show it to you all on Friday, or is that too soon?", 'Rita', 'on Friday'],
		['Carl: Our lawyer will review the clause and send it back.', 'Carl', undefined],
		["Rita: I'll text you before six.", 'Rita', 'before six'],
	])('%s', (line, owner, due) => {
		expect(promises(line)).toEqual([{ owner, due, said: line.slice(6) }]);
	});

	it.each([
		"Rita: I'll share my screen.",
		'Rita: We will see how it goes next week.',
		'Rita: If we can send it by Friday, it works.',
		"Rita: If you sign today, I'll send you the discount tomorrow.",
		'Rita: I will never know what he will say tomorrow.',
		'Rita: Should I send it by Friday?',
		'Rita: We could not get back to normal in two weeks.',
		"Rita: I won't send it.",
		'Rita: So maybe we can provide some color next quarter.',
		"Rita: Let's hope we can meet next quarter.",
		'Carl: The data that we can share was eleven percent in two weeks.',
		"Rita: Let me show you the board, and I'll walk you through it.",
		"Rita: I'll be honest with you.",
		"Carl: I'll take the blue one.",
		"Carl: If the bill matches I'll frame it.",
		"Carl: I'll frame it if the bill matches.",
		"Rita: Once you're live we'll send you a report.",
		"Rita: We'll send your drivers the route every morning.",
		"Carl: He said he'll send it by Friday.",
		'Carl: I was going to send it, but no, forget that.',
		"Carl: I'm going to Rome on Friday.",
		"Rita: I'll get to the price in a minute.",
		"Carl: You'll like him, he is the nice one.",
		'Carl: Gerald will hold out until Friday.',
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

	it('gives an offer to the one who made it, once the other side wants it', () => {
		const offer = 'Rita: I can put you in touch with a bakery of your size.';
		expect(promises(`${offer}\nCarl: Yes, I'd like that.`)).toMatchObject([{ owner: 'Rita' }]);
		expect(promises(`${offer}\nCarl: I don't think that helps.`)).toEqual([]);
		expect(promises('Rita: Should I send you the whole list?\nCarl: Please do.')).toMatchObject([{ owner: 'Rita' }]);
	});

	it('gives a promise for a colleague on the call to that colleague', () => {
		expect(promises('Rita: Mona will send you the wiring diagram.\nMona: Of course.\nCarl: Good.')).toMatchObject([
			{ owner: 'Mona' },
		]);
		expect(promises('Rita: Sandra will send you the wiring diagram.\nCarl: Good.')).toMatchObject([{ owner: 'Rita' }]);
	});

	it('counts a promise once that is said again, with the day that was named later', () => {
		const lines = `
			Rita: I'll send you the revised offer for the two branches.
			Carl: Great.
			Rita: You'll have it by Monday.
			Carl: And the weather is fine here, by the way.
			Rita: So I'll send the revised offer for the branches.
		`;
		expect(promises(lines)).toEqual([
			{ owner: 'Rita', due: 'by Monday', said: "I'll send you the revised offer for the two branches." },
		]);
		expect(promises("Rita: I'll send you the offer.\nCarl: I'll send you the plan.")).toHaveLength(2);
	});

	it('takes the day from the few words behind, and none that is ruled out', () => {
		expect(promises("Rita: I'll send you the offer. By Friday, say.")).toMatchObject([{ due: 'By Friday' }]);
		expect(promises("Carl: I'll send you the figures, but not before Friday.")).toMatchObject([{ due: undefined }]);
	});

	it('believes nothing that is taken back in the next sentence', () => {
		expect(promises("Rita: I'll send you the old list. No, forget that.")).toEqual([]);
	});

	it.each(['Carl: No, that is confidential.', 'Carl: Sure, but not before the audit.', 'Carl: What for?'])(
		'takes no request to which the reply is: %s',
		(reply) => {
			expect(promises(`Rita: Can you send me the plan?\n${reply}`)).toEqual([]);
		},
	);
});

describe('the date of a promise', () => {
	it.each([
		["We spoke with legal on Monday, and I'll send you the offer by Friday.", 'by Friday'],
		["Since you are out until Wednesday, I'll send you the offer on Friday.", 'on Friday'],
		["On Friday I'll send you the offer.", 'On Friday'],
		["I'll send you the offer by the end of the day on Monday.", 'by the end of the day on Monday'],
		["I'll send you the offer on Friday, November 27th.", 'on Friday, November 27th'],
		["I'll send you the offer by March 2028.", 'by March 2028'],
		["I'll send you the offer, not on Friday but on Monday.", 'on Monday'],
	])('%s', (said, due) => {
		expect(promises(`Rita: ${said}`)).toEqual([{ owner: 'Rita', due, said }]);
	});
});

describe('the date of a weekday', () => {
	const due = (lines: string) => {
		const { call, transcript } = spoken({ lines });
		const [found] = commitmentsOf(turnsOf(transcript.sentences, speakersOf(call)));
		return [found?.due, found?.dated?.text];
	};

	it('is the one with which it was named before, and that is quoted, too', () => {
		const before = 'Shall we meet on Tuesday, the first of December?';
		expect(due(`Rita: ${before}\nCarl: Yes. I'll send you the agenda by Tuesday.`)).toEqual([
			'on Tuesday, the first of December',
			before,
		]);
	});

	it.each(['by Monday', 'by Tuesday of next week', 'on Tuesday the eighth'])('is not, of: %s', (words) => {
		const before = 'Shall we meet on Tuesday, the first of December?';
		expect(due(`Rita: ${before}\nCarl: Yes. I'll send you the agenda ${words}.`)).toEqual([words, undefined]);
	});
});

describe('the owner of a promise', () => {
	const owner = (said: string, names: Record<string, string>) => {
		const { call, transcript } = spoken({ lines: `Ann: Hello.\nAnna: Hello.\nRita: ${said}`, colleagues: ['Ann'] });
		const parties = call.parties.map((party) => ({ ...party, name: names[party.name] ?? party.name }));
		return commitmentsOf(turnsOf(transcript.sentences, speakersOf({ ...call, parties })))[0]?.owner.name;
	};

	it('is the colleague who is named, not a customer of the same first name', () => {
		const said = 'Ann will send you the offer on Friday.';
		expect(owner(said, { Ann: 'Ann Lee', Anna: 'Ann Smith' })).toBe('Ann Lee');
	});

	it('is not somebody whose first name is missing', () => {
		expect(owner("Sure, I'll send you the offer on Friday.", { Anna: ' Smith' })).toBe('Rita');
	});
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
		expect(dueWords(text)[0]?.words).toBe(due);
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
		expect(dueWords(text)).toEqual([]);
	});
});
