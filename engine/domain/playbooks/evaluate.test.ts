import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { verifies } from '../../../test/verifies.ts';
import { PlaybookResult } from '../../contract/analysis.ts';
import type { Transcript } from '../../contract/call.ts';
import { Playbook, type PlaybookInput } from '../../contract/playbook.ts';
import { analyzeCall } from '../calls/analyze-call.ts';
import { type Spoken, type SpokenOptions, spoken } from '../testing/spoken.ts';
import { evaluatePlaybook } from './evaluate.ts';

type Criterion = PlaybookInput['criteria'][number];
type Rule = Omit<Criterion, 'id' | 'title'> & Partial<Pick<Criterion, 'id' | 'title'>>;

function hold({ call, transcript }: Spoken, ...rules: Rule[]) {
	const criteria = rules.map((rule, index) => ({ id: `c${index}`, title: `Criterion ${index}`, ...rule }));
	const playbook = Playbook.parse({ name: 'test', title: 'Test', criteria });
	const { talk } = analyzeCall(call, transcript);
	const held = evaluatePlaybook({ playbook, stage: 'Pilot' }, call, transcript, talk);
	expect(PlaybookResult.parse(held.result)).toEqual(held.result);
	return held;
}

const finding = (lines: string | SpokenOptions, rule: Rule) => {
	const { findings } = hold(spoken(typeof lines === 'string' ? { lines } : lines), rule).result;
	const [{ met, measured, evidence } = { met: undefined, measured: undefined, evidence: [] }] = findings;
	return { met, ...(measured === undefined ? {} : { measured }), quotes: evidence.map(({ quote }) => quote) };
};

const CALL = `
	Rita 0-10: Thanks for coming. Here is the agenda for today.
	Carl 10-60: We have a budget, and our own agenda.
	Rita 60-90: What does your budget cover?
	Carl 90-100: Next steps would be good.
`;

