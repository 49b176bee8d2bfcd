import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { verifies } from '../../../test/verifies.ts';
import { isComplete, splitSentences } from './split-sentences.ts';

describe('splitSentences', () => {
	verifies('transcripts.sentences');

	it.each([
		['One. Two? Three! Four', ['One.', 'Two?', 'Three!', 'Four']],
		[
			'Dr. Lee and J. R. Smith of the U.S. office, e.g. Ann, came.',
			['Dr. Lee and J. R. Smith of the U.S. office, e.g. Ann, came.'],
		],
		['No. We pay 3.5 percent, see No. 5 there. OK', ['No.', 'We pay 3.5 percent, see No. 5 there.', 'OK']],
		['“Really?” he said. (Yes!) “No.” Fine', ['“Really?” he said.', '(Yes!)', '“No.”', 'Fine']],
		['Well... I see. so what? why', ['Well...', 'I see. so what?', 'why']],
		['元気ですか？はい。「そう。」では', ['元気ですか？', 'はい。', '「そう。」', 'では']],
		['see acme.com. Then', ['see acme.com.', 'Then']],
		['...', ['...']],
	])('%s', (text, parts) => {
		expect(splitSentences(text)).toEqual(parts);
	});

	const texts = fc
		.array(fc.constantFrom(...'aA1 .?!…。"”)(“\'', 'Dr', 'no', ' ', ' ', 'U.S', 'we', 'I'), { maxLength: 60 })
		.map((parts) => parts.join('').replace(/\s+/g, ' ').trim());

	it('loses nothing, and a part is split no further', () => {
		fc.assert(
			fc.property(texts, (text) => {
				const parts = splitSentences(text);
				expect(parts.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
				for (const part of parts) expect(splitSentences(part)).toEqual([part]);
				// All but the last end where a sentence does.
				for (const part of parts.slice(0, -1)) expect(isComplete(part)).toBe(true);
			}),
			{ numRuns: 5_000 },
		);
	});
});
