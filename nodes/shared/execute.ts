/** The execution of a node that hands its work over to the engine. */
import type { IExecuteFunctions, INodeExecutionData, NodeOperationError } from 'n8n-workflow';
import { parkOrWait, type Work } from './park.ts';
import { type Beside, continuesOnFail, errorItem, type Present } from './results.ts';

/** Where the node continues on fail, a request that the engine did not take becomes one error item for each input. */
export async function executeWork(
	context: IExecuteFunctions,
	readWork: (context: IExecuteFunctions) => Promise<Work>,
	output?: Present | Beside,
): Promise<INodeExecutionData[][]> {
	if (!continuesOnFail(context.getNode())) return await work(context, readWork, output);
	try {
		return await work(context, readWork, output);
	} catch (error) {
		const { message, description, context: about } = error as NodeOperationError;
		const code = String(about?.code ?? 'bad-request');
		const action = description ?? '';
		return [context.getInputData().map((_, index) => errorItem({ index, code, message, action }))];
	}
}

async function work(
	context: IExecuteFunctions,
	readWork: (context: IExecuteFunctions) => Promise<Work>,
	output?: Present | Beside,
): Promise<INodeExecutionData[][]> {
	const read = await readWork(context);
	if (read.request.inputs.length === 0) return [read.submission.rejected.map(errorItem)];
	return await parkOrWait(context, read, output);
}
