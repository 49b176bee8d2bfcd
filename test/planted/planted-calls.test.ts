/** The planted calls are sound, and whatever the analysis finds in them stands there. */
import { describe, expect, it } from '@jest/globals';
import type { Evidence } from '../../engine/contract/call.ts';
import { Call, Transcript } from '../../engine/contract/call.ts';
import { verifies } from '../verifies.ts';
import { analyzeHalf } from './analyze-half.ts';
import { type Half, type PlantedCall, plantedCalls } from './planted-call.ts';
import { KINDS, scoreOf } from './score.ts';

const HALVES: Half[] = ['dev', 'held'];
const SETS: Half[] = [...HALVES, 'practice'];
const all = SETS.flatMap((set) => plantedCalls(set));

/** What a sentence of the fixture says at that time by that speaker, read here and not by the engine. */
function stands({ call, sentences }: PlantedCall, evidence: Evidence): boolean {
	const own = sentences.filter(({ speakerId }) => speakerId === evidence.speakerId);
	const first = own.findIndex(({ startMs }) => startMs === evidence.startMs);
	const last = own.findIndex(({ endMs }) => endMs === evidence.endMs);
	const name = call.parties.find(({ speakerId }) => speakerId === evidence.speakerId)?.name;
	if (first < 0 || last < first || evidence.callId !== call.id || evidence.speaker !== name) return false;
	const said = own.slice(first, last + 1).map(({ text }) => text);
	return said.join(' ').split(/\s+/).join(' ').includes(evidence.quote.split(/\s+/).join(' '));
}

describe('the planted calls', () => {
	it.each(all.map((planted) => [planted.call.id, planted] as const))('%s keeps to its form', (_, planted) => {
		const { call, sentences, truth } = planted;
		expect(Call.safeParse(call).error).toBeUndefined();
		expect(Transcript.safeParse({ callId: call.id, sentences }).error).toBeUndefined();
		expect(sentences.map(({ index }) => index)).toEqual(sentences.map((_sentence, index) => index));
		const speakers = call.parties.map(({ speakerId }) => speakerId);
		for (const { speakerId, startMs, endMs } of sentences) {
			expect(speakers).toContain(speakerId);
			expect(endMs).toBeGreaterThan(startMs);
		}
		const said = (index: number) => sentences[index]?.text ?? '';
		for (const { sentences: places, why } of Object.values(truth).flat()) {
			expect(why).not.toBe('');
			expect(places.filter((index) => said(index) === '')).toEqual([]);
		}
		for (const { due, sentences: places } of [...truth.commitments, ...truth.nextSteps]) {
			if (due !== null) expect(places.map(said).join(' ')).toContain(due);
		}
		for (const { asker, sentences: places } of truth.unansweredQuestions) {
			expect(places.map((index) => sentences[index]?.speakerId)).toEqual(places.map(() => asker));
		}
		for (const { speaker, sentences: places } of truth.objections) {
			expect(places.map((index) => sentences[index]?.speakerId)).toEqual(places.map(() => speaker));
		}
		for (const { outcome, sentences: places } of truth.nextSteps) {
			expect(places.length > 0).toBe(outcome !== 'missing');
		}
	});

	it.each(HALVES)('are twelve minutes and more in the six long ones, and ten of each kind in the %s half', (half) => {
		const calls = plantedCalls(half);
		const long = calls.filter(({ call }) => call.durationSeconds >= 12 * 60);
		expect(long.length).toBe(6);
		const nothing = calls.map((planted) => ({ planted, insights: [] }));
		for (const kind of KINDS) expect(scoreOf(kind, nothing).planted).toBeGreaterThanOrEqual(12);
	});

	it('hold every quote that the analysis finds, with its speaker and its time', () => {
		verifies('calls.quote-verbatim', 'calls.evidence-complete');
		let quotes = 0;
		for (const { planted, insights } of SETS.flatMap(analyzeHalf)) {
			for (const { kind, text, evidence } of insights) {
				quotes += evidence.length;
				const strangers = evidence.filter((one) => !stands(planted, one));
				expect({ call: planted.call.id, kind, text, strangers }).toMatchObject({ strangers: [] });
			}
		}
		expect(quotes).toBeGreaterThan(100);
	});

	it('are analyzed in the same way each time', () => {
		verifies('calls.deterministic');
		expect(analyzeHalf('dev')).toEqual(analyzeHalf('dev'));
	});
});
