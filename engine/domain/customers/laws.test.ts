import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { verifies } from '../../../test/verifies.ts';
import { foldWhitespace } from '../calls/text.ts';
import { CALL, customerWorld, items, NOW, viewOf } from '../testing/customer.ts';
import { spoken } from '../testing/spoken.ts';

describe('the view of a customer, whatever e-mails there are', () => {
	const sentence = fc.constantFrom(
		'I will send you the list by Friday.',
		'We are worried about the price.',
		'Who signs on your side?',
		'It is too expensive for us.',
		'Thanks for the call.',
		'Could you send me the contract by Monday?',
		'Sure, will do.',
		'The weather  is\nfine —  “really”.',
	);
	const body = fc.array(sentence, { minLength: 1, maxLength: 6 }).map((sentences) => sentences.join(' '));
	const written = fc.record({
		id: fc.nat(20).map((number): string => `e${number}`),
		sent: fc.integer({ min: 0, max: 100 }).map((days) => new Date(Date.parse(NOW) - days * 86_400_000).toISOString()),
		subject: fc.constantFrom<string[]>('', 'Offer', 'Re: Offer', 'Fwd: RE: offer', 'Contract'),
		from: fc.constantFrom<string[]>(
			'carl@theirs.example',
			'dora@theirs.example',
			'rita@ours.example',
			'x@third.example',
		),
		to: fc.constant<string[]>(['rita@ours.example']),
		text: fc.tuple(body, fc.constantFrom('', '\n\nBest\nCarl', '\n\n> I will pay you.')).map((parts) => parts.join('')),
	});
	const letters = fc.uniqueArray(written, { maxLength: 12, selector: ({ id }) => id });

	it('every quote stands in its call or its e-mail', async () => {
		verifies('customer.quote-verbatim');
		const { transcript } = spoken(CALL);
		await fc.assert(
			fc.asyncProperty(letters, async (emails) => {
				const view = await viewOf(customerWorld(), { emails });
				for (const proof of items(view).flatMap(({ evidence }) => evidence)) {
					if ('emailId' in proof) {
						const source = emails.find(({ id }) => id === proof.emailId);
						expect(foldWhitespace(source?.text ?? '')).toContain(proof.quote);
						expect([source?.from, source?.sent, source?.subject]).toEqual([proof.from, proof.sent, proof.subject]);
						expect(proof.quote).not.toContain('I will pay you');
					} else {
						expect(transcript.sentences.map(({ text }) => text).join(' ')).toContain(proof.quote);
					}
				}
			}),
			{ numRuns: 40 },
		);
	});

	it('the order of e-mails does not matter, nor how often each comes', async () => {
		verifies('customer.order-free');
		const shuffled = letters.chain((emails) =>
			fc.tuple(fc.constant(emails), fc.shuffledSubarray([...emails, ...emails], { minLength: 2 * emails.length })),
		);
		await fc.assert(
			fc.asyncProperty(shuffled, async ([emails, other]) => {
				const on = customerWorld();
				expect(await viewOf(on, { emails: other })).toEqual(await viewOf(on, { emails }));
			}),
			{ numRuns: 40 },
		);
	});

	it('the weeks add up to what is listed', async () => {
		verifies('customer.weeks-add-up');
		await fc.assert(
			fc.asyncProperty(letters, async (emails) => {
				const view = await viewOf(customerWorld(), { emails });
				const sum = (values: (number | undefined)[]) => values.reduce<number>((total, one) => total + (one ?? 0), 0);
				expect(sum(view.course.map(({ calls }) => calls))).toBe(view.calls.length);
				expect(sum(view.course.map((week) => week.emails))).toBe(view.emails.length);
				for (const kind of new Set(items(view).map((item) => item.kind))) {
					const listed = items(view).filter((item) => item.kind === kind);
					expect(sum(view.course.map(({ counts }) => counts[kind]))).toBe(listed.length);
				}
				const counted = view.course.flatMap(({ counts }) => Object.values(counts));
				expect(sum(counted)).toBe(items(view).length);
			}),
			{ numRuns: 40 },
		);
	});
});
