/** Analyzes one call by its id. */
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { AnalyzeCallInput } from '../../../../engine/contract/index.ts';
import { callIdOf, readCallId } from '../../../shared/call-id.ts';
import { readPlaybook } from '../../../shared/playbook.ts';

export const description: INodeProperties[] = [callIdOf({ show: { resource: ['call'] } })];

/** What the engine is to do for one input item. */
export function readInput(context: IExecuteFunctions, itemIndex: number): AnalyzeCallInput {
	return { callId: readCallId(context, itemIndex), ...readPlaybook(context, itemIndex) };
}
