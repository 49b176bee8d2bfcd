import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../../test/verifies.ts';
import type { Email } from '../../contract/analysis.ts';
import { customerWorld, email, NOW, viewOf } from '../testing/customer.ts';
import { analyzeEmails } from './analyze-emails.ts';
import { distinctEmails } from './emails.ts';

const FROM = 'carl@theirs.example';
const on = (day: number) => `2026-11-${day}T10:00:00+01:00`;

describe('distinctEmails', () => {
	const agreed = (id: string, subject: string, sent = on(10)) => email(id, sent, FROM, 'Yes, agreed.', { subject });

	it('keeps the same words under another subject', () => {
		const emails = [agreed('a', 'Price'), agreed('b', 'Contract'), agreed('c', 'Price', on(11))];
		expect(distinctEmails(emails).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
	});

	it('takes an e-mail that was logged twice for one, also where a program put a sign before its subject', () => {
		expect(distinctEmails([agreed('a', 'Price'), agreed('b', 'RE:  price')]).map(({ id }) => id)).toEqual(['a']);
	});
});

describe('analyzeEmails', () => {
	const PROMISES: Record<string, string> = {
		a: 'I will send you the list by Friday.',
		b: 'We will pay the invoice by Monday.',
		c: 'I will ask my manager tomorrow.',
		old: 'I will book the room by Tuesday.',
	};
	/** Two sentences each. */
	const promise = (id: string, day: number, subject: string): Email =>
		email(id, on(day), FROM, `So much for today. ${PROMISES[id]}`, { subject });
	const read = (emails: Email[], mostSentences: number) => {
		const { items, unread } = analyzeEmails(emails, () => 'external', 'Europe/Berlin', mostSentences);
		const ids = items.flatMap(({ evidence }) => evidence.map((proof) => 'emailId' in proof && proof.emailId));
		return { read: [...new Set(ids)].sort(), unread };
	};

	it('reads the newest e-mails of a thread that is too long, and counts the others', () => {
		verifies('customer.bounded');
		const thread = [promise('a', 11, 'Offer'), promise('b', 12, 'Re: Offer'), promise('c', 13, 'Re: Offer')];
		expect(read(thread, 6)).toEqual({ read: ['a', 'b', 'c'], unread: 0 });
		expect(read(thread, 5)).toEqual({ read: ['b', 'c'], unread: 1 });
		expect(read(thread, 3)).toEqual({ read: ['c'], unread: 2 });
		expect(read([promise('old', 10, 'Demo'), ...thread], 5)).toEqual({ read: ['b', 'c'], unread: 2 });
	});
});

describe('e-mails of the CRM', () => {
	it.each([
		['a name without end', { fromName: 'Carl '.repeat(20_000) }],
		['many long addresses', { to: Array.from({ length: 60 }, (_, n) => `${'x'.repeat(300)}${n}@ours.example`) }],
		['an address without end', { from: `${'x'.repeat(100_000)}@theirs.example` }],
	])('are recorded, also with %s', async (_, more) => {
		verifies('customer.bounded');
		const world = customerWorld([]);
		world.companies = [{ id: '42', domains: ['theirs.example'] }];
		world.emails = Array.from({ length: 100 }, (_, number) => ({
			...email(
				`e${number}`,
				new Date(Date.parse(NOW) - (number + 1) * 60_000).toISOString(),
				FROM,
				`Number ${number}.`,
			),
			...more,
			outgoing: false,
			companyId: '42',
		}));
		expect((await viewOf(world)).emails).toHaveLength(100);
	});
});
