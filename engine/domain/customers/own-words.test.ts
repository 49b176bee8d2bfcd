import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { verifies } from '../../../test/verifies.ts';
import { LONGEST_OWN_WORDS, ownWords } from './own-words.ts';

const SAID = 'Hi Maya,\n\nI will send you the form by Monday. Is that early enough?';

describe('ownWords', () => {
	verifies('customer.quoted-history');

	it.each<[string, string]>([
		['lines with a sign before them', `${SAID}\n\n> I need the form.\n>> When?\n`],
		[
			'an attribution and what follows',
			`${SAID}\n\nOn Thu, Nov 5, 2026 at 9:00 AM Maya Okafor wrote:\nI need the form.`,
		],
		[
			'an attribution over three lines',
			`${SAID}\n\nOn Thu, Nov 5, 2026 at 9:00 AM Maya Okafor\n<maya.okafor@larkspur.example>\nwrote:\n\n> I need it.`,
		],
		['one in German', `${SAID}\n\nAm 05.11.2026 um 09:00 schrieb Maya Okafor:\nI need the form.`],
		['one in French', `${SAID}\n\nLe jeu. 5 nov. 2026 à 09:00, Maya Okafor a écrit :\n> I need it.`],
		['a separator', `${SAID}\r\n\r\n-----Original Message-----\r\nFrom: Maya\r\nI need the form.`],
		[
			'the heading of Outlook',
			`${SAID}\n\n________________\nFrom: Maya Okafor\nSent: Thursday\nTo: Anke\n\nI need it.`,
		],
		['what is forwarded', `${SAID}\n\n---------- Forwarded message ---------\nFrom: X\nWe promise everything.`],
		['a signature behind two dashes', `${SAID}\n\n--\nAnke Jansen\nWe will be closed on Friday.`],
		['a closing with the name', `${SAID}\n\nKind regards\nAnke Jansen\nIT Security Lead\nHalden Freight, Rotterdam`],
		['a name alone', `${SAID}\n\nAnke`],
		['a name with a title', `${SAID}\n\nAnke Jansen, IT Security Lead`],
		['what a telephone adds', `${SAID}\n\nSent from my iPhone`],
		['thanks and the name', `${SAID}\n\nThank you\nAnke Jansen\nAcme Robotics Inc.`],
		['what lawyers add', `${SAID}\n\nThis e-mail and any attachments are confidential. We will sue.`],
	])('leaves out %s', (_, text) => {
		expect(ownWords(text, 'Anke Jansen')).toBe(SAID);
	});

	it.each<[string, string]>([
		['an answer below what is quoted', 'On Thu, Maya Okafor wrote:\n> Is Monday fine?\n\nMonday is fine.'],
		['answers between', '> Is Monday fine?\nMonday is fine.\n> And the form?'],
	])('keeps %s', (_, text) => {
		expect(ownWords(text)).toBe('Monday is fine.');
	});

	it.each([
		'Thanks!\nI will call Tom today, and he promised to bring all of the papers that we have asked him for in the last week.',
		'On Monday we wrote to you.\nPlease answer.',
		'Best of all: it works.',
		'From: here on we go alone.\nIt is fine.',
		'Anke told me that it works.\nDoes it?',
	])('keeps what only looks like an end: %j', (text) => {
		expect(ownWords(text, 'Anke Jansen')).toBe(text);
	});

	it.each([
		['in one line', 'CAUTION: External email. Do not click links or open attachments.'],
		['in brackets', '[EXTERNAL]'],
		[
			'over some lines',
			'WARNING: This e-mail comes from outside.\nDo not click links\nunless you recognize the sender.\n',
		],
		['without a colon', 'This email originated from outside of your organization.'],
	])('leaves out the warning of a mail server above what was written, %s', (_, banner) => {
		expect(ownWords(`${banner}\n${SAID}`, 'Anke Jansen')).toBe(SAID);
		expect(ownWords(`\n${banner}\n\n${SAID}`, 'Anke Jansen')).toBe(SAID);
	});

	it.each([
		'Thanks!\nWe take it.\nSend me the contract by Friday.',
		'Hi Maya,\n\nThank you.\n\nThe price is too high for us.',
		'It came today. Thanks!\n\nMany thanks\n\nWe need it by Friday.',
	])('keeps what follows thanks: %j', (text) => {
		expect(ownWords(text, 'Anke Jansen')).toBe(text);
		expect(ownWords(`${text}\n\nThanks\nAnke`, 'Anke Jansen')).toBe(text);
	});

	it('keeps lines as they are, in their order, and not many', () => {
		const line = fc.oneof(
			fc.string({ maxLength: 40 }),
			fc.constantFrom(
				'',
				'> no',
				'--',
				'Best,',
				'Anke',
				'On Monday Tom wrote:',
				'From: Tom',
				'To: Anke',
				'I will send it by Monday.',
			),
		);
		fc.assert(
			fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
				const text = lines.join('\n');
				const own = ownWords(text, 'Anke Jansen');
				let at = 0;
				for (const kept of own.split('\n').filter(Boolean)) {
					const found = text.indexOf(kept.trim(), at);
					expect(found).toBeGreaterThanOrEqual(at);
					at = found + kept.trim().length;
				}
				expect(ownWords(own, 'Anke Jansen').length).toBeLessThanOrEqual(own.length);
			}),
		);
		expect(ownWords('words and words\n'.repeat(100_000)).length).toBeLessThanOrEqual(LONGEST_OWN_WORDS);
	});
});
