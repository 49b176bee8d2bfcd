import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { verifies } from '../../../test/verifies.ts';
import { wordsOf } from '../search/terms.ts';
import { type Spoken, spoken } from '../testing/spoken.ts';
import { analyzeCall } from './analyze-call.ts';
import { speakersOf } from './speakers.ts';
import { topicsOf } from './topics.ts';
import { turnsOf } from './turns.ts';

const PRICE = [
	'Carl: What would the license cost us, and how is the license billed?',
	'Rita: The license is billed by the seat, and the price of a seat falls with volume.',
	'Carl: Our budget for seats is tight this spring.',
	'Rita: Then the smaller license is within your budget.',
];
const SECURITY = [
	'Dana: Before we buy we need a security review, and the security review looks at single logins.',
	'Omar: Every login runs through SSO, and the audit log keeps each login.',
	'Dana: Who may read the audit log, and does SSO cover the admins?',
	'Omar: Admins come through SSO as well, and the security review has a template for that.',
];
const repeated = (lines: string[], times: number) => Array.from({ length: times }, () => lines.join('\n')).join('\n');
const TWO_SUBJECTS = spoken({
	colleagues: ['Omar'],
	lines: `${repeated(PRICE, 10)}\nRita: Thank you. Let us move on to the next point now.\n${repeated(SECURITY, 10)}`,
});

const topics = ({ call, transcript }: Spoken) => topicsOf(turnsOf(transcript.sentences, speakersOf(call)));
const insights = ({ call, transcript }: Spoken) =>
	analyzeCall(call, transcript).insights.filter(({ kind }) => kind === 'topic');

describe('topicsOf', () => {
	it('cuts the call where the subject changes, and calls each topic by its words', () => {
		verifies('calls.topics');
		const [price, security, ...more] = topics(TWO_SUBJECTS);
		expect(more).toEqual([]);
		expect(price?.names).toEqual(expect.arrayContaining(['license']));
		expect(security?.names).toEqual(['security review', 'login', 'SSO']);
		const border = TWO_SUBJECTS.transcript.sentences.findIndex(({ text }) => text.includes('move on'));
		const began = security?.sentences[0]?.index ?? 0;
		expect(Math.abs(began - border)).toBeLessThanOrEqual(4);
	});

	it('leaves a call about one subject whole, and one of a few words without a topic', () => {
		const whole = spoken({ lines: repeated(PRICE, 12) });
		expect(topics(whole)).toHaveLength(1);
		expect(topics(spoken({ lines: 'Carl: What does the seat cost?\nRita: The seat is free.' }))).toEqual([]);
	});

	it('never calls a topic by a speaker or by words of everyday talk', () => {
		const named = spoken({
			lines: repeated(
				[
					'Carl: Rita, I think Rita thinks that the pilot went okay.',
					'Rita: Yes Carl, I know Carl, the pilot is going well now.',
				],
				20,
			),
		});
		expect(topics(named).map(({ names }) => names)).toEqual([['pilot']]);
	});

	const word = fc.constantFrom(
		...'price seat budget audit login review pilot rollout the and so Now Next thank you ?'.split(' '),
	);
	const line = fc.tuple(fc.constantFrom('Rita', 'Carl', 'Dana'), fc.array(word, { minLength: 1, maxLength: 40 }));
	const talk = fc
		.array(line, { minLength: 1, maxLength: 60 })
		.map((lines) => spoken({ lines: lines.map(([name, words]) => `${name}: ${words.join(' ')}`).join('\n') }));

	it('keeps the order of what was said, each sentence in one topic, each name in its own topic', () => {
		verifies('calls.topics');
		fc.assert(
			fc.property(talk, (call) => {
				const found = topics(call);
				const positions = found.flatMap(({ sentences }) => sentences.map(({ index }) => index));
				expect(positions).toEqual([...new Set(positions)].sort((one, other) => one - other));
				for (const { names, sentences, telling } of found) {
					expect(sentences).toContain(telling);
					const said = ` ${wordsOf(sentences.map(({ text }) => text).join(' ')).join(' ')} `;
					for (const name of names) expect(said).toContain(` ${wordsOf(name).join(' ')} `);
				}
			}),
		);
	});

	it('does not depend on what speakers are called', () => {
		fc.assert(
			fc.property(talk, ({ call, transcript }) => {
				const other = {
					call: {
						...call,
						parties: call.parties.map((party) => ({ ...party, name: `Mx. ${party.speakerId ?? ''}zz` })),
					},
					transcript,
				};
				const bordersOf = (one: Spoken) => topics(one).map(({ sentences }) => sentences[0]?.index);
				expect(bordersOf(other)).toEqual(bordersOf({ call, transcript }));
			}),
		);
	});
});

describe('topicDrafts', () => {
	it('gives insights whose times follow one another, with a quote of the topic', () => {
		verifies('calls.topic-spans', 'calls.evidence-complete');
		const found = insights(TWO_SUBJECTS);
		expect(found.map(({ label }) => label)).toEqual(topics(TWO_SUBJECTS).map(({ names }) => names.join(' · ')));
		expect(found[1]?.text).toMatch(/^They talked about .+, .+ and .+\.$/);
		let end = 0;
		for (const { span, evidence } of found) {
			const [quoted] = evidence;
			expect(span?.startMs).toBeGreaterThanOrEqual(end);
			end = span?.endMs ?? 0;
			expect(quoted?.startMs).toBeGreaterThanOrEqual(span?.startMs ?? Number.NaN);
			expect(quoted?.startMs).toBeLessThan(end);
		}
		expect(end).toBe(TWO_SUBJECTS.transcript.sentences.at(-1)?.endMs);
	});

	it('never lets two topics overlap, whatever the times', () => {
		verifies('calls.topic-spans');
		const jitter = fc.array(fc.integer({ min: -20_000, max: 60_000 }), { minLength: 1, maxLength: 30 });
		fc.assert(
			fc.property(jitter, (shifts) => {
				const sentences = TWO_SUBJECTS.transcript.sentences.map((one, place) => ({
					...one,
					endMs: one.endMs + (shifts[place % shifts.length] ?? 0),
				}));
				const spans = insights({ ...TWO_SUBJECTS, transcript: { ...TWO_SUBJECTS.transcript, sentences } }).map(
					({ span }) => span,
				);
				for (const [place, span] of spans.entries()) {
					if (span) expect(span.endMs).toBeGreaterThan(span.startMs);
					expect(spans[place + 1]?.startMs ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(span?.endMs ?? 0);
				}
			}),
			{ numRuns: 25 },
		);
	});

	it('leaves the time out where the transcript has none', () => {
		const sentences = TWO_SUBJECTS.transcript.sentences.map((one) => ({ ...one, startMs: 0, endMs: 0 }));
		const found = insights({ ...TWO_SUBJECTS, transcript: { ...TWO_SUBJECTS.transcript, sentences } });
		expect(found.length).toBeGreaterThan(0);
		for (const { span } of found) expect(span).toBeUndefined();
	});
});
