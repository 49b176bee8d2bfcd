import { describe, expect, it } from '@jest/globals';
import { isCarried } from './carried.ts';

const evidence = { speaker: 'Carl Crane', quote: 'We pay 4,000 to Acme in May.' };

describe('isCarried', () => {
	it.each([['They pay 4,000 in May.'], ['Carl pays Acme 4,000.'], ["Carl says that they're paying Acme in May."]])(
		'takes: %s',
		(text) => {
			expect(isCarried(text, evidence)).toBe(true);
		},
	);

	it.each([
		['another number', 'They pay 4,500 to Acme.'],
		['part of a number', 'They pay 4 in May.'],
		['a number as a word', 'They pay twelve million.'],
		['a unit', 'They pay 4,000 million.'],
		['a percentage', 'They pay 4,000% in May.'],
		['a name', 'They pay Globex.'],
		['a name at the beginning', 'Globex pays in May.'],
		['a name in small letters', 'They pay globex.'],
		['another who takes part', 'Rita pays 4,000 to Acme in May.'],
		['a denial', 'They will not pay 4,000 to Acme in May.'],
		['nobody', 'Nobody pays Acme.'],
		['everybody', 'They all pay Acme.'],
		['another script', '他们付给张伟一百万。'],
		['two sentences', 'They pay. They pay Acme.'],
		['an address', 'They pay at https://acme.example'],
		['a mention', 'They pay <!channel>'],
		['what turns the text round', 'They pay \u202e Acme.'],
		['nothing', '  '],
		['only words that join', 'They would have it.'],
		['a long list', 'pay Acme '.repeat(40)],
	])('refuses %s', (_, text) => {
		expect(isCarried(text, evidence)).toBe(false);
	});

	it('refuses to leave out a denial', () => {
		const denied = { speaker: 'Carl', quote: "We don't pay Acme." };
		expect(isCarried('They pay Acme.', denied)).toBe(false);
		expect(isCarried('They do not pay Acme.', denied)).toBe(true);
		// What another sentence of the quote denies is another matter.
		expect(isCarried('The board decides.', { speaker: 'Carl', quote: "That's not for me. The board decides." })).toBe(
			true,
		);
	});
});
