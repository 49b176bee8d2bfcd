/** How much it changes who talks at each place of a call. */
import type { Unit } from './units.ts';

/**
 * For each unit, 1 − the overlap of the shares that the speakers have of the `reach` words before it and of the `reach` words
 * from it on, in whole units: 0 where the same people talk as much as before, 1 where others have taken over.
 */
export function speakerChange(list: readonly Unit[], reach: number): Float64Array {
	const change = new Float64Array(list.length);
	const before = new Map<string, number>();
	const after = new Map<string, number>();
	let [from, to, wordsBefore, wordsAfter] = [0, 0, 0, 0];
	const move = (side: Map<string, number>, { speakerId, words }: Unit, by: 1 | -1): number => {
		const left = (side.get(speakerId) ?? 0) + by * words;
		if (left > 0) side.set(speakerId, left);
		else side.delete(speakerId);
		return by * words;
	};
	for (const at of list.keys()) {
		const passed = list[at - 1];
		if (passed) {
			wordsAfter += move(after, passed, -1);
			wordsBefore += move(before, passed, 1);
		}
		for (let next = list[to]; next && wordsAfter < reach; next = list[to]) {
			wordsAfter += move(after, next, 1);
			to += 1;
		}
		for (let oldest = list[from]; oldest && wordsBefore - oldest.words >= reach; oldest = list[from]) {
			wordsBefore += move(before, oldest, -1);
			from += 1;
		}
		let common = 0;
		for (const [speaker, words] of before) {
			common += Math.min(words / Math.max(1, wordsBefore), (after.get(speaker) ?? 0) / Math.max(1, wordsAfter));
		}
		change[at] = 1 - common;
	}
	return change;
}
