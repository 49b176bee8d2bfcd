import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { countWords, ending, examined, excerpt, foldWhitespace, spanOfWords } from './text.ts';

describe('excerpt', () => {
	const long =
		'We talked to the board last week, and they liked it, but the budget is frozen until March, so I can only say more then.';

	it('leaves a short text alone, white space folded', () => {
		expect(excerpt('  So \n it is. ', 20)).toBe('So it is.');
	});

	it('cuts at the border of a clause', () => {
		expect(excerpt(long, 60)).toBe('We talked to the board last week, and they liked it');
	});

	it('keeps what it is cut around', () => {
		const from = long.indexOf('the budget');
		const cut = excerpt(long, 60, { from, to: from + 'the budget is frozen'.length });
		expect(cut).toBe('but the budget is frozen until March');
	});

	it('cuts at a word where there are no clauses', () => {
		expect(excerpt('one two three four five six seven', 14)).toBe('one two three');
	});

	it('always gives a part of the text, no longer than asked, not cut inside a word', () => {
		const texts = fc.array(fc.constantFrom('and', 'we', 'agreed,', 'then.', 'because', 'prices', '— so', 'rose;'), {
			minLength: 1,
			maxLength: 80,
		});
		fc.assert(
			fc.property(texts, fc.nat(), fc.integer({ min: 12, max: 120 }), (words, place, limit) => {
				const text = words.join(' ');
				const from = text.lastIndexOf(' ', place % text.length) + 1;
				const cut = excerpt(text, limit, { from, to: Math.min(text.length, from + 8) });
				expect(cut.length).toBeLessThanOrEqual(limit);
				const at = text.indexOf(cut);
				expect(at).toBeGreaterThanOrEqual(0);
				expect(cut).not.toBe('');
				expect(/\w/.test(text[at - 1] ?? ' ') && /\w/.test(cut[0] ?? '')).toBe(false);
			}),
		);
	});
});

describe('ending', () => {
	it('leaves a short text alone, white space folded', () => {
		expect(ending('  So \n it is? ', 20)).toBe('So it is?');
	});

	it('begins at the border of a clause, else at a word', () => {
		expect(ending('You said that it depends, which I understand, but what does it cost?', 30)).toBe(
			'but what does it cost?',
		);
		expect(ending('one two three four five six seven', 14)).toBe('five six seven');
	});

	it('is the start where nothing but a part of a word would be left', () => {
		expect(ending(`What is meant by https://x.example/${'a'.repeat(60)}?`, 40)).toBe('What is meant by');
	});

	it('is never longer than asked', () => {
		expect(ending('x'.repeat(50), 14)).toBe('x'.repeat(14));
	});
});

describe('examined', () => {
	it.each([
		["I'll, um, send it", "I'll send it"],
		['Um, mixed.', 'mixed.'],
		['We had, like, sixty', 'We had sixty'],
		['It is, you know, fine', 'It is fine'],
		['Uh-huh.', 'Uh-huh.'],
		['Mm-hmm, sure', 'Mm-hmm, sure'],
		['Hmm.', ''],
		['I like, you know', 'I like, you know'],
		['her umbrella', 'her umbrella'],
		['It’s  so', "It's so"],
	])('%j is heard as %j', (text, heard) => {
		expect(examined(text)).toBe(heard);
	});
});

describe('spanOfWords', () => {
	it('finds words in the folded text', () => {
		expect(spanOfWords('So  by\nFriday then', 'by Friday')).toEqual({ from: 3, to: 12 });
		expect(spanOfWords('So by Friday then', 'by Monday')).toBeUndefined();
		expect(spanOfWords('So on, um, Friday then', 'on Friday')).toEqual({ from: 3, to: 17 });
		expect(spanOfWords('So by Friday then', undefined)).toBeUndefined();
	});
});

describe('foldWhitespace', () => {
	it('makes one space of any white space, and leaves none at the ends', () => {
		const pieces = fc.constantFrom('a', 'bé', '—', ' ', '  ', '\n', '\t', '\u00a0', '\ufeff', '\u2003', '\r\n');
		fc.assert(
			fc.property(fc.array(pieces), (parts) => {
				const text = parts.join('');
				const words = text.split(/\s+/).filter((word) => word !== '');
				expect(foldWhitespace(text)).toBe(words.join(' '));
				expect(countWords(text)).toBe(words.length);
			}),
		);
	});
});

describe('countWords', () => {
	it.each([
		['', 0],
		['   ', 0],
		['one', 1],
		[' one\ttwo \n three ', 3],
	])('%j has %d', (text, count) => {
		expect(countWords(text)).toBe(count);
	});
});
