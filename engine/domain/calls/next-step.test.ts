import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../../test/verifies.ts';
import { spoken } from '../testing/spoken.ts';
import { nextStepOf } from './next-step.ts';
import { speakersOf } from './speakers.ts';
import { turnsOf } from './turns.ts';

/** What was said before the end. */
const TALK = `
	Rita: So this is the board, and every row is a person.
	Carl: And the night shift sees the same?
	Rita: The same, on the tablet in the hall.
	Carl: Good, that is what they asked for.
	Rita: Then we have been through all of it.
	Carl: I think so too.`;

function step(end: string) {
	const { call, transcript } = spoken({ lines: `${TALK}\n${end}` });
	const turns = turnsOf(transcript.sentences, speakersOf(call));
	const found = nextStepOf(turns);
	return found && [found.outcome, found.due?.toLowerCase()];
}

describe('nextStepOf', () => {
	verifies('calls.next-step');

	it.each([
		["Rita: Let's talk again on Tuesday at ten.\nCarl: Great.", ['agreed', 'on tuesday at ten']],
		['Rita: Shall we meet next Wednesday?\nCarl: Next Wednesday works.', ['agreed', 'next wednesday']],
		['Carl: Would Tuesday morning be possible?\nRita: Sure.', ['agreed', 'tuesday morning']],
		["Rita: I'll send you the offer by Friday.\nCarl: Thanks a lot.", ['missing', undefined]],
		['Rita: The next step is the security review.\nCarl: Thanks a lot.', ['undated', undefined]],
		["Rita: I'll send you the offer.\nCarl: Thanks a lot.", ['missing', undefined]],
		["Rita: So let's regroup once the insurer has answered.\nCarl: Sure.", ['undated', undefined]],
		['Carl: Let me know when the new version is out.\nRita: Will do.', ['undated', undefined]],
		["Rita: Should I call again in spring?\nCarl: Don't bother, we are fine.", ['missing', undefined]],
		[
			'Rita: What about Thursday?\nCarl: No wait, Friday at three.\nRita: Friday at three it is.',
			['agreed', 'friday at three'],
		],
		['Carl: The twelfth?\nRita: The twelfth, fine.', ['agreed', 'the twelfth']],
		['Carl: Our lawyer is back on the ninth.\nRita: I see, thank you for telling me.', ['missing', undefined]],
		['Rita: Shall we meet on Wednesday?\nCarl: No, that is too early for us.', ['missing', undefined]],
		['Rita: Lets talk again later in the year.\nCarl: Bye.', ['undated', undefined]],
		["Rita: Let's hope we will meet again next quarter.\nCarl: Bye.", ['missing', undefined]],
		['Rita: Could we meet on Tuesday at ten?\nCarl: Tuesday is fine.', ['agreed', 'tuesday']],
		['Rita: Tuesday, December 1st at ten?\nCarl: Tuesday at ten works.', ['agreed', 'tuesday, december 1st at ten']],
		['Rita: So maybe next quarter we can share more.\nCarl: Bye.', ['missing', undefined]],
		[
			'Rita: Which time works for you? I do not mind late evenings.\nCarl: Half past nine in the morning, next week.',
			['agreed', 'next week'],
		],
		['Rita: When do you go live?\nCarl: In March, or later in the year.', ['missing', undefined]],
		['Rita: Thanks for your time.\nCarl: Bye.', ['missing', undefined]],
	])('%s', (lines, expected) => {
		expect(step(lines)).toEqual(expected);
	});

	it('finds what was agreed in the middle of a call, and what was only named not before its last part', () => {
		const rest = Array.from({ length: 40 }, (_, number) => `Carl: That was number ${number} of many.`).join('\n');
		expect(step(`Rita: Shall we meet on Tuesday at ten?\nCarl: Tuesday works.\n${rest}`)?.[0]).toBe('agreed');
		expect(step(`Rita: Let's talk again after Easter.\nCarl: Sure.\n${rest}`)?.[0]).toBe('missing');
	});

	it('has none for a call in which nobody spoke', () => {
		expect(nextStepOf([])).toBeUndefined();
	});
});
