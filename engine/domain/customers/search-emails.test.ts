import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { verifies } from '../../../test/verifies.ts';
import { foldWhitespace } from '../calls/text.ts';
import { email } from '../testing/customer.ts';
import { searchEmails } from './search-emails.ts';

const side = (address: string) => (address.endsWith('theirs.example') ? ('external' as const) : ('internal' as const));
const search = (emails: Parameters<typeof searchEmails>[0], question: string) => searchEmails(emails, side, question);
const quotes = ({ passages }: ReturnType<typeof searchEmails>) =>
	passages.map(({ evidence }) => evidence.map(({ emailId, quote }) => [emailId, quote]));

const ASKED = email(
	'e1',
	'2026-11-10T09:00:00+01:00',
	'rita@ours.example',
	'Carl,\n\nwhat does your security audit ask for?',
	{
		subject: 'Audit',
	},
);
const ANSWERED = email(
	'e2',
	'2026-11-11T09:00:00+01:00',
	'carl@theirs.example',
	'Hi Rita,\n\nthe security audit asks for two things:\n\n- a penetration test of the security gateway\n- the list of all security contacts\n\nCarl',
	{ subject: 'Re: Audit', fromName: 'Carl Crane' },
);
const LUNCH = email('e3', '2026-11-12T09:00:00+01:00', 'carl@theirs.example', 'Shall we have lunch on Friday?', {
	subject: 'Lunch',
});

describe('searchEmails', () => {
	verifies('ask.account');

	it('finds what e-mails say, across those that answer each other, and nothing in the others', () => {
		const found = search([LUNCH, ANSWERED, ASKED], 'What does the security audit ask for?');
		const [best] = quotes(found);
		expect(best?.map(([id]) => id)).toEqual(expect.arrayContaining(['e2']));
		expect(found.passages.flatMap(({ evidence }) => evidence.map(({ emailId }) => emailId))).not.toContain('e3');
		expect(found).toMatchObject({ dropped: 0, unread: 0 });
	});

	it('quotes points of a list one by one, as they stand there', () => {
		const found = quotes(search([ANSWERED], 'Which security contacts and which penetration test?')).flat();
		expect(found).toContainEqual(['e2', 'a penetration test of the security gateway']);
		expect(found).toContainEqual(['e2', 'the list of all security contacts']);
	});

	it('finds nothing where nothing was written, and nothing where there is no e-mail', () => {
		expect(search([ASKED, ANSWERED, LUNCH], 'What about zeppelins?').passages).toEqual([]);
		expect(search([], 'What about zeppelins?')).toEqual({ passages: [], dropped: 0, unread: 0 });
	});

	it('quotes only what stands in the e-mail that is named, in whatever order they come', () => {
		verifies('customer.quote-verbatim');
		const words = fc.constantFrom(
			'budget',
			'audit',
			'price.',
			'security',
			'we',
			'need',
			'\n\n',
			'- list',
			'why?',
			'Carl:',
			'>',
		);
		const text = fc.array(words, { minLength: 1, maxLength: 40 }).map((some) => some.join(' '));
		const emails = fc.array(text, { minLength: 1, maxLength: 6 }).map((texts) =>
			texts.map((one, at) =>
				email(`e${at}`, `2026-11-1${at}T09:00:00Z`, at % 2 ? 'carl@theirs.example' : 'rita@ours.example', one, {
					subject: at % 3 ? 'Re: One' : 'Two',
				}),
			),
		);
		fc.assert(
			fc.property(emails, (all) => {
				const found = search(all, 'What is the budget for the security audit?');
				for (const { emailId, quote } of found.passages.flatMap(({ evidence }) => evidence)) {
					expect(foldWhitespace(all.find(({ id }) => id === emailId)?.text ?? '')).toContain(quote);
				}
				expect(search(all.toReversed(), 'What is the budget for the security audit?')).toEqual(found);
			}),
			{ numRuns: 60 },
		);
	});
});
