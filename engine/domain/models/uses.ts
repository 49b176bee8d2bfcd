/** What was used of each model. */
import type { ModelUse } from '../../contract/model.ts';
import type { Answered } from './generate.ts';

/** Cached tokens are input tokens here. */
export function usesOf(answers: readonly Answered[]): ModelUse[] {
	const uses = new Map<string, ModelUse>();
	for (const { model, usage } of answers) {
		const use = uses.get(model) ?? { model, calls: 0, inputTokens: 0, outputTokens: 0, costUsd: 0 };
		uses.set(model, {
			...{ model, calls: use.calls + 1, outputTokens: use.outputTokens + usage.outputTokens },
			inputTokens: use.inputTokens + usage.inputTokens + usage.cacheReadTokens + usage.cacheWriteTokens,
			costUsd: use.costUsd + usage.costUsd,
		});
	}
	return [...uses.values()];
}

/** Of several pieces of work, each model once, in the order in which they come. */
export function summedUses(uses: readonly ModelUse[]): ModelUse[] {
	const sums = new Map<string, ModelUse>();
	for (const use of uses) {
		const sum = sums.get(use.model) ?? { model: use.model, calls: 0, inputTokens: 0, outputTokens: 0, costUsd: 0 };
		sums.set(use.model, {
			model: use.model,
			calls: sum.calls + use.calls,
			inputTokens: sum.inputTokens + use.inputTokens,
			outputTokens: sum.outputTokens + use.outputTokens,
			costUsd: sum.costUsd + use.costUsd,
		});
	}
	return [...sums.values()];
}