describe('a criterion of words', () => {
	verifies('playbooks.criteria', 'playbooks.evidence');

	it('is met by the sentence in which they were said, quoted with its speaker and time', () => {
		const { result } = hold(spoken({ lines: CALL }), { said: { words: ['agenda'], by: 'rep' } });
		expect(result).toEqual({
			...{ playbook: 'test', title: 'Test', stage: 'Pilot' },
			findings: [
				{
					...{ criterion: 'c0', title: 'Criterion 0', met: 'yes' },
					evidence: [
						{
							...{ callId: 'call-1', speakerId: 'rita', speaker: 'Rita', startMs: 5_000, endMs: 10_000 },
							quote: 'Here is the agenda for today.',
						},
					],
				},
			],
		});
	});

	it('counts those who are to say them', () => {
		const by = (who: 'rep' | 'customer' | 'anybody') => finding(CALL, { said: { words: ['budget'], by: who } }).quotes;
		expect(by('rep')).toEqual(['What does your budget cover?']);
		expect(by('customer')).toEqual(['We have a budget, and our own agenda.']);
		expect(by('anybody')).toEqual(['We have a budget, and our own agenda.', 'What does your budget cover?']);
		const colleague = { lines: 'Paul: The agenda.\nRita: Yes.\nCarl: Fine.', colleagues: ['Paul'] };
		expect(finding(colleague, { said: { words: ['agenda'], by: 'rep' } }).met).toBe('no');
		expect(finding(colleague, { said: { words: ['agenda'], by: 'customer' } }).met).toBe('no');
	});

	it('counts the part of the call in which they are to be said', () => {
		// The agenda at 5 of 100 s, the customer's at 10; next steps at 90.
		const within = (words: string, part: { first?: number; last?: number }) =>
			finding(CALL, { said: { words: [words], within: part } }).quotes.length;
		expect(within('agenda', { first: 0.05 })).toBe(0);
		expect(within('agenda', { first: 0.06 })).toBe(1);
		expect(within('agenda', { first: 0.11 })).toBe(2);
		expect(within('next step*', { last: 0.1 })).toBe(1);
		expect(within('next step*', { last: 0.09 })).toBe(0);
	});

	it('goes by the words before it where there are no times', () => {
		const { call, transcript } = spoken({ lines: CALL });
		const sentences = transcript.sentences.map((one) => ({ ...one, startMs: 0, endMs: 0 }));
		const untimed = { call, transcript: { ...transcript, sentences } };
		// 3 of 27 words were said before Rita's agenda, 22 before the next steps.
		const met = (words: string, within: { first?: number; last?: number }) =>
			hold(untimed, { said: { words: [words], within, by: 'anybody' } }).result.findings[0]?.met;
		expect([met('agenda', { first: 0.12 }), met('agenda', { first: 0.11 })]).toEqual(['yes', 'no']);
		expect([met('next steps', { last: 0.19 }), met('next steps', { last: 0.18 })]).toEqual(['yes', 'no']);
	});

	it('is met from so many sentences on, and shows at most three', () => {
		const lines = Array.from(
			{ length: 5 },
			(_, index) => `Rita: We agenda ${index}, and the agenda.\nCarl: Fine then.`,
		);
		const atLeast = (times: number) => finding(lines.join('\n'), { said: { words: ['agenda'], atLeast: times } });
		expect(atLeast(5)).toEqual({ met: 'yes', quotes: [0, 1, 2].map((index) => `We agenda ${index}, and the agenda.`) });
		expect(atLeast(6)).toEqual({ met: 'no', quotes: [] });
	});

	it('is broken by more sentences than there may be, and shows those', () => {
		const atMost = (times: number) => finding(CALL, { said: { words: ['budget'], atMost: times } });
		expect(atMost(2)).toEqual({ met: 'yes', quotes: [] });
		expect(atMost(1).met).toBe('no');
		expect(atMost(0).quotes).toEqual(['We have a budget, and our own agenda.', 'What does your budget cover?']);
		expect(finding(CALL, { said: { words: ['discount'], atMost: 0 } })).toEqual({ met: 'yes', quotes: [] });
	});

	it('is unknown where nobody of those concerned spoke', () => {
		verifies('playbooks.unknown');
		const lines = 'Carl: Hello, is anybody there?';
		for (const said of [
			{ words: ['agenda'], by: 'rep' },
			{ words: ['agenda'], by: 'rep', atMost: 0 },
		] as const) {
			expect(finding(lines, { said: { ...said, words: [...said.words] } })).toEqual({ met: 'unknown', quotes: [] });
		}
		expect(finding(lines, { said: { words: ['agenda'], by: 'customer' } }).met).toBe('no');
	});

	it('gives its advice only where it is not met', () => {
		const coaching = 'Begin with an agenda.';
		const [met, missed] = hold(
			spoken({ lines: CALL }),
			{ said: { words: ['agenda'] }, coaching },
			{ said: { words: ['timeline'] }, coaching },
		).result.findings;
		expect(met).not.toHaveProperty('coaching');
		expect(missed).toMatchObject({ met: 'no', coaching });
	});

	it('quotes a part of a long sentence, around the words', () => {
		const long = `${'We went on and on about it, '.repeat(40)}until the budget came up, and then it was over.`;
		const { quotes } = finding(`Carl: ${long}`, { said: { words: ['budget'] } });
		expect(quotes[0]?.length).toBeLessThanOrEqual(400);
		expect(quotes[0]).toContain('budget');
	});

	it('does not count a quote that cannot be shown whole, and says how many there were', () => {
		// A single word that is longer than a quote may be would have to be cut in two.
		const endless = spoken({ lines: `Carl: budget${'x'.repeat(500)}\nCarl: Our budget is set.` });
		const rule = (atLeast: number): Rule => ({ said: { words: ['budget*'], atLeast } });
		const { result, dropped } = hold(endless, rule(1), rule(2));
		expect(result.findings.map(({ met }) => met)).toEqual(['yes', 'no']);
		expect(result.findings[0]?.evidence.map(({ quote }) => quote)).toEqual(['Our budget is set.']);
		expect(dropped).toBe(2);
	});
});

