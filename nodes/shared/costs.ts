/** How the analysis of one item was made, by which models, and what that cost. */
import type { IDataObject } from 'n8n-workflow';
import type { ModelUse, RunResult } from '../../engine/contract/index.ts';

/** What values of runs have of it: beside what they hold, in the analysis of a call, or in a written answer. */
type Made = {
	analysis?: unknown;
	models?: ModelUse[];
	reading?: { models?: ModelUse[] };
	written?: { models?: ModelUse[] };
	calls?: Array<{ analysis?: Made }>;
};

/**
 * What an item cost is never counted twice. A run of one item cost what it spent, tries that failed among it. Of a run of
 * several items each has what the models that made it cost; where that is not told apart, it is left out, and `run` has
 * the sum. Without models it cost nothing.
 */
export function costsOf(value: IDataObject, run: RunResult): IDataObject {
	const made = value as unknown as Made;
	const analysis = isGenerative(made) ? 'generative' : 'extractive';
	const models = run.results.length === 1 ? run.models : usesIn(made);
	if (run.results.length === 1) return shown(analysis, run.spentUsd, models ?? []);
	if (models === undefined) return run.spentUsd === 0 ? shown(analysis, 0, []) : { analysis };
	return shown(analysis, roundedSum(models), models);
}

function shown(analysis: string, costUsd: number, models: ModelUse[]): IDataObject {
	return { analysis, costUsd, ...(models.length > 0 ? { models: models as unknown as IDataObject[] } : {}) };
}

function isGenerative({ analysis }: Made): boolean {
	return analysis === 'generative' || (analysis as Made | undefined)?.analysis === 'generative';
}

/** Undefined where the value does not say. */
function usesIn({ analysis, models, written, calls }: Made): ModelUse[] | undefined {
	const reading = (analysis as Made | undefined)?.reading;
	const ofCalls = Array.isArray(calls) ? calls.map((call) => call.analysis?.reading) : [];
	const told = [{ models }, reading, written, ...ofCalls].flatMap((one) => (one?.models ? [one.models] : []));
	return told.length === 0 ? undefined : summed(told.flat());
}

/** Each model once. */
function summed(uses: ModelUse[]): ModelUse[] {
	const sums = new Map<string, ModelUse>();
	for (const use of uses) {
		const sum = sums.get(use.model) ?? { model: use.model, calls: 0, inputTokens: 0, outputTokens: 0, costUsd: 0 };
		sums.set(use.model, {
			model: use.model,
			calls: sum.calls + use.calls,
			inputTokens: sum.inputTokens + use.inputTokens,
			outputTokens: sum.outputTokens + use.outputTokens,
			costUsd: roundedSum([sum, use]),
		});
	}
	return [...sums.values()];
}

/** To the billionth of a dollar, in which the engine counts: 0.1 and 0.2 are 0.3. */
function roundedSum(uses: ModelUse[]): number {
	return Math.round(uses.reduce((sum, { costUsd }) => sum + costUsd, 0) * 1e9) / 1e9;
}
