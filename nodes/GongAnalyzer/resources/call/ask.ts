/** Asks one call; its parameters are the id of the call and the question. */
import type { IExecuteFunctions } from 'n8n-workflow';
import type { AskInput } from '../../../../engine/contract/index.ts';
import { readCallId } from '../../../shared/call-id.ts';
import { readQuestion } from '../../question.ts';

/** What the engine is to do for one input item. */
export function readInput(context: IExecuteFunctions, itemIndex: number): AskInput {
	return { question: readQuestion(context, itemIndex), callId: readCallId(context, itemIndex) };
}
