/** From the result of a run to the items a node puts out. */
import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { InputResult, RunResult } from '../../engine/contract/index.ts';
import { costsOf } from './costs.ts';

/** Why one input item has no value. */
export type Failure = {
	/** Position of the input item, from 0. */
	index: number;
	code: string;
	message: string;
	action: string;
	/** What a run that reached its deadline had got to. */
	partial?: IDataObject;
};

export type Outcomes = { items: INodeExecutionData[]; failures: Failure[] };

/** Items that were not sent to the engine, and how many there were in all. */
export type Submission = { count: number; rejected: Failure[] };

/** What a node shows of the value of one input. */
export type Present = (value: IDataObject) => IDataObject;

/** The same, in a field beside all that the input item brought. */
export type Beside = { field: string; present: Present };

/** One item for each input item, in order; a failed one is an error item. `given`: the input items. */
export function toOutcomes(
	run: RunResult,
	{ count, rejected }: Submission,
	output: Present | Beside = (value) => value,
	given: readonly INodeExecutionData[] = [],
): Outcomes {
	const present = typeof output === 'function' ? output : output.present;
	const results = [...run.results].sort((a, b) => a.index - b.index);
	const failures: Failure[] = [];
	const items = Array.from({ length: count }, (_, index): INodeExecutionData => {
		const failure = rejected.find((one) => one.index === index) ?? failureOf(results.shift(), index, run);
		if ('value' in failure) {
			const json = withRun(present(failure.value), failure.value, run);
			if (typeof output === 'function') return { json, pairedItem: { item: index } };
			const { json: brought = {}, binary } = given[index] ?? {};
			const beside = { ...brought, [output.field]: json };
			return { json: beside, ...(binary ? { binary } : {}), pairedItem: { item: index } };
		}
		failures.push(failure);
		return errorItem(failure);
	});
	return { items, failures };
}

function failureOf(result: InputResult | undefined, index: number, run: RunResult): Failure | { value: IDataObject } {
	const value = result?.value as IDataObject | undefined;
	if (result?.state === 'succeeded' && value) return { value };
	const state = result?.state ?? run.state;
	const error = result?.error ?? {
		code: state === 'cancelled' || state === 'timed-out' ? `run-${state}` : 'run-failed',
		message: `The run ended as ${state} without a result`,
		action: `Look into the engine's log for run ${run.id}.`,
	};
	const { code, message, action } = error;
	return { index, code, message, action, ...(value ? { partial: value } : {}) };
}

/**
 * The summary comes first, because tables show it first, then how it was made and what that cost; what concerns the whole
 * run stands under `run`, the same for each of its items.
 */
function withRun({ summary, ...shown }: IDataObject, value: IDataObject, run: RunResult): IDataObject {
	const { id, state, analysis, spentUsd, unconfirmed, page } = run;
	const { models, ...costs } = costsOf(value, run);
	return {
		...(summary === undefined ? {} : { summary }),
		...{ ...costs, ...shown, ...costs },
		...(models === undefined ? {} : { models }),
		run: {
			...{ id, state, analysis, spentUsd },
			...(run.models === undefined ? {} : { models: run.models as unknown as IDataObject[] }),
			unconfirmed: unconfirmed as unknown as IDataObject[],
			...(page === undefined ? {} : { page }),
		},
	};
}

/** n8n takes an item for an error item, and sends it to the error output, when it has these keys only. */
export function errorItem(failure: Failure): INodeExecutionData {
	const { index, ...details } = failure;
	return { json: { error: failure.message, details }, pairedItem: { item: index } };
}

/** The error of a node that stops on fail: it names the first failed item. */
export function toError(node: INode, failures: Failure[]): NodeOperationError {
	const [{ index, message, action, code }, ...more] = failures;
	const others = more.length === 0 ? '' : `, and ${more.length} more failed`;
	const description = `${action} (${code}, item ${index}${others})`;
	const error = new NodeOperationError(node, message, { itemIndex: index, description });
	error.context.code = code;
	return error;
}

/** Whether a failed item becomes an error item instead of stopping the workflow. */
export function continuesOnFail({ onError, continueOnFail }: INode): boolean {
	return onError === undefined ? continueOnFail === true : onError !== 'stopWorkflow';
}
