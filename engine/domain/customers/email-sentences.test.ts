import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { foldWhitespace } from '../calls/text.ts';
import { sentencesOfEmail } from './email-sentences.ts';

describe('sentencesOfEmail', () => {
	it('joins the lines that a mail program broke, and no others, and leaves out the greeting', () => {
		const text = [
			'Good morning Maya,',
			'',
			'I am filling in our supplier form before we talk, and I will send you the',
			'form by Monday. Is that early enough?',
			'Thank you',
			'for everything.',
		].join('\n');
		expect(sentencesOfEmail(text)).toEqual([
			'I am filling in our supplier form before we talk, and I will send you the form by Monday.',
			'Is that early enough?',
			'Thank you',
			'for everything.',
		]);
	});

	it('takes each point of a list for itself', () => {
		const text =
			'What we need:\n- who can open the backups, who sees it, and whether it is logged for all of us\n- a list\n2) Dr. Who';
		expect(sentencesOfEmail(text)).toEqual([
			'What we need:',
			'who can open the backups, who sees it, and whether it is logged for all of us',
			'a list',
			'Dr. Who',
		]);
	});

	it('gives sentences that stand in the text, in their order', () => {
		const word = fc.constantFrom(
			'We',
			'will',
			'send.',
			'it?',
			'-',
			'Dr.',
			'by',
			'Monday!',
			'x'.repeat(30),
			'  ',
			'\n',
			'\n\n',
			'3.',
		);
		fc.assert(
			fc.property(fc.array(word, { maxLength: 80 }), (words) => {
				const text = words.join(' ');
				const folded = foldWhitespace(text);
				let at = 0;
				for (const sentence of sentencesOfEmail(text)) {
					const found = folded.indexOf(sentence, at);
					expect(found).toBeGreaterThanOrEqual(at);
					at = found + sentence.length;
				}
			}),
		);
	});
});
