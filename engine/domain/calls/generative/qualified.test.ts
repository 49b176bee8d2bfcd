import { describe, expect, it } from '@jest/globals';
import { isCarried } from './carried.ts';

describe('a sentence that stands on a quote', () => {
	it.each([
		['a condition', 'If Anke agrees, we sign in May.', 'They sign in May.'],
		['an exception', 'Unless legal objects, the board will sign.', 'The board will sign.'],
		['a doubt', 'I doubt that the board will sign.', 'The board will sign.'],
		['a guess', 'Maybe the board signs.', 'The board signs.'],
		['a possibility', 'The board might sign.', 'The board will sign.'],
		['what would be', 'We would renew.', 'They will renew.'],
		['a verb that undoes the next', 'The board refused to sign.', 'The board will sign.'],
		['a rarity', 'They rarely pay on time.', 'They pay on time.'],
		['a sign', 'The margin was -5 last year.', 'The margin was 5 last year.'],
		['that it is asked', 'We like it. Do you support SAP?', 'SAP is supported.'],
		['who it is about', 'Claire will send the file by Monday.', 'Marc will send the file by Monday.'],
		['who is told to', 'You will send the offer.', 'We will send the offer.'],
		['a condition in German', 'Wenn Anke zustimmt, unterschreiben wir im Mai.', 'Sie unterschreiben im Mai.'],
		['a guess in German', 'Vielleicht unterschreibt der Vorstand.', 'Der Vorstand unterschreibt.'],
		['a condition in French', 'Si Anke est là, nous signons en mai.', 'Ils signent en mai.'],
	])('does not lose %s', (_, quote, text) => {
		expect(isCarried(text, { quote, speaker: 'Marc Dubois' })).toBe(false);
		expect(isCarried(quote.split('. ').at(-1) ?? '', { quote, speaker: 'Marc Dubois' })).toBe(true);
	});

	it.each([
		['If Anke agrees, we sign in May.', 'Marc says they sign in May if Anke agrees.'],
		['Do you support SAP?', 'Marc asks about SAP support.'],
		['Do you support SAP?', 'Do you support SAP?'],
		['Claire will send the file by Monday.', 'Marc says Claire will send the file by Monday.'],
		['I will send the file by Monday.', 'Marc will send the file by Monday.'],
		['Maybe later. First the board has to agree.', 'The board has to agree first.'],
		['Firmamos el contrato en marzo.', 'Marc firma el contrato en marzo.'],
	])('says of “%s”: %s', (quote, text) => {
		expect(isCarried(text, { quote, speaker: 'Marc Dubois' })).toBe(true);
	});

	it('need not ask where it is shown as a question', () => {
		const asked = { quote: 'What are the terms if we want to cancel?', speaker: 'Marc' };
		expect(isCarried('The terms if they want to cancel', asked)).toBe(false);
		expect(isCarried('The terms if they want to cancel', { ...asked, openQuestion: true })).toBe(true);
	});
});
