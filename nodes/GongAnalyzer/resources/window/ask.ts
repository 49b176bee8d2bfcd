/** Asks the calls of a window; its parameters are those of the window and the question. */
import type { IExecuteFunctions } from 'n8n-workflow';
import type { AskInput } from '../../../../engine/contract/index.ts';
import { readQuestion } from '../../question.ts';
import { readInput as readWindow } from './analyze.ts';

/** What the engine is to do for one input item. */
export function readInput(context: IExecuteFunctions, itemIndex: number): AskInput {
	const { window } = readWindow(context, itemIndex);
	return { question: readQuestion(context, itemIndex), ...(window ? { window } : {}) };
}
