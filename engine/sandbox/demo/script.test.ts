import { describe, expect, it } from '@jest/globals';
import { durationOf, readScript } from './script.ts';

describe('a script', () => {
	it('becomes turns of sentences, one after the other', () => {
		const turns = readScript('Ann: How are you? I hope well.\nBo: Very well.');
		expect(turns.map((turn) => [turn.speaker, turn.sentences.map((one) => one.text)])).toEqual([
			['Ann', ['How are you?', 'I hope well.']],
			['Bo', ['Very well.']],
		]);
		const times = turns.flatMap((turn) => turn.sentences.flatMap((one) => [one.start, one.end]));
		expect([...times].sort((a, b) => a - b)).toEqual(times);
		expect(durationOf(turns) * 1_000).toBeGreaterThan(times.at(-1) ?? 0);
	});

	it('starts a line with ^ before the one before has ended', () => {
		const [first, second] = readScript('Ann: This is a fairly long sentence.\n^Bo: Yes.');
		expect(second?.sentences[0]?.start).toBeLessThan(first?.sentences[0]?.end ?? 0);
	});

	it('waits where it says so', () => {
		const gap = (script: string) => {
			const [first, second] = readScript(script);
			return (second?.sentences[0]?.start ?? 0) - (first?.sentences[0]?.end ?? 0);
		};
		expect(gap('Ann: One.\n(8s)\nBo: Two.') - gap('Ann: One.\nBo: Two.')).toBe(8_000);
	});

	it('refuses a line that nobody says', () => {
		expect(() => readScript('Just words')).toThrow('Just words');
	});
});
