/** Where one topic ends and the next begins. */
import { foldWhitespace } from '../text.ts';
import { CUES } from './cues.ts';
import { lexicalChange } from './lexical-change.ts';
import { speakerChange } from './speaker-change.ts';
import type { Unit, Units } from './units.ts';

/**
 * Words on each side that are compared: of the vocabulary so many and twice as many, of the speakers a quarter of it and three
 * times that; on a short call less. Chosen, as all figures here, on the meetings of even number: see docs/ask.md.
 */
const REACH_WORDS = 400;
const REACH_SHARE = 0.06;

const VOCABULARY_WEIGHT = 0.5;
const SPEAKER_WEIGHT = 0.5;
const CUE_WEIGHT = 0.3;
const OPENING_WEIGHT = 0.4;

/** A cue counts in the two units before the border, where people close, in the one behind it, and in the next. */
const CUE_BEFORE = 2;
const CUE_AFTER = 1;

/** At least this strong a border is one, where the call has 400 units; of many places the strongest is stronger by chance. */
const THRESHOLD = 3.5;
const THRESHOLD_UNITS = 400;
const THRESHOLD_SLOPE = 0.75;
const MOST_UNITS = 1_000;

/** A topic has at least this share of the words of the call, and at least so many words. */
const SMALLEST_SHARE = 0.06;
const SMALLEST_WORDS = 150;

/** Positions of units at which a topic begins, in order, without the first. */
export function bordersOf(units: Units): number[] {
	const { list } = units;
	const before = wordsBefore(list);
	const total = before.at(-1) ?? 0;
	const apart = Math.max(SMALLEST_WORDS, SMALLEST_SHARE * total);
	if (total < 2 * apart) return [];
	const strengths = strengthsOf(units, before);
	const least = THRESHOLD + THRESHOLD_SLOPE * Math.log(Math.min(list.length, MOST_UNITS) / THRESHOLD_UNITS);
	const ranked = [...strengths.keys()]
		.filter((at) => (strengths[at] ?? 0) >= least)
		.sort((one, other) => (strengths[other] ?? 0) - (strengths[one] ?? 0) || one - other);
	const chosen = [0, list.length];
	for (const at of ranked) {
		if (chosen.every((other) => Math.abs((before[at] ?? 0) - (before[other] ?? 0)) >= apart)) chosen.push(at);
	}
	return chosen.slice(2).sort((one, other) => one - other);
}

/**
 * For a border before each unit the sum of: how much the vocabulary changes, how much it changes who talks, how many words
 * of transition stand close by, and whether somebody begins to talk at length after short turns. All but the third are in
 * standard deviations from the mean of the call.
 */
export function strengthsOf(units: Units, before: readonly number[]): Float64Array {
	const { list } = units;
	const reach = Math.min(REACH_WORDS, REACH_SHARE * (before.at(-1) ?? 0));
	const parts: { values: Float64Array; weight: number }[] = [
		{ values: standardized(lexicalChange(units, reach)), weight: VOCABULARY_WEIGHT },
		{ values: standardized(lexicalChange(units, 2 * reach)), weight: VOCABULARY_WEIGHT },
		{ values: standardized(speakerChange(list, reach / 4)), weight: SPEAKER_WEIGHT },
		{ values: standardized(speakerChange(list, (3 * reach) / 4)), weight: SPEAKER_WEIGHT },
		{ values: cuesNear(list), weight: CUE_WEIGHT },
		{ values: standardized(openings(before)), weight: OPENING_WEIGHT },
	];
	return Float64Array.from(list, (_, at) =>
		parts.reduce((sum, { values, weight }) => sum + weight * (values[at] ?? 0), 0),
	);
}

/** How many words were said before each unit; one more for the end. */
export function wordsBefore(list: readonly Unit[]): number[] {
	const before = [0];
	for (const { words } of list) before.push((before.at(-1) ?? 0) + words);
	return before;
}

/** Log ratio of the words of this unit and the next to those of the two before. */
function openings(before: readonly number[]): Float64Array {
	const last = before.length - 1;
	return Float64Array.from({ length: last }, (_, at) => {
		const here = before[at] ?? 0;
		const behind = (before[Math.min(last, at + 2)] ?? 0) - here;
		return Math.log((1 + behind) / (1 + here - (before[Math.max(0, at - 2)] ?? 0)));
	});
}

/** How many different cues stand close to each border. */
function cuesNear(list: readonly Unit[]): Float64Array {
	const near = new Float64Array(list.length);
	const until = new Int32Array(CUES.length).fill(-1);
	const heard = list.map(({ sentences }) => {
		const text = foldWhitespace(sentences.map((one) => one.text).join(' ')).toLowerCase();
		return CUES.map((cue) => cue.test(text));
	});
	for (const at of list.keys()) {
		const ahead = heard[at + CUE_AFTER];
		for (let cue = 0; cue < CUES.length; cue += 1) {
			if (at === 0 && heard[0]?.[cue]) until[cue] = CUE_BEFORE;
			if (ahead?.[cue]) until[cue] = at + CUE_AFTER + CUE_BEFORE;
			if ((until[cue] ?? -1) >= at) near[at] = (near[at] ?? 0) + 1;
		}
	}
	return near;
}

function standardized(values: Float64Array): Float64Array {
	const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
	const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
	const deviation = Math.sqrt(variance);
	return values.map((value) => (deviation > 0 ? (value - mean) / deviation : 0));
}
