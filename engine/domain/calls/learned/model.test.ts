import { describe, expect, it } from '@jest/globals';
import type { Sentence } from '../../../contract/call.ts';
import { spoken } from '../../testing/spoken.ts';
import { speakersOf } from '../speakers.ts';
import { turnsOf } from '../turns.ts';
import { chancesOf, modelOf, type Weights } from './model.ts';
import { readingOf } from './reading.ts';

const none: Weights = { intercepts: [], grams: {}, names: {} };
const model = modelOf({
	sentence: {
		intercepts: [-200, -200, -900],
		grams: { own: { price: [100, 0, 0], 'send it': [0, 400, 0] }, reply: { okay: [600, 0, 0] } },
		names: { own: { long: [30, 0, 0], price: [0, 0, 9000] } },
	},
	objection: none,
	commitment: none,
	question: none,
	ending: none,
});

const said = (text: string): Sentence => ({ index: 0, speakerId: 's', startMs: 0, endMs: 1, text });

describe('a model', () => {
	it('adds up what each feature says, by where it was seen and how much it counts', () => {
		const chances = chancesOf(model, 'sentence', (take) => {
			take.grams('own', said('The price, the price.'), 0.5);
			take.grams('elsewhere', said('price'), 1);
			take.grams('own', said('Nothing send it'), 1, 2);
			take.names('own', ['long', 'unknown'], 1);
		});
		expect(chances.objection).toBeCloseTo(1 / (1 + Math.exp(0.7)), 6);
		expect(chances.commitment).toBeCloseTo(1 / (1 + Math.exp(2)), 6);
	});
});

describe('readingOf', () => {
	const read = (lines: string) => {
		const { call, transcript } = spoken({ lines });
		return readingOf(turnsOf(transcript.sentences, speakersOf(call)), model);
	};

	it('looks at what is said around a sentence only where its own words leave hope', () => {
		expect(read('Carl: The price.\nRita: Okay then.').sentence(0, 0).objection).toBeGreaterThan(0.5);
		const hopeless = modelOf({
			...{ objection: none, commitment: none, question: none, ending: none },
			sentence: { intercepts: [-900, -900, -900], grams: { reply: { okay: [2000, 2000, 2000] } }, names: {} },
		});
		const { call, transcript } = spoken({ lines: 'Carl: The price.\nRita: Okay then.' });
		const reading = readingOf(turnsOf(transcript.sentences, speakersOf(call)), hopeless);
		expect(reading.sentence(0, 0).objection).toBeLessThan(0.001);
	});
});
