import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../../../test/verifies.ts';
import { spoken } from '../../testing/spoken.ts';
import { dueDateOf } from '../due.ts';
import { speakersOf } from '../speakers.ts';
import type { Found } from './answer.ts';
import { type CallToProve, claimedIn } from './insights.ts';
import { linesOf } from './lines.ts';

const { call, transcript } = spoken({
	started: '2026-11-10T10:00:00+01:00',
	colleagues: ['Ravi'],
	lines: `
		Rita: Hi Carl, what would have to change for you this year?
		Carl: Honestly, forty thousand is over what we have. Our board decides in March.
		Rita: We can start with two sites for nineteen thousand.
		Carl: That helps. Ravi, can you send me the offer by Friday?
		Ravi: Sure.
		Carl: Let us talk again on Tuesday at ten.
		Rita: Tuesday at ten it is.`,
});
const lines = linesOf(transcript);
const proof: CallToProve = {
	...{ transcript, speakers: speakersOf(call), parties: call.parties },
	dayOf: (words) => dueDateOf(words, call.started, 'Europe/Berlin'),
};
const said = (kind: string, label: string, line: number, quote: string, more: Partial<Found> = {}): Found => ({
	...{ kind, label, line, quote, owner: '', due: '', reply: 0, ...more },
});
const claimed = (...found: Found[]) => claimedIn({ found }, lines, proof);
const one = (found: Found) => claimed(found).insights[0];

