/** In which third of a call something was said. */
import type { Call, CallPhase } from '../../contract/call.ts';

/** `startMs`: from the start of the call. Undefined where the transcript has no times, or nobody knows how long the call was. */
export function phaseOf(
	{ durationSeconds, times }: Pick<Call, 'durationSeconds' | 'times'>,
	startMs: number,
): CallPhase | undefined {
	if (times === 'none' || durationSeconds <= 0) return undefined;
	const share = startMs / (durationSeconds * 1_000);
	return share < 1 / 3 ? 'opening' : share < 2 / 3 ? 'middle' : 'closing';
}
