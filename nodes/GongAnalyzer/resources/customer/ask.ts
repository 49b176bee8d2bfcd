/** Asks all calls and e-mails of one customer; its parameters are those of the customer and the question. */
import type { IExecuteFunctions } from 'n8n-workflow';
import type { RunRequestInput } from '../../../../engine/contract/index.ts';
import { readQuestion } from '../../question.ts';
import { readAccount, readSpan } from './analyze.ts';

type AskInput = Extract<RunRequestInput, { kind: 'ask' }>['inputs'][number];

/** What the engine is to do for one input item. */
export function readInput(context: IExecuteFunctions, itemIndex: number): AskInput {
	return {
		question: readQuestion(context, itemIndex),
		account: readAccount(context, itemIndex),
		...readSpan(context, itemIndex),
	};
}