describe('claimedIn', () => {
	it('proves an objection and how it was met by the words of both', () => {
		expect(one(said('objection', 'price', 2, 'forty thousand is over what we have', { reply: 3 }))).toMatchObject({
			...{ kind: 'objection', label: 'price', met: true, party: 'Carl', affiliation: 'external' },
			text: 'Carl had a concern about the price.',
			evidence: [
				{ quote: 'Honestly, forty thousand is over what we have.', speaker: 'Carl' },
				{ quote: 'We can start with two sites for nineteen thousand.', speaker: 'Rita' },
			],
		});
	});

	it('shows the whole sentence: half of one can say the contrary', () => {
		const { call: its, transcript: spokenThere } = spoken({
			lines: "Carl: Fine.\nRita: I don't think we will give a discount. Sorry.",
		});
		const there = { ...proof, transcript: spokenThere, speakers: speakersOf(its) };
		const half = said('commitment', 'promised', 2, 'we will give a discount');
		const [insight] = claimedIn({ found: [half] }, linesOf(spokenThere), there).insights;
		expect(insight?.evidence[0]?.quote).toBe("I don't think we will give a discount.");
	});

	it('shows all the sentences of a quote that goes over a border, and none that is cut where its sense turns', () => {
		const prove = (line: string, quote: string) => {
			const { call: its, transcript: there } = spoken({ lines: `Carl: Fine.\nRita: ${line}` });
			const where = { ...proof, transcript: there, speakers: speakersOf(its) };
			return claimedIn({ found: [said('commitment', 'promised', 2, quote)] }, linesOf(there), where).insights[0];
		};
		expect(
			prove("I don't think we will give a discount. Sorry.", 'we will give a discount. Sorry.')?.evidence[0]?.quote,
		).toBe("I don't think we will give a discount. Sorry.");
		const long = `It is simply not the case, ${'and I have said so many times, '.repeat(45)}that we will give you a discount of ten percent`;
		expect(prove(`${long}.`, 'we will give you a discount of ten percent')).toBeUndefined();
	});

	it('takes only a day for the due words that the quote has whole and does not deny', () => {
		const { call: its, transcript: there } = spoken({ lines: "Rita: I'll send the money quote, but not by Friday." });
		const where = { ...proof, transcript: there, speakers: speakersOf(its) };
		const dueOf = (due: string) =>
			claimedIn(
				{ found: [said('commitment', 'promised', 1, "I'll send the money quote", { due })] },
				linesOf(there),
				where,
			).insights[0]?.due;
		expect([dueOf('mon'), dueOf('by Friday')]).toEqual([undefined, undefined]);
	});

	it('takes nothing said before an objection, or long after it, for its answer', () => {
		expect(one(said('objection', 'price', 2, 'forty thousand is over what we have', { reply: 1 }))).toMatchObject({
			met: false,
		});
	});

	it('takes nobody of the own side for one who met or raised an objection', () => {
		expect(one(said('objection', 'price', 2, 'forty thousand', { reply: 4 }))).toMatchObject({ met: false });
		expect(claimed(said('objection', 'price', 3, 'nineteen thousand'))).toMatchObject({ insights: [], dropped: 1 });
	});

	it('gives a promise to who will keep it, with the day that its words mean', () => {
		const found = said('commitment', 'promised', 4, 'can you send me the offer by Friday', {
			owner: 'ravi',
			due: 'by Friday',
		});
		expect(one(found)).toMatchObject({
			party: 'Ravi',
			affiliation: 'internal',
			due: 'by Friday',
			dueDate: '2026-11-13',
		});
		expect(one({ ...found, owner: 'Zoe' })).toMatchObject({ party: 'Carl' });
		// Not in the words, or promised for oneself.
		expect(one({ ...found, owner: 'Rita' })).toMatchObject({ party: 'Carl' });
		expect(one({ ...found, due: 'by Monday' })).not.toHaveProperty('due');
	});

	it('knows decisions, risks, open questions, endings, moments and moods', () => {
		expect(one(said('decision', 'who', 2, 'Our board decides in March'))?.text).toBe('Carl told who decides.');
		expect(one(said('risk', 'price-pressure', 2, 'over what we have'))?.text).toBe('The price is under pressure.');
		expect(one(said('question', 'open', 4, 'can you send me the offer by Friday?'))).toMatchObject({ answered: false });
		expect(
			one(said('next-step', 'agreed', 6, 'Let us talk again on Tuesday at ten.', { due: 'on Tuesday at ten' })),
		).toMatchObject({
			...{ text: 'A next step was agreed: on Tuesday at ten.', dueDate: '2026-11-17' },
		});
		expect(one(said('moment', 'discovery-question', 1, 'what would have to change for you'))).toMatchObject({
			tone: 'well',
		});
		expect(one(said('mood', 'positive', 4, 'That helps.'))).toMatchObject({ kind: 'sentiment', label: 'positive' });
		expect(one(said('mood', 'positive', 3, 'We can start'))).toBeUndefined();
	});

	it('lets a quote go on into the next line of the same person only', () => {
		const long = spoken({
			lines: `Rita: ${'Ten words are in this sentence, so nine make ninety. '.repeat(12)}\nCarl: Ten words.`,
		});
		const its = { ...proof, transcript: long.transcript, speakers: speakersOf(long.call) };
		const over = 'nine make ninety. Ten words are';
		const [first] = linesOf(long.transcript);
		const border = [said('commitment', 'promised', first?.id ?? 0, over)];
		expect(claimedIn({ found: border }, linesOf(long.transcript), its).dropped).toBe(0);
		const intoAnother = [said('commitment', 'promised', 2, 'nine make ninety. Ten words.')];
		expect(claimedIn({ found: intoAnother }, linesOf(long.transcript), its).dropped).toBe(1);
	});

	describe('drops what is not proven', () => {
		verifies('calls.quote-verbatim');

		it.each<[string, Found]>([
			['a changed number', said('decision', 'budget', 2, 'fifty thousand is over what we have')],
			['a changed name', said('commitment', 'promised', 4, 'Raul, can you send me the offer')],
			['words of another speaker', said('decision', 'budget', 3, 'forty thousand is over what we have')],
			['joined sentences', said('decision', 'who', 2, 'Honestly, our board decides in March')],
			['right words at the wrong time', said('next-step', 'agreed', 7, 'Let us talk again on Tuesday at ten.')],
			['a part of a word', said('decision', 'who', 2, 'Our board decides in Mar')],
			['a line that there is not', said('decision', 'who', 99, 'Our board decides in March')],
			['no quote', said('decision', 'who', 2, '  ')],
			['a kind that there is not', said('praise', 'who', 2, 'Our board decides in March')],
			['a label of another kind', said('decision', 'price', 2, 'Our board decides in March')],
			['a kind by which objects are built', said('constructor', 'name', 2, 'Our board decides in March')],
		])('%s', (_, found) => {
			expect(claimed(found)).toEqual({ insights: [], summary: [], dropped: 1 });
		});
	});

	it('shows a sentence of a summary only where its quote carries every number and name', () => {
		const quote = 'Our board decides in March';
		const { summary, dropped } = claimed(
			said('summary', 'The board decides in March.', 2, quote),
			said('summary', 'Carl says the board decides in May.', 2, quote),
			said('summary', 'The 3 members of the board decide in March.', 2, quote),
			said('summary', 'The board of Initech decides in March.', 2, quote),
		);
		expect(summary.map(({ text }) => text)).toEqual(['The board decides in March.']);
		expect(dropped).toBe(3);
	});
});
