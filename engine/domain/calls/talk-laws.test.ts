/** Laws of the talk statistics, whatever was said when. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { verifies } from '../../../test/verifies.ts';
import type { Sentence, TalkStatistics } from '../../contract/call.ts';
import { spoken } from '../testing/spoken.ts';
import { isCustomer, speakersOf } from './speakers.ts';
import { talkStatistics } from './talk.ts';
import { byTime, saysNothing, turnsOf } from './turns.ts';

/** Rita is the rep, Paul her colleague; nobody knows who `stranger` is. */
const { call } = spoken({ lines: 'Rita: Hi.\nPaul: Hi.\nCarl: Hi.\nDora: Hi.', colleagues: ['Paul'] });
const PEOPLE = ['rita', 'paul', 'carl', 'dora', 'stranger'];

function statistics(sentences: Sentence[]): TalkStatistics {
	const speakers = speakersOf(call);
	const sorted = byTime(sentences);
	return talkStatistics(sorted, turnsOf(sorted, speakers), speakers);
}

const TEXTS = ['Some words of mine here.', 'Is it so?', 'Mm-hmm.', 'Okay.'];

const talk = (people = PEOPLE, texts = TEXTS) =>
	fc
		.array(
			fc.record({
				speakerId: fc.constantFrom(...people),
				startMs: fc.integer({ min: -200, max: 4_000 }),
				length: fc.integer({ min: -100, max: 900 }),
				text: fc.constantFrom(...texts),
			}),
			{ maxLength: 30 },
		)
		.map((drawn) =>
			drawn.map(({ speakerId, startMs, length, text }, index): Sentence => {
				return { index, speakerId, startMs, endMs: startMs + length, text };
			}),
		);

/** Who speaks in each millisecond, counted one by one. */
function speakersByMillisecond(sentences: Sentence[]): Set<string>[] {
	const speaking: Set<string>[] = [];
	for (const { speakerId, startMs, endMs } of sentences) {
		for (let at = Math.max(0, startMs); at < endMs; at += 1) speaking[at] = (speaking[at] ?? new Set()).add(speakerId);
	}
	return speaking;
}

const count = (speaking: Set<string>[], counts: (who: Set<string>) => number): number =>
	speaking.reduce((total, who) => total + (who ? counts(who) : 0), 0);

