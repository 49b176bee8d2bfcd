/** From the input items of a node to the inputs of one run. */
import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { continuesOnFail, type Failure } from './results.ts';

/** Reads the item at that position; throws where it cannot be sent. */
export type ReadInput<Input> = (context: IExecuteFunctions, itemIndex: number) => Input | Promise<Input>;

/** Throws where an item cannot be sent, unless the node continues on fail: then the item is listed as rejected. */
export async function readInputs<Input>(
	context: IExecuteFunctions,
	read: ReadInput<Input>,
): Promise<{ inputs: Input[]; rejected: Failure[] }> {
	const inputs: Input[] = [];
	const rejected: Failure[] = [];
	for (const index of context.getInputData().keys()) {
		try {
			inputs.push(await read(context, index));
		} catch (error) {
			if (!continuesOnFail(context.getNode())) {
				throw new NodeOperationError(context.getNode(), error as Error, { itemIndex: index });
			}
			const { message, description, context: about } = error as NodeOperationError;
			rejected.push({ index, code: String(about?.code ?? 'bad-request'), message, action: description ?? '' });
		}
	}
	return { inputs, rejected };
}

/**
 * What holds for the whole run: all input items have one budget and go to one place. Throws where an expression gives
 * one item something else than the first; `names` are those that the parameters have for people.
 */
export function readCommon<Common extends object>(
	context: IExecuteFunctions,
	names: Record<keyof Common, string>,
	read: (itemIndex: number) => Common,
): Common {
	const [first, ...others] = context.getInputData().map((_, index) => read(index));
	for (const [position, other] of others.entries()) {
		const keys = Object.keys(names) as Array<keyof Common>;
		const differing = keys.find((name) => JSON.stringify(first[name]) !== JSON.stringify(other[name]));
		if (differing === undefined) continue;
		throw new NodeOperationError(context.getNode(), `"${names[differing]}" differs between the input items`, {
			itemIndex: position + 1,
			description: `All input items are done in one run and share it, but item ${position + 1} asks for something else than item 0. Put a Loop Over Items node before this one to run them one by one.`,
		});
	}
	return first;
}

/** The text of a parameter, trimmed; of a resource locator its value; empty for one that is not shown. */
export function readText(context: IExecuteFunctions, name: string, itemIndex: number): string {
	// n8n would take the value out of a locator by itself, but throws for a parameter that is not shown.
	const given = context.getNodeParameter(name, itemIndex, '') as unknown;
	const value = given !== null && typeof given === 'object' ? (given as { value?: unknown }).value : given;
	return String(value ?? '').trim();
}
