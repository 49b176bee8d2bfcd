/** Options that every node which starts a run has. */
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

export type Options = { deadlineMinutes?: number; resend?: string };

/** n8n's own wait has to leave the engine a minute and a half to report what it has. */
export const SHORTEST_DEADLINE_MINUTES = 3;

/** @param more further options, in the order in which people see them, after these */
export function optionsWith(more: INodeProperties['options'] = []): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Deadline (Minutes)',
				name: 'deadlineMinutes',
				type: 'number',
				typeOptions: { minValue: SHORTEST_DEADLINE_MINUTES, maxValue: 1440 },
				default: 15,
				description: 'How long the workflow waits at most. At least 3; the engine ends 90 seconds earlier.',
			},
			...(more as INodeProperties[]),
		],
	};
}

/** Throws for a deadline that leaves the engine no time. */
export function checkDeadline(context: IExecuteFunctions, minutes: number): void {
	if (minutes >= SHORTEST_DEADLINE_MINUTES) return;
	throw new NodeOperationError(context.getNode(), `A deadline of ${minutes} minutes is too short`, {
		description: `Give at least ${SHORTEST_DEADLINE_MINUTES} minutes: the engine needs 90 seconds of it to report what it has.`,
	});
}
