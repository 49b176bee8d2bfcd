/** How the talk passes between the two sides of a call. */
import { isCustomer } from './speakers.ts';
import type { Turn } from './turns.ts';

/** How often a turn of one side follows a turn of the other. */
export function sideChanges(turns: Turn[]): number {
	return turns.filter(({ speaker }, position) => {
		const before = turns[position - 1]?.speaker;
		return before !== undefined && isCustomer(before) !== isCustomer(speaker);
	}).length;
}

/**
 * Pauses before the rep's replies, ms: for each turn of the rep that directly follows one of a customer, from the end of
 * the customer's last words to the rep's first, 0 where the rep began while the customer still spoke.
 */
export function pausesOfRep(turns: Turn[]): number[] {
	return turns.flatMap(({ speaker, startMs }, position) => {
		const before = turns[position - 1];
		return speaker.rep && before && isCustomer(before.speaker) ? [Math.max(0, startMs - before.endMs)] : [];
	});
}
