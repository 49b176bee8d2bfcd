import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../../test/verifies.ts';
import { type SpokenOptions, spoken } from '../testing/spoken.ts';
import { analyzeCall } from './analyze-call.ts';

function moments(lines: string, options: Partial<SpokenOptions> = {}) {
	const { call, transcript } = spoken({ lines, ...options });
	const { insights } = analyzeCall(call, transcript);
	return insights
		.filter(({ kind }) => kind === 'coachable-moment')
		.map(({ tone, label, evidence }) => [tone, label, evidence[0]?.quote]);
}

const SHORT = 'Carl 200-260: We plan all of it on paper, every single day.';

describe('moments', () => {
	verifies('calls.moments');

	it('praises the question that opened the customer up', () => {
		const found = moments(
			'Rita 0-5: What happens on a bad day?\nCarl 5-45: Everything stops, and I have to call ten people one by one.',
		);
		expect(found).toContainEqual(['well', 'discovery-question', 'What happens on a bad day?']);
	});

	it('praises of several questions with one answer the one that asks most', () => {
		const found = moments(
			'Rita 0-5: What happens then? What happens on a bad day at the warehouse?\nCarl 5-45: Everything stops, and I have to call ten people one by one.',
		);
		expect(found.filter(([, label]) => label === 'discovery-question')).toEqual([
			['well', 'discovery-question', 'What happens on a bad day at the warehouse?'],
		]);
	});

	it('does not praise a closed question or a short answer', () => {
		const closed = moments('Rita 0-5: Is it bad?\nCarl 5-45: Everything stops, and I call ten people one by one.');
		const short = moments('Rita 0-5: What happens then?\nCarl 5-9: Everything stops.');
		expect([...closed, ...short].map(([, label]) => label)).not.toContain('discovery-question');
	});

	it('praises a concern that was taken seriously', () => {
		const found = moments(
			'Carl: Honestly it is too expensive for us.\nRita: I hear you, and thank you for being so open.',
		);
		expect(found).toContainEqual(['well', 'acknowledged-concern', 'I hear you, and thank you for being so open.']);
	});

	it('finds a monologue, at its beginning', () => {
		const found = moments(`Rita 0-160: Our company was founded nine years ago by two engineers.\n${SHORT}`);
		expect(found).toContainEqual(['habit', 'monologue', 'Our company was founded nine years ago by two engineers.']);
	});

	it('finds a rep with most of the talk', () => {
		const lines = 'Rita 0-140: Our company was founded nine years ago by two engineers.\nCarl 140-150: I see.';
		expect(moments(lines).map(([, label]) => label)).toContain('talk-ratio');
		expect(moments(`Rita 0-70: It was founded years ago.\n${SHORT}`).map(([, label]) => label)).not.toContain(
			'talk-ratio',
		);
	});

	it('finds an interrupted customer, not a back-channel', () => {
		const cut = moments('Carl 0-10: What I really wanted to\nRita 9-12: Yes, we have that as well.');
		expect(cut).toContainEqual(['habit', 'interrupted-customer', 'What I really wanted to']);
		const nod = moments('Carl 0-10: What I really wanted to\nRita 9-10: Sure.\nCarl 10-20: say is this.');
		expect(nod.map(([, label]) => label)).not.toContain('interrupted-customer');
	});

	it('finds the question of a customer that stayed open, not that of the rep', () => {
		const found = moments("Carl: What does it cost per user?\nRita: I'd have to check that.\nRita: When do you start?");
		expect(found).toContainEqual(['habit', 'unanswered-question', 'What does it cost per user?']);
		expect(found.filter(([, label]) => label === 'unanswered-question')).toHaveLength(1);
	});

	it('is content with an answer that was promised for a day', () => {
		const found = moments(
			"Carl: What does it cost per user?\nRita: I'd have to check that, I'll send it to you by Tuesday.",
		);
		expect(found.map(([, label]) => label)).not.toContain('unanswered-question');
	});

	it('finds a loose end in a conversation, not at an event', () => {
		const said = (guests: number) =>
			Array.from({ length: guests }, (_, number) => `Guest${number}: We plan all of it on paper.`).join('\n');
		const labels = (lines: string) => moments(lines).map(([, label]) => label);
		expect(labels(`${said(8)}\nRita: Thank you all for coming.`)).toContain('no-next-step');
		expect(labels(`${said(9)}\nRita: Thank you all for coming.`)).not.toContain('no-next-step');
	});

	it('finds an objection that was passed over, not one that was heard', () => {
		const skipped = (reply: string) =>
			moments(`Carl: We can't justify that price.\nRita: ${reply}`).filter(
				([, label]) => label === 'skipped-objection',
			);
		expect(skipped('Okay. And who else works with it?')).toEqual([
			['habit', 'skipped-objection', "We can't justify that price."],
		]);
		expect(skipped('It pays for itself in nine months.')).toEqual([]);
		expect(skipped('I hear you.')).toEqual([]);
	});

	it('finds filler words where they are many, in the sentence that has most', () => {
		const plain = 'So we plan the week on a board with a color for each of the eight teams that we have. '.repeat(18);
		const rich = 'So, um, it is, you know, basically a board, um, with colors.';
		const filled = `${rich} And, um, you know, it is fine. `.repeat(8);
		const fillers = (said: string) =>
			moments(`Carl: Go on, please.\nRita: ${said.trim()}`).filter(([, label]) => label === 'filler-words');
		expect(fillers(`${plain}${filled}`)).toEqual([['habit', 'filler-words', rich]]);
		expect(fillers(`${plain}${rich}`)).toEqual([]);
		expect(fillers(filled.slice(0, 400))).toEqual([]);
	});

	it('takes "mm-hm" before the words of the rep for listening, not for an interruption', () => {
		const lines = 'Carl 0-10: And then they all call me.\nRita 9-9.3: Mm-hm.\nRita 11-14: And what do you tell them?';
		expect(moments(lines).map(([, label]) => label)).not.toContain('interrupted-customer');
	});

	it('goes on with what was promised for a day, and misses no next step there', () => {
		const lines = (promise: string) => `Carl: We plan it on paper.\nRita: ${promise}\nCarl: Thank you.`;
		expect(moments(lines("I'll send you the offer by Friday.")).map(([, label]) => label)).not.toContain(
			'no-next-step',
		);
		expect(moments(lines('It was nice to meet you.')).map(([, label]) => label)).toContain('no-next-step');
	});

	it('holds nobody to the end of a call in which they hardly spoke', () => {
		const lines = (end: string) => `Rita 0-2: Hi all.\nCarl 2-60: We plan all of it on paper.\nPaul 60-63: ${end}`;
		for (const end of ['So that was it for us.', "Let's meet again on Tuesday at ten."])
			expect(moments(lines(end), { colleagues: ['Paul'] })).toEqual([]);
	});

	it('proves a missing next step by words that say something, not by the goodbye', () => {
		const lines = `
			Carl: We plan all of it on paper.
			Rita: We will be in touch about it.
			Carl: Thank you very much for your time.
			Rita: Have a great day everybody. You may now disconnect.
			Carl: Bye.
		`;
		expect(moments(lines)).toContainEqual(['habit', 'no-next-step', 'We will be in touch about it.']);
		expect(moments('Carl: Hello to you.\nRita: Thank you for your time.')).toContainEqual([
			'habit',
			'no-next-step',
			'Thank you for your time.',
		]);
	});

	it('coaches nothing where no customer speaks', () => {
		expect(
			moments('Rita 0-200: We lost the deal because of me.\nPaul 200-210: Okay then.', { colleagues: ['Paul'] }),
		).toEqual([]);
	});
});
