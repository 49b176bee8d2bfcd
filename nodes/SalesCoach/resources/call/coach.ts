/** Coaches the rep of one call. */
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { CoachCallInput } from '../../../../engine/contract/index.ts';
import { callIdOf, readCallId } from '../../../shared/call-id.ts';
import { readPlaybook } from '../../../shared/playbook.ts';

export const description: INodeProperties[] = [callIdOf({ show: { resource: ['call'], operation: ['coach'] } })];

/** What the engine is to do for one input item. */
export function readInput(context: IExecuteFunctions, itemIndex: number): CoachCallInput {
	return { callId: readCallId(context, itemIndex), ...readPlaybook(context, itemIndex) };
}
