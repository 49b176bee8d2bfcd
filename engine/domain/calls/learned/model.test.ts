import { describe, expect, it } from '@jest/globals';
import { spoken } from '../../testing/spoken.ts';
import { speakersOf } from '../speakers.ts';
import { turnsOf } from '../turns.ts';
import { chancesOf, modelOf, type Weights } from './model.ts';
import { readingOf } from './reading.ts';

const none: Weights = { intercepts: [], features: {} };
const model = modelOf({
	sentence: {
		intercepts: [-200, -200, -900],
		features: { own: { price: [100, 0, 0], 'send it': [0, 400, 0] }, reply: { okay: [600, 0, 0] } },
	},
	objection: none,
	commitment: none,
	question: none,
	ending: none,
});

describe('a model', () => {
	it('adds up what each feature says, by where it was seen and how much it counts', () => {
		const chances = chancesOf(model, 'sentence', (take) => {
			take('own', ['price', 'price', 'unknown'], 0.5);
			take('elsewhere', ['price'], 1);
			take('own', ['nothing', 'send it'], 1, 1);
		});
		expect(chances.objection).toBeCloseTo(1 / (1 + Math.exp(1)), 6);
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
			sentence: { intercepts: [-900, -900, -900], features: { reply: { okay: [2000, 2000, 2000] } } },
		});
		const { call, transcript } = spoken({ lines: 'Carl: The price.\nRita: Okay then.' });
		const reading = readingOf(turnsOf(transcript.sentences, speakersOf(call)), hopeless);
		expect(reading.sentence(0, 0).objection).toBeLessThan(0.001);
	});
});
