import { describe, expect, it } from '@jest/globals';
import { spoken } from '../../testing/spoken.ts';
import { speakersOf } from '../speakers.ts';
import { turnsOf } from '../turns.ts';
import { bordersOf, strengthsOf, wordsBefore } from './borders.ts';
import { unitsOf } from './units.ts';

const AT = 10;
/** Lines of equal length, so that one of them can be exchanged without any other change. */
const lines = Array.from({ length: 20 }, (_, at) => `${at % 2 ? 'Rita' : 'Carl'}: The seats, the price, the budget.`);

function unitsWith(line: string) {
	const { call, transcript } = spoken({ lines: lines.with(AT, line).join('\n') });
	return unitsOf(turnsOf(transcript.sentences, speakersOf(call)));
}

function strengths(line: string): Float64Array {
	const units = unitsWith(line);
	return strengthsOf(units, wordsBefore(units.list));
}

describe('strengthsOf', () => {
	it('is more by a cue close by: in the two units before, in the one behind the border, and in the next', () => {
		const plain = strengths('Carl: Those are words that say little.');
		const cue = strengths('Carl: Thank you, I say little myself.');
		const gained = [...cue].flatMap((strength, at) => (strength - (plain[at] ?? 0) > 0.29 ? [at] : []));
		expect(gained).toEqual([AT - 1, AT, AT + 1, AT + 2]);
	});
});

describe('bordersOf', () => {
	it('leaves a call whole that is too short for two topics, and one in which nothing changes', () => {
		expect(bordersOf(unitsWith('Carl: Let us move on to the next point now, thank you.'))).toEqual([]);
		const { call, transcript } = spoken({ lines: Array.from({ length: 40 }, () => lines.join('\n')).join('\n') });
		expect(bordersOf(unitsOf(turnsOf(transcript.sentences, speakersOf(call))))).toEqual([]);
	});
});
