/** From what is stored to what is answered. */
import type { ModelUse } from '../contract/model.ts';
import type { InputResult, RunResult, RunState } from '../contract/run.ts';
import type { StoredRun } from '../ports/run-store.ts';

const ENDED = new Set<RunState>(['succeeded', 'failed', 'cancelled', 'timed-out']);

export function hasEnded(state: RunState): boolean {
	return ENDED.has(state);
}

/** One result for each input, in its order, once the run has ended. */
export function toRunResult(run: StoredRun): RunResult {
	const results = hasEnded(run.state) ? (run.batch ? run.inputs : [{ ...run, index: 0 }]).map(toInputResult) : [];
	return {
		id: run.id,
		kind: run.kind,
		state: run.state,
		analysis: results.some(({ value }) => isGenerative(value)) ? 'generative' : 'extractive',
		results,
		dropped: results.reduce((sum, { value }) => sum + droppedIn(value), 0),
		unconfirmed: run.unconfirmed.map(({ key, kind, since, reason }) => ({
			key,
			kind,
			since: since.toISOString(),
			...(reason === undefined ? {} : { reason }),
		})),
		spentUsd: run.spentNano / 1e9,
		...(run.models.length > 0 ? { models: run.models.map(toUse) } : {}),
		collected: run.collectedAt !== undefined,
		createdAt: run.createdAt.toISOString(),
		...(run.endedAt ? { endedAt: run.endedAt.toISOString() } : {}),
	};
}

function toUse({ costNano, ...use }: StoredRun['models'][number]): ModelUse {
	return { ...use, costUsd: costNano / 1e9 };
}

function toInputResult({ index, state, value, error }: StoredRun['inputs'][number]): InputResult {
	return {
		index,
		state,
		...(value === undefined ? {} : { value: value as InputResult['value'] }),
		...(error === undefined || state === 'succeeded' ? {} : { error }),
	};
}

/** Of many calls it stands beside them; of one call in its analysis. */
type Labeled = { dropped?: unknown; analysis?: unknown };

function isGenerative(value: unknown): boolean {
	const { analysis } = (value ?? {}) as Labeled;
	return analysis === 'generative' || (analysis as Labeled | undefined)?.analysis === 'generative';
}

function droppedIn(value: unknown): number {
	const { dropped, analysis } = (value ?? {}) as Labeled;
	const count = dropped ?? (analysis as Labeled | undefined)?.dropped;
	return typeof count === 'number' ? count : 0;
}
