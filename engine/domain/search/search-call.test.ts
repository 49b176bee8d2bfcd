import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { verifies } from '../../../test/verifies.ts';
import { AnswerPassage } from '../../contract/analysis.ts';
import { spoken } from '../testing/spoken.ts';
import { MOST_PASSAGES, searchCall } from './search-call.ts';

const FILLER = 'Rita: We had a lovely weekend by the lake.\nCarl: The weather was fine over there.\n'.repeat(20);

const { call, transcript } = spoken({
	lines: `${FILLER}
		Carl: What would the license cost us?
		Rita: It is 40 dollars a seat and month.
		Carl: Our security review takes six weeks.
		${FILLER}
		Dana: The rollout should begin in March.
		Rita: Mm-hmm.
		${FILLER}`,
});
const quotes = (question: string) =>
	searchCall(call, transcript, question).passages.flatMap(({ evidence }) => evidence.map(({ quote }) => quote));

describe('searchCall', () => {
	it('finds where it was said, with what was said beside it', () => {
		expect(quotes('What did they say about the security review?')[0]).toContain('security review takes six weeks');
		expect(quotes('When does the rollout begin?').join(' ')).toContain('The rollout should begin in March.');
	});

	it('prefers what holds a number where "how much" is asked, in other words of the same meaning, too', () => {
		expect(quotes('How much is the price of a license?').join(' ')).toContain('40 dollars');
	});

	it.each([
		'Did anyone mention SSO?',
		'What was said about the data residency?',
		'What did they say about the security of drones?',
		'What was discussed?',
		'',
	])('has no passage where nothing covers the question: %s', (question) => {
		verifies('ask.not-said');
		expect(quotes(question)).toEqual([]);
	});

	it('finds it in two words, where it is said nowhere else', () => {
		verifies('ask.not-said');
		const { call, transcript } = spoken({ lines: `${FILLER}Carl: Budget approved.\n${FILLER}` });
		const [passage] = searchCall(call, transcript, 'Was the budget approved?').passages;
		expect(passage?.evidence[0]).toMatchObject({ speaker: 'Carl', quote: 'Budget approved.' });
	});

	it('prefers the words of the one who is asked about', () => {
		const { call, transcript } = spoken({
			lines: `Rita: The budget is a topic for us, as the budget always is.\n${FILLER}Carl: The budget is a topic for us, as the budget always is.\nCarl: Let me tell you more of that.`,
		});
		const speakers = (question: string) =>
			searchCall(call, transcript, question).passages.map(({ evidence }) => evidence[0]?.speaker);
		expect(speakers('What did Carl say about the budget?')[0]).toBe('Carl');
		expect(speakers('What did Rita say about the budget?')[0]).toBe('Rita');
		expect(speakers('What did the customer say about the budget?')[0]).toBe('Carl');
	});

	it('quotes of an endless sentence the part that answers', () => {
		const lines = `Carl: ${'so we went on and on '.repeat(500)}about the audit ${'and on and on '.repeat(500)}.`;
		const { call, transcript } = spoken({ lines });
		const [passage] = searchCall(call, transcript, 'Who does the audit?').passages;
		expect(passage?.evidence[0]?.quote).toContain('about the audit');
		expect(passage?.evidence[0]?.quote.length).toBeLessThanOrEqual(400);
	});

	const texts = fc.constantFrom(
		'What  would the license\ncost?',
		'The license cost is 40 dollars, said our budget team.',
		'Mm-hmm.',
		'Our budget is small.',
		'Yes.',
		'',
		'It was a long day in the sun.',
	);
	const said = fc.array(fc.tuple(fc.constantFrom('rita', 'carl', 'x'), fc.integer({ min: -100, max: 90_000 }), texts), {
		maxLength: 40,
	});
	const questions = fc.constantFrom(
		'What does the license cost?',
		'Is the budget small?',
		'What did Carl say about the budget?',
	);
	const sentencesOf = (drawn: [string, number, string][]) =>
		drawn.map(([speakerId, startMs, text], index) => ({ index, speakerId, startMs, endMs: startMs + 4_000, text }));

	it('quotes only what stands in the transcript, at most 8 passages, the best first, nothing twice', () => {
		verifies('ask.quotes-verbatim', 'ask.at-most-eight', 'calls.quote-verbatim');
		fc.assert(
			fc.property(said, questions, (drawn, question) => {
				const sentences = sentencesOf(drawn);
				const { passages, dropped } = searchCall(call, { callId: call.id, sentences }, question);
				expect(dropped).toBe(0);
				expect(passages.length).toBeLessThanOrEqual(MOST_PASSAGES);
				const scores = passages.map(({ score }) => score);
				expect(scores).toEqual(scores.toSorted((one, other) => other - one));
				for (const passage of passages) expect(AnswerPassage.safeParse(passage).success).toBe(true);
				for (const { speakerId, startMs, endMs, quote } of passages.flatMap(({ evidence }) => evidence)) {
					const stands = sentences.some((opening, first) => {
						if (opening.speakerId !== speakerId || opening.startMs !== startMs) return false;
						return sentences.slice(first).some((ending, more) => {
							const spanned = sentences.slice(first, first + more + 1);
							const folded = spanned
								.map(({ text }) => text)
								.join(' ')
								.split(/\s+/)
								.join(' ');
							return (
								ending.endMs === endMs && spanned.every((one) => one.speakerId === speakerId) && folded.includes(quote)
							);
						});
					});
					expect(stands).toBe(true);
				}
			}),
		);
	});

	it('gives the same whatever the order of the parties', () => {
		fc.assert(
			fc.property(
				said,
				questions,
				fc.shuffledSubarray(call.parties, { minLength: call.parties.length }),
				(drawn, question, parties) => {
					const talk = { callId: call.id, sentences: sentencesOf(drawn) };
					expect(searchCall({ ...call, parties }, talk, question)).toEqual(searchCall(call, talk, question));
				},
			),
		);
	});

	it('drops and counts a passage whose quote the transcript does not hold', () => {
		verifies('ask.dropped-counted');
		// A word longer than any quote can only be cut, and a cut word is no quote.
		const { call, transcript } = spoken({ lines: `Carl: License-${'x'.repeat(600)} is what we asked for.` });
		expect(searchCall(call, transcript, 'Who has the license?')).toEqual({ passages: [], dropped: 1 });
	});
});
