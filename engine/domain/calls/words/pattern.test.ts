import { describe, expect, it } from '@jest/globals';
import { follows, head, phrase, tail } from './pattern.ts';

const WILL = head("I'll", 'we will');
const DEED = tail('send', 'look into');

describe('follows', () => {
	it.each([
		["So I'll send it.", "I'll send"],
		["I'll see, but we will look into it.", 'we will look into'],
		["I'll talk to Ann and send it.", "I'll talk to Ann and send"],
		["I'll talk to Ann and then send it.", "I'll talk to Ann and then send"],
		["i'LL SEND it", "i'LL SEND"],
	])('finds the words in: %s', (text, words) => {
		expect(follows(text, WILL, DEED)).toMatchObject({ words, from: text.indexOf(words) });
	});

	it.each([
		"I'll sendoff",
		"xI'll send",
		"I'll",
		'send',
		"I'll talk about everything under the sun for an hour or two with you and send it",
	])('finds none in: %s', (text) => {
		expect(follows(text, WILL, DEED)).toBeUndefined();
	});

	it('finds the same however often it is asked, and goes past what is ruled out', () => {
		const unless = tail('send regards');
		const text = "I'll send regards, and I'll send the list.";
		for (let times = 0; times < 3; times += 1)
			expect(follows(text, WILL, DEED, unless)?.from).toBe(text.lastIndexOf("I'll"));
	});
});

describe('phrase', () => {
	it('minds the borders of words and no case', () => {
		expect(phrase('ten', 'at once').test('Do it At Once')).toBe(true);
		expect(phrase('ten').test('tender often')).toBe(false);
	});
});
