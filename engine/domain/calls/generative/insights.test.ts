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
	const concern = said('objection', 'price', 2, 'forty thousand is over what we have');
	const offer = said('reply', 'offered', 3, 'start with two sites for nineteen thousand', { reply: 2 });

	it('proves an objection and how it was met by the words of both', () => {
		expect(claimed(offer, concern)).toMatchObject({
			insights: [
				{
					...{ kind: 'objection', label: 'price', met: true, how: 'offered', party: 'Carl', affiliation: 'external' },
					text: 'Carl had a concern about the price; Rita offered something.',
					evidence: [
						{ quote: 'Honestly, forty thousand is over what we have.', speaker: 'Carl' },
						{ quote: 'We can start with two sites for nineteen thousand.', speaker: 'Rita' },
					],
				},
			],
			dropped: 0,
		});
	});

	it.each<[string, Partial<Found>]>([
		['of the customer', { line: 4, quote: 'That helps. Ravi, can you send me' }],
		['with changed words', { quote: 'start with ten sites for nineteen thousand' }],
		['said before the objection', { line: 1, quote: 'what would have to change' }],
		['said at another time than it names', { line: 7 }],
		['that asks, and asks nothing', { label: 'asked' }],
		['in a manner that there is not', { label: 'bribed' }],
		['to what nobody objected', { reply: 1 }],
		['too short to say anything', { line: 5, quote: 'Sure.' }],
	])('takes no reply %s for one', (_, wrong) => {
		const { insights, dropped } = claimed(concern, { ...offer, ...wrong });
		expect(insights).toMatchObject([{ kind: 'objection', met: false, evidence: [{ speaker: 'Carl' }] }]);
		expect([insights[0]?.how, dropped]).toEqual([undefined, 1]);
	});

	it('takes no reply long after an objection for its answer', () => {
		const long = spoken({
			lines: `Carl: That is far too expensive for us.\n${'Rita: So.\nCarl: Well.\n'.repeat(4)}Rita: We can lower the price.`,
		});
		const there = { ...proof, transcript: long.transcript, speakers: speakersOf(long.call) };
		const late = said('reply', 'offered', 10, 'We can lower the price', { reply: 1 });
		const far = said('objection', 'price', 1, 'far too expensive for us');
		expect(claimedIn({ found: [far, late] }, linesOf(long.transcript), there)).toMatchObject({
			...{ dropped: 1, insights: [{ met: false }] },
		});
	});

	it.each([
		['I will not send you the offer.', 'send you the offer'],
		["I don't think we will give a discount.", 'we will give a discount'],
		["We can't sign before the audit.", 'sign before the audit'],
		['We will sign that under no circumstances.', 'We will sign that'],
		['Wir werden das nicht vor März unterschreiben.', 'vor März unterschreiben'],
		['On ne signe pas le contrat en mars.', 'le contrat en mars'],
	])('drops of “%s” the quote “%s”, for it leaves out the denial', (line, quote) => {
		verifies('models.denials-stay');
		const { call: its, transcript: there } = spoken({ lines: `Carl: Fine.\nRita: ${line}` });
		const where = { ...proof, transcript: there, speakers: speakersOf(its) };
		const outcome = claimedIn({ found: [said('commitment', 'promised', 2, quote)] }, linesOf(there), where);
		expect(outcome).toMatchObject({ insights: [], dropped: 1, failed: [{ why: expect.stringContaining('denial') }] });
		const whole = claimedIn({ found: [said('commitment', 'promised', 2, line)] }, linesOf(there), where);
		expect(whole.insights).toMatchObject([{ evidence: [{ quote: line }] }]);
	});

	it('shows the whole sentence: half of one can say the contrary', () => {
		const { call: its, transcript: spokenThere } = spoken({
			lines: 'Carl: Fine.\nRita: If your board agrees by May, we will give a discount. Sorry.',
		});
		const there = { ...proof, transcript: spokenThere, speakers: speakersOf(its) };
		const half = said('commitment', 'promised', 2, 'we will give a discount');
		const [insight] = claimedIn({ found: [half] }, linesOf(spokenThere), there).insights;
		expect(insight?.evidence[0]?.quote).toBe('If your board agrees by May, we will give a discount.');
	});

	it('shows all the sentences of a quote that goes over a border, and none that is cut where its sense turns', () => {
		const prove = (line: string, quote: string) => {
			const { call: its, transcript: there } = spoken({ lines: `Carl: Fine.\nRita: ${line}` });
			const where = { ...proof, transcript: there, speakers: speakersOf(its) };
			return claimedIn({ found: [said('commitment', 'promised', 2, quote)] }, linesOf(there), where).insights[0];
		};
		expect(
			prove('If you sign, we will give a discount. Sorry.', 'we will give a discount. Sorry.')?.evidence[0]?.quote,
		).toBe('If you sign, we will give a discount. Sorry.');
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

	it('takes no words of the own side for an objection', () => {
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

	it('knows what the rep passed over by words of the customer, and what went well by words of the own side', () => {
		const missed = said('moment', 'missed-follow-up', 2, 'Our board decides in March');
		expect(one(missed)).toMatchObject({ kind: 'coachable-moment', tone: 'habit', party: 'Carl' });
		expect(one({ ...missed, line: 3, quote: 'start with two sites' })).toBeUndefined();
		expect(one(said('moment', 'recap', 2, 'Our board decides in March'))).toBeUndefined();
	});

	it('names a topic by words of its quote, and by few of them', () => {
		const topic = (label: string) => one(said('topic', label, 2, 'Our board decides in March'));
		expect(topic('Board in March')).toMatchObject({ kind: 'topic', text: 'They talked about Board in March.' });
		expect(topic('Board in March')).not.toHaveProperty('party');
		for (const invented of ['Board in May', 'Initech', 'Decides our board and board in March', ' '])
			expect(topic(invented)).toBeUndefined();
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
			expect(claimed(found)).toMatchObject({ insights: [], summary: [], dropped: 1 });
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
