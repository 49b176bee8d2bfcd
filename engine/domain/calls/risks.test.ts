import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../../test/verifies.ts';
import { spoken } from '../testing/spoken.ts';
import { analyzeCall } from './analyze-call.ts';

function risks(lines: string): Record<string, string[]> {
	const { call, transcript } = spoken({ lines });
	const found = analyzeCall(call, transcript).insights.filter(({ kind }) => kind === 'risk');
	return Object.fromEntries(found.map(({ label = '', evidence }) => [label, evidence.map(({ quote }) => quote)]));
}

const NEXT = 'Rita: Shall we talk on Tuesday at ten?\nCarl: Tuesday works.';

describe('risks', () => {
	verifies('calls.risks');

	it.each([
		['competitor', "We're also looking at two other vendors."],
		['price-pressure', "You'd have to come down a bit for that."],
		['timing', "We can't sign anything before the season is over."],
		['no-authority', "It's not my call, the board has to approve it."],
		['no-authority', "I'd have to run it by my boss first."],
		['contract', 'Our lawyer will not accept that clause.'],
		['security', 'Without the security review we cannot go on.'],
	])('%s: %s', (label, text) => {
		expect(risks(`Carl: ${text}\nRita: I see.\n${NEXT}`)[label]).toEqual([text]);
	});

	it('asks for a discount, also in a question', () => {
		expect(risks(`Carl: What is your best price for forty people?\nRita: That one.\n${NEXT}`)).toHaveProperty(
			'price-pressure',
		);
	});

	it('finds none in a call that goes well, nor in what the rep says', () => {
		expect(risks(`Carl: I like it a lot.\nRita: Our lawyer will not accept that clause.\n${NEXT}`)).toEqual({});
	});

	it('is one for each sort, with its quotes in the order of the call', () => {
		const lines = `
			Carl: My boss decides that.
			Rita: I see.
			Carl: And anything above fifty goes to the board.
			${NEXT}`;
		expect(risks(lines)).toEqual({
			'no-authority': ['My boss decides that.', 'And anything above fifty goes to the board.'],
		});
	});

	it('is a call without a next step, where somebody could have agreed on one', () => {
		expect(risks('Rita: That was all from me today.\nCarl: We will think about it all then.')).toHaveProperty(
			'no-next-step',
		);
		const guests = Array.from({ length: 9 }, (_, number) => `Guest${number}: We plan all of it on paper.`).join('\n');
		expect(risks(`${guests}\nRita: Thank you all for coming.`)).toEqual({});
	});
});