describe('a criterion of a benchmark', () => {
	verifies('playbooks.criteria');

	it('is met between its two values, both included', () => {
		// Rita 40 of 100 s.
		const share = (measured: Rule['measured']) => finding(CALL, { measured });
		expect(share({ figure: 'repTalkRatio', max: 0.4 })).toEqual({ met: 'yes', measured: 0.4, quotes: [] });
		expect(share({ figure: 'repTalkRatio', max: 0.39 })).toEqual({ met: 'no', measured: 0.4, quotes: [] });
		expect(share({ figure: 'repTalkRatio', min: 0.4, max: 0.5 }).met).toBe('yes');
		expect(share({ figure: 'repTalkRatio', min: 0.41 }).met).toBe('no');
		expect(share({ figure: 'questionRate', min: 36 })).toMatchObject({ met: 'yes', measured: 36 });
	});

	it('proves a monologue that is too long, and a story that is long enough, by how it begins', () => {
		const monologue = finding(CALL, { measured: { figure: 'longestMonologueMs', max: 20_000 } });
		expect(monologue).toEqual({ met: 'no', measured: 30_000, quotes: ['What does your budget cover?'] });
		const story = finding(CALL, { measured: { figure: 'longestStoryMs', min: 40_000 } });
		expect(story).toEqual({ met: 'yes', measured: 50_000, quotes: ['We have a budget, and our own agenda.'] });
		expect(finding(CALL, { measured: { figure: 'longestMonologueMs', max: 30_000 } }).quotes).toEqual([]);
	});

	it('is unknown where the transcript cannot tell', () => {
		verifies('playbooks.unknown');
		const { call, transcript } = spoken({ lines: CALL });
		const sentences = transcript.sentences.map((one) => ({ ...one, startMs: 0, endMs: 0 }));
		const figures = ['repTalkRatio', 'patienceMs', 'longestMonologueMs', 'interactivity'] as const;
		const rules = figures.map((figure): Rule => ({ measured: { figure, max: 1 } }));
		const untimed = hold({ call, transcript: { ...transcript, sentences } }, ...rules).result.findings;
		expect(untimed.map(({ met, measured }) => [met, measured])).toEqual(figures.map(() => ['unknown', undefined]));
		const starts = hold({ call: { ...call, times: 'starts' }, transcript }, ...rules).result.findings;
		expect(starts.map(({ met }) => met)).toEqual(['yes', 'unknown', 'no', 'no']);
		expect(finding('Carl 0-10: Nobody else is here.', { measured: { figure: 'repTalkRatio', max: 1 } }).met).toBe(
			'unknown',
		);
		expect(finding('Rita 0-10: Nobody else is here.', { measured: { figure: 'longestStoryMs', min: 1 } }).met).toBe(
			'unknown',
		);
	});
});

describe('whatever a call is like', () => {
	const text = fc.constantFrom('The agenda.', 'Is the budget set?', 'Mm-hmm.', '', 'So be it, and so on.');
	const sentence = fc.record({
		speakerId: fc.constantFrom('rita', 'carl', 'dora'),
		text,
		start: fc.nat(60_000),
		length: fc.nat(9_000),
	});
	const transcripts = fc.array(sentence, { maxLength: 30 }).map((drawn): Transcript => {
		const sentences = drawn.map(({ speakerId, text: said, start, length }, index) => {
			return { index, speakerId, startMs: start, endMs: start + length, text: said };
		});
		return { callId: 'call-1', sentences };
	});

	it('every finding has its criterion, every quote stands in the call, and more words never unmeet one', () => {
		verifies('playbooks.evidence');
		const { call } = spoken({ lines: 'Rita: Hi.\nCarl: Hi.\nDora: Hi.' });
		fc.assert(
			fc.property(transcripts, fc.integer({ min: 1, max: 4 }), (transcript, atLeast) => {
				const few: Rule = { said: { words: ['agenda'], by: 'customer', atLeast } };
				const more: Rule = { said: { words: ['agenda', 'budget'], by: 'customer', atLeast } };
				const { result, dropped } = hold({ call, transcript }, few, more);
				expect(result.findings.map(({ criterion }) => criterion)).toEqual(['c0', 'c1']);
				expect(dropped).toBe(0);
				for (const { evidence } of result.findings) {
					for (const { quote, speakerId, startMs, endMs } of evidence) {
						expect(transcript.sentences).toContainEqual(
							expect.objectContaining({ speakerId, startMs, endMs, text: expect.stringContaining(quote) }),
						);
					}
				}
				const [one, other] = result.findings;
				if (one?.met === 'yes') expect(other?.met).toBe('yes');
			}),
		);
	});
});
