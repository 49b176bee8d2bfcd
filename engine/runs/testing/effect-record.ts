/** The record of one effect as the stores keep it, without the waiting: what holds in SQL holds here. */
import type { Clock } from '../../ports/clock.ts';
import type { Attempt, EffectRow } from '../../ports/run-store.ts';
import type { EffectTimes } from '../effect.ts';

export type EffectRecord = {
	/** Undefined where the attempt has lost its run. */
	intend(attempt: Attempt): { mine: boolean; row: EffectRow } | undefined;
	retake(attempt: Attempt, tries: number): EffectRow | undefined;
	settle(attempt: Attempt, tries: number, state: EffectRow['state'], receipt?: unknown): boolean;
};

type Kept = Omit<EffectRow, 'openMs'> & { openUntil: number };

export function createEffectRecord(
	clock: Clock,
	{ deadlineMs, graceMs }: EffectTimes,
	isLive: (attempt: Attempt) => boolean,
): EffectRecord {
	let kept: Kept | undefined;
	const now = () => clock.monotonicMs();
	const view = ({ openUntil, ...row }: Kept): EffectRow => ({ ...row, openMs: Math.max(0, openUntil - now()) });
	const isOpen = () => kept?.state === 'intended' || kept?.state === 'unconfirmed';
	const intendAs = ({ runId, epoch }: Attempt, tries: number): EffectRow => {
		const times = { since: kept?.since ?? clock.now(), openUntil: now() + deadlineMs + graceMs };
		kept = { state: 'intended', rootId: runId, runId, epoch, tries, receipt: undefined, ...times };
		return view(kept);
	};

	return {
		intend(attempt) {
			if (!isLive(attempt)) return undefined;
			if (kept && kept.state !== 'failed') return { mine: false, row: view(kept) };
			return { mine: true, row: intendAs(attempt, (kept?.tries ?? 0) + 1) };
		},
		retake(attempt, tries) {
			if (!kept || !isOpen() || !isLive(attempt) || kept.tries !== tries || kept.openUntil > now()) return undefined;
			return intendAs(attempt, tries + 1);
		},
		settle(attempt, tries, state, receipt) {
			if (!kept || !isOpen() || kept.tries !== tries) return false;
			const isWriter = kept.runId === attempt.runId && kept.epoch === attempt.epoch;
			if (!isWriter && !isLive(attempt)) return false;
			kept = { ...kept, state, receipt: receipt ?? kept.receipt };
			return true;
		},
	};
}
