import { describe, expect, it } from '@jest/globals';
import type { Sentence } from '../../contract/call.ts';
import { asks, dueIn, heard, onceEach } from './heard.ts';

const sentence = (text: string): Sentence => ({ index: 0, speakerId: 'carl', startMs: 0, endMs: 1, text });

describe('onceEach', () => {
	it('reads a sentence once, and each for itself', () => {
		let read = 0;
		const length = onceEach(({ text }) => {
			read += 1;
			return text.length;
		});
		const [one, other] = [sentence('one'), sentence('three')];
		expect([length(one), length(other), length(one)]).toEqual([3, 5, 3]);
		expect(read).toBe(2);
	});

	it('keeps also that there is nothing', () => {
		const reading = onceEach<undefined>(() => undefined);
		expect([reading(sentence('')), reading(sentence(''))]).toEqual([undefined, undefined]);
	});

	it('makes the readings that others ask for', () => {
		const said = sentence("So, um, I'll send it by Friday?");
		expect([heard(said), asks(said), dueIn(said)?.words]).toEqual(["So I'll send it by Friday?", true, 'by Friday']);
	});
});
