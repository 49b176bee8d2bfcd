/** What a workflow wants to be started by: the node's parameters, and the filters that the engine is asked for. */
import type { IHookFunctions, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { EventFilters, EventType } from '../../engine/contract/index.ts';

export const parameters: INodeProperties[] = [
	{
		displayName: 'Trigger On',
		name: 'types',
		type: 'multiOptions',
		required: true,
		default: ['call.analyzed'],
		options: [
			{
				name: 'Approval Asked',
				value: 'approval.asked',
				description: 'A run waits for a person to approve what it wants to do: once for each question',
			},
			{
				name: 'Budget Stopped',
				value: 'budget.stopped',
				description: 'A run has ended whose budget kept models from doing something: once for each run',
			},
			{
				name: 'Call Analyzed',
				value: 'call.analyzed',
				description: 'A call was analyzed, by whichever workflow: once for each transcript',
			},
			{
				name: 'Call Finished',
				value: 'call.finished',
				description: 'Gong says that a call is over. Needs a webhook in Gong.',
			},
			{
				name: 'Commitment Due',
				value: 'commitment.due',
				description: 'The day has come by which somebody promised something on a call',
			},
			{
				name: 'Risk Appeared',
				value: 'risk.appeared',
				description: 'A risk was found in a call: a competitor, price pressure, no next step and the like',
			},
		],
		description: 'What starts the workflow',
	},
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
		options: [
			{
				displayName: 'Commitments Of',
				name: 'owners',
				type: 'multiOptions',
				default: [],
				options: [
					{ name: 'Customer', value: 'external' },
					{ name: 'Unknown', value: 'unknown' },
					{ name: 'Us', value: 'internal' },
				],
				description: 'Whose promises count for Commitment Due. Empty: everybody’s.',
			},
			{
				displayName: 'Reps',
				name: 'reps',
				type: 'string',
				default: '',
				placeholder: 'ada@company.com, bob@company.com',
				description: 'E-mail addresses of the reps whose calls count, parted by commas. Empty: all.',
			},
			{
				displayName: 'Risks',
				name: 'labels',
				type: 'multiOptions',
				default: [],
				options: [
					{ name: 'Another Vendor', value: 'competitor' },
					{ name: 'Contract', value: 'contract' },
					{ name: 'No Authority', value: 'no-authority' },
					{ name: 'No Next Step', value: 'no-next-step' },
					{ name: 'Price Pressure', value: 'price-pressure' },
					{ name: 'Security', value: 'security' },
					{ name: 'Timing', value: 'timing' },
				],
				description: 'The risks that count for Risk Appeared. Empty: all.',
			},
			{
				displayName: 'Runs',
				name: 'kinds',
				type: 'multiOptions',
				default: [],
				options: [
					{ name: 'Analysis of a Call', value: 'analyze-call' },
					{ name: 'Analysis of a Customer', value: 'analyze-customer' },
					{ name: 'Analysis of a Window', value: 'analyze-window' },
					{ name: 'Answer to a Question', value: 'ask' },
					{ name: 'Coaching of a Call', value: 'coach-call' },
					{ name: 'Coaching of a Day', value: 'coach-day' },
					{ name: 'Work of a Team', value: 'run-team' },
				],
				description: 'The runs that count for Approval Asked and Budget Stopped. Empty: all.',
			},
		],
	},
];

type Chosen = {
	owners?: EventFilters['owners'];
	reps?: string;
	labels?: EventFilters['labels'];
	kinds?: EventFilters['kinds'];
};

/** Lists in a fixed order, so that the same wishes look the same. */
export function readFilters(context: IHookFunctions): EventFilters {
	const types = context.getNodeParameter('types', []) as EventType[];
	if (types.length === 0) {
		throw new NodeOperationError(context.getNode(), 'Nothing was chosen that starts the workflow', {
			description: 'Choose at least one event under Trigger On.',
		});
	}
	const { owners = [], reps = '', labels = [], kinds } = context.getNodeParameter('filters', {}) as Chosen;
	return ordered({ types, owners, reps: listed(reps), labels, kinds });
}

/** Whether two filters ask for the same. */
export function sameFilters(one: EventFilters, other: EventFilters): boolean {
	return JSON.stringify(ordered(one)) === JSON.stringify(ordered(other));
}

function ordered({ types, reps, labels, owners, kinds = [] }: EventFilters): EventFilters {
	const filters = { types: sorted(types), reps: sorted(reps), labels: sorted(labels), owners: sorted(owners) };
	return kinds.length > 0 ? { ...filters, kinds: sorted(kinds) } : filters;
}

function sorted<Item extends string>(items: Item[]): Item[] {
	return [...new Set(items)].sort();
}

/** Entries parted by commas or blanks; upper-case letters of addresses do not matter. */
function listed(text: string): string[] {
	return text
		.toLowerCase()
		.split(/[\s,;]+/)
		.filter((entry) => entry !== '');
}
