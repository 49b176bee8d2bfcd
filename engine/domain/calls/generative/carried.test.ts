import { describe, expect, it } from '@jest/globals';
import { isCarried, isNameIn } from './carried.ts';

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

	it('takes no word more often than it was said: numbers of one quote do not stand in for each other', () => {
		const grown = { speaker: 'Carl', quote: 'Equity grew five percent here and eight percent there.' };
		expect(isCarried('Equity grew five percent here and eight percent there.', grown)).toBe(true);
		expect(isCarried('Equity grew eight percent here and eight percent there.', grown)).toBe(false);
	});

	it('takes no number from the name of a speaker', () => {
		const speaker = 'Speaker 17';
		expect(isCarried('Speaker pays 17 to Acme.', { quote: 'We pay Acme.', speaker })).toBe(false);
		expect(isCarried('Speaker pays Acme.', { quote: 'We pay Acme.', speaker })).toBe(true);
	});

	it('takes a name of words of the quote, and no other', () => {
		const quote = 'Available capacity of 200 million is not enough.';
		for (const name of ['available capacity', 'Capacity of 200 million']) expect(isNameIn(name, { quote })).toBe(true);
		for (const name of ['available storage', 'capacity of 300', 'of', ' ', 'capacity <!channel>'])
			expect(isNameIn(name, { quote })).toBe(false);
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

	describe('in other languages', () => {
		it.each([
			['Wir unterschreiben den Vertrag im März.', 'Sie unterschreiben den Vertrag im März.'],
			['Wir brauchen das nicht vor dem Sommer.', 'Carl sagt, dass sie das vor dem Sommer nicht brauchen.'],
			['Unser Vorstand entscheidet über das Budget.', 'Der Vorstand entscheidet über das Budget.'],
			['Nous signons le contrat en mars.', 'Ils signent le contrat en mars.'],
			["On n'a pas de budget cette année.", "Ils n'ont pas de budget cette année."],
			['Firmamos el contrato en marzo.', 'Ellos firman el contrato en marzo.'],
			['Il nostro consiglio decide sul budget.', 'Il consiglio decide sul budget.'],
			['Wij tekenen het contract in maart.', 'Ze tekenen het contract in maart.'],
			['Nós assinamos o contrato em março.', 'Eles assinam o contrato em março.'],
		])('takes of “%s”: %s', (quote, text) => {
			expect(isCarried(text, { quote, speaker: 'Carl Crane' })).toBe(true);
		});

		it.each([
			['Wir unterschreiben das nicht.', 'Sie unterschreiben das.'],
			['Wir unterschreiben das.', 'Sie unterschreiben das nicht.'],
			['Wir haben keine Freigabe vom Vorstand.', 'Sie haben Freigabe vom Vorstand.'],
			['Alle Depots brauchen das.', 'Depots brauchen das.'],
			['Wir zahlen 4.000 Euro an Acme.', 'Sie zahlen 5.000 Euro an Acme.'],
			['Wir zahlen an Acme.', 'Sie zahlen an Globex.'],
			['Frau Müller entscheidet das.', 'Frau Müllner entscheidet das.'],
			['On ne signe pas le contrat.', 'Ils signent le contrat.'],
			['No firmamos el contrato.', 'Ellos firman el contrato.'],
			['Non firmiamo il contratto.', 'Firmano il contratto.'],
			['We tekenen het contract niet.', 'Ze tekenen het contract.'],
			['Não assinamos o contrato.', 'Eles assinam o contrato.'],
			['Vi skriver inte på avtalet.', 'Vi skriver på avtalet.'],
			['Nie podpiszemy umowy.', 'Podpiszemy umowy.'],
			['Мы не подписываем договор.', 'Мы подписываем договор.'],
			['我们不签合同。', '我们签合同。'],
		])('refuses of “%s”: %s', (quote, text) => {
			expect(isCarried(text, { quote, speaker: 'Carl Crane' })).toBe(false);
		});
	});

	it('takes a denial for what it is, however it is written', () => {
		const quote = "We can't pay Acme, and we won't.";
		expect(isCarried('They cannot pay Acme and will not.', { speaker: 'Carl', quote })).toBe(true);
		expect(isCarried('They can pay Acme.', { speaker: 'Carl', quote })).toBe(false);
	});
});