describe('talk statistics', () => {
	verifies('calls.talk-formulas');

	it('equal what a count of every millisecond gives', () => {
		fc.assert(
			fc.property(talk(), (sentences) => {
				const said = statistics(sentences);
				const speaking = speakersByMillisecond(sentences);
				const told = speakersByMillisecond(sentences.filter(({ text }) => !saysNothing(text)));
				const all = count(speaking, (who) => who.size);
				const twice = count(speaking, (who) => (who.size > 1 ? 1 : 0));
				expect(said.overlapMs).toBe(count(told, (who) => (who.size > 1 ? 1 : 0)));
				expect(said.backChannelOverlapMs).toBe(twice - said.overlapMs);
				const speakers = speakersOf(call);
				const internal = count(speaking, (who) => [...who].filter((id) => !isCustomer(speakers(id))).length);
				expect(said.internalTalkRatio).toBeCloseTo(all === 0 ? 0 : internal / all, 12);
				expect(said.repTalkRatio).toBeCloseTo(all === 0 ? 0 : count(speaking, (who) => +who.has('rita')) / all, 12);
				const starts = sentences.map(({ startMs }) => Math.max(0, startMs));
				const ends = sentences.map(({ startMs, endMs }) => Math.max(0, startMs, endMs));
				const length = Math.max(...ends) - Math.min(...starts);
				expect(said.silenceMs).toBe(all === 0 ? 0 : length - count(speaking, () => 1));
			}),
		);
	});

	it('obey: speech of two = time in which anybody speaks + overlap, with and without back-channels', () => {
		fc.assert(
			fc.property(talk(['rita', 'carl']), (sentences) => {
				const { speechMs, overlapMs, backChannelOverlapMs } = statistics(sentences);
				const speech = Object.values(speechMs).reduce((total, ms) => total + ms, 0);
				expect(speech).toBe(count(speakersByMillisecond(sentences), () => 1) + overlapMs + backChannelOverlapMs);
			}),
		);
	});

	it('keep to their bounds, whatever the times', () => {
		fc.assert(
			fc.property(talk(), (sentences) => {
				const said = statistics(sentences);
				expect(said.internalTalkRatio).toBeGreaterThanOrEqual(said.repTalkRatio);
				expect(said.internalTalkRatio).toBeLessThanOrEqual(1);
				expect(said.longestStoryMs).toBeLessThanOrEqual(said.longestMonologueMs);
				expect(said.longestMonologueMs).toBe(Math.max(0, ...said.parties.map((party) => party.longestMonologueMs)));
				const shares = said.parties.reduce((total, { talkRatio }) => total + talkRatio, 0);
				expect(shares).toBeCloseTo(said.times === 'measured' ? 1 : 0, 12);
				for (const ms of [said.overlapMs, said.backChannelOverlapMs, said.silenceMs, said.patienceMs ?? 0]) {
					expect(ms).toBeGreaterThanOrEqual(0);
				}
			}),
		);
	});

	it('do not change when the whole call begins later', () => {
		fc.assert(
			fc.property(talk(), fc.integer({ min: 0, max: 10_000_000 }), (drawn, later) => {
				const sentences = drawn.filter(({ startMs }) => startMs >= 0);
				const moved = sentences.map((one) => ({ ...one, startMs: one.startMs + later, endMs: one.endMs + later }));
				expect(statistics(moved)).toEqual(statistics(sentences));
			}),
		);
	});

	it('do not change in speech, overlap and silence when a sentence is cut in two', () => {
		fc.assert(
			fc.property(
				talk(PEOPLE, ['Some words of mine here.']),
				fc.double({ min: 0, max: 1, noNaN: true }),
				(drawn, at) => {
					const whole = drawn.filter(({ startMs, endMs }) => endMs >= startMs);
					const halves = whole.flatMap((one) => {
						const middle = Math.round(one.startMs + at * (one.endMs - one.startMs));
						return [
							{ ...one, endMs: middle },
							{ ...one, startMs: middle },
						];
					});
					const cut = halves.map((one, index) => ({ ...one, index }));
					const { speechMs, overlapMs, silenceMs, repTalkRatio, times } = statistics(whole);
					expect(statistics(cut)).toMatchObject({ speechMs, overlapMs, silenceMs, repTalkRatio, times });
				},
			),
		);
	});

	it('change by a back-channel under somebody else only in that speech and its overlap', () => {
		const turns = fc.array(
			fc.record({
				speakerId: fc.constantFrom(...PEOPLE),
				pause: fc.integer({ min: 0, max: 12_000 }),
				length: fc.integer({ min: 1_000, max: 40_000 }),
			}),
			{ minLength: 1, maxLength: 12 },
		);
		fc.assert(
			fc.property(turns, fc.nat(), fc.constantFrom(...PEOPLE), (drawn, place, listener) => {
				let clock = 0;
				const sentences = drawn.map(({ speakerId, pause, length }, index): Sentence => {
					const startMs = clock + pause;
					clock = startMs + length;
					return { index, speakerId, startMs, endMs: clock, text: 'Some words of mine here.' };
				});
				const under = sentences[place % sentences.length] as Sentence;
				fc.pre(under.speakerId !== listener);
				const startMs = under.startMs + 300;
				const hum = { index: sentences.length, speakerId: listener, startMs, endMs: startMs + 500, text: 'Mm-hmm.' };
				const [without, heard] = [statistics(sentences), statistics([...sentences, hum])];
				for (const figure of [
					'longestMonologueMs',
					'longestStoryMs',
					'overlapMs',
					'silenceMs',
					'interactivity',
				] as const) {
					expect(heard[figure]).toBe(without[figure]);
				}
				expect(heard.patienceMs).toBe(without.patienceMs);
				expect(heard.backChannelOverlapMs).toBe(without.backChannelOverlapMs + 500);
			}),
		);
	});
});
