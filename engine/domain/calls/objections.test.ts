import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../../test/verifies.ts';
import { spoken } from '../testing/spoken.ts';
import { objectionsOf } from './objections.ts';
import { speakersOf } from './speakers.ts';
import { turnsOf } from './turns.ts';

function objections(lines: string): [string, string, string | undefined][] {
	const { call, transcript } = spoken({ lines });
	return objectionsOf(turnsOf(transcript.sentences, speakersOf(call))).map(({ label, sentence, reply }) => [
		label,
		sentence.text,
		reply?.text,
	]);
}

describe('objectionsOf', () => {
	verifies('calls.objections');

	it.each([
		['price', "That's way more than we had planned for this year."],
		['price', "We can't justify four hundred a month for a calendar."],
		['price', 'There is no budget left for it this year.'],
		['price', 'To be honest, we were hoping for a lower price.'],
		['timing', "We can't start anything new before the exhibition is over."],
		['timing', 'It is really not the right time for us.'],
		['timing', 'I have nobody free for that until the summer.'],
		['need', "I don't see what I would do with it in a shop of this size."],
		['need', "I'm not sure that the nurses would use it at all."],
		['trust', "My worry is that you won't be around in three years."],
		['trust', "I'm not comfortable with our recipes in somebody else's cloud."],
		['trust', 'My drivers will hate it, I can tell you that.'],
		['competitor', "We're also talking to two other vendors, you should know."],
		['competitor', 'We have a cheaper offer from another provider on the table.'],
	])('%s: %s', (label, text) => {
		expect(objections(`Rita: That is how it works.\nCarl: ${text}\nRita: Okay.`)).toEqual([[label, text, undefined]]);
	});

	it.each([
		'Our planners are drowning in paper.',
		'We lose two hours a day on this.',
		'What does it cost per head?',
		"Friday doesn't work for me, I'm at the dentist.",
		"That's not expensive at all.",
		'The trade fair in spring was good.',
		'In May the inspectors come, they do that every year.',
		'I was wondering if you could talk about the price of copper.',
		"You don't have to convince me, I like it.",
		'Nobody tells the night shift anything.',
		"I'll ask our finance people about the budget.",
	])('finds no objection in: %s', (text) => {
		expect(
			objections(`Rita: That is how it works.\nCarl: ${text}\nRita: Right, and how many of you are there?`),
		).toEqual([]);
	});

	it('is what a customer says, never the rep', () => {
		expect(objections("Rita: It's too expensive for what it does, some say.\nCarl: Who says that?")).toEqual([]);
	});

	it('counts what is said of it in one go once, at its clearest words', () => {
		const found = objections(
			"Carl: Hm, that is a lot of money. Honestly, we can't afford it this year.\nRita: I see.\nCarl: We really can't afford it.\nRita: Okay.",
		);
		expect(found).toEqual([['price', "Honestly, we can't afford it this year.", undefined]]);
	});

	describe('met', () => {
		const met = (replies: string) => objections(`Carl: Honestly, it's too expensive for us.\n${replies}`)[0]?.[2];

		it.each([
			[
				'Rita: I hear you. If you start with one branch it is half of that.',
				'If you start with one branch it is half of that.',
			],
			['Rita: Compared to what?', 'Compared to what?'],
			['Rita: It pays for itself in nine months.', 'It pays for itself in nine months.'],
			['Mona: He always says that.\nRita: It pays for itself in nine months.', 'It pays for itself in nine months.'],
		])('by: %s', (replies, reply) => {
			expect(met(replies)).toBe(reply);
		});

		it.each([
			'',
			'Rita: Okay.',
			'Rita: I hear you, thanks for telling me.',
			'Rita: Okay. And who else works with it?',
			'Rita: Let me show you the map.',
		])('not by: %s', (replies) => {
			expect(met(replies)).toBeUndefined();
		});
	});
});
