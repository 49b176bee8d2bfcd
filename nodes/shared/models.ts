/** Which models read what was said, how much they may think, and what that may cost. */
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { RunRequestInput } from '../../engine/contract/index.ts';

/** What all input items of a run share. Without models neither a tier nor a budget matters. */
export type ModelChoice = { models: string[]; tier?: AskedTier; budgetUsd?: number };
type AskedTier = NonNullable<RunRequestInput['tier']>;

/** As the parameters are called for people. */
export const MODEL_NAMES: Record<keyof ModelChoice, string> = {
	models: 'Model Names or IDs',
	tier: 'Tier',
	budgetUsd: 'Budget (Dollars)',
};

/** From little to much; the ceilings are those of engine/domain/models/catalog.yaml, an operator's own file may set others. */
const TIERS: Array<{ name: string; value: AskedTier; description: string }> = [
	{ name: 'Auto', value: 'auto', description: 'By how hard the work is: low to read calls, more for hard questions' },
	{ name: 'Low', value: 'low', description: 'To find and put into words what was said. At most $0.001 a request.' },
	{ name: 'Medium', value: 'medium', description: 'To bring several sources together. At most $0.01 a request.' },
	{ name: 'High', value: 'high', description: 'To weigh, give reasons and follow a course. At most $0.05 a request.' },
	{ name: 'Research', value: 'research', description: 'With a look at the web (Perplexity). At most $0.02 a request.' },
];

/** As many as the engine takes for one run. */
const MOST_MODELS = 5;

/** Shown where models are chosen, or an expression chooses them. */
const displayOptions: INodeProperties['displayOptions'] = { show: { models: [{ _cnd: { exists: true } }] } };

export const models: INodeProperties[] = [
	{
		displayName: 'Model Names or IDs',
		name: 'models',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'modelConnections' },
		default: [],
		hint: 'None: no model reads what was said, and nothing is spent',
		description:
			'Connections to models that may read what was said. None: no model reads it, and nothing leaves the engine. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	{
		displayName: 'Tier',
		name: 'tier',
		type: 'options',
		default: 'auto',
		description: 'How much models may think, and what one request to them may cost at most',
		options: TIERS,
		displayOptions,
	},
	{
		displayName: 'Budget (Dollars)',
		name: 'budgetUsd',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 1,
		description:
			'Hard ceiling for all models of the whole run, with all its items. What it does not allow is left to the analysis without models, and the result says so.',
		displayOptions,
	},
];

/** Throws for what an expression gave and is no list of connections, no tier and no amount. */
export function readModels(context: IExecuteFunctions, itemIndex: number): ModelChoice {
	const ids = readIds(context, itemIndex);
	if (ids.length === 0) return { models: [] };
	return { models: ids, tier: readTier(context, itemIndex), budgetUsd: readBudget(context, itemIndex) };
}

/** The parts of a request that say which models may be asked. */
export function modelRequest({ models: ids, tier, budgetUsd }: ModelChoice): {
	connections: { models?: string[] };
	limits: Pick<RunRequestInput, 'tier' | 'budgetUsd'>;
} {
	if (ids.length === 0) return { connections: {}, limits: {} };
	return { connections: { models: ids }, limits: { tier, budgetUsd } };
}

/** From the list of the node, or from an expression: a list of ids, or a text with commas. */
function readIds(context: IExecuteFunctions, itemIndex: number): string[] {
	const given = context.getNodeParameter('models', itemIndex, []) as unknown;
	const parts = Array.isArray(given) ? given : String(given ?? '').split(/[\s,;]+/);
	if (parts.some((part) => typeof part !== 'string')) {
		throw new NodeOperationError(context.getNode(), '"Model Names or IDs" is not a list of connections', {
			itemIndex,
			description: 'Give their IDs, such as {{ ["openai-main"] }}, or {{ [] }} for none.',
		});
	}
	const ids = [...new Set(parts.map((part: string) => part.trim()).filter((id) => id !== ''))].sort();
	if (ids.length <= MOST_MODELS) return ids;
	throw new NodeOperationError(context.getNode(), `"Model Names or IDs" names ${ids.length} connections`, {
		itemIndex,
		description: `A run may ask models over ${MOST_MODELS} connections at most.`,
	});
}

function readTier(context: IExecuteFunctions, itemIndex: number): AskedTier {
	const given = String(context.getNodeParameter('tier', itemIndex, 'auto') ?? '').trim();
	const tier = TIERS.find(({ value }) => value === given.toLowerCase());
	if (tier) return tier.value;
	const names = TIERS.map(({ value }) => value).join(', ');
	throw new NodeOperationError(context.getNode(), `"Tier" is not one of ${names}: ${given.slice(0, 40)}`, {
		itemIndex,
		description: 'Choose one from the list, or have the expression give its name.',
	});
}

function readBudget(context: IExecuteFunctions, itemIndex: number): number {
	const given = String(context.getNodeParameter('budgetUsd', itemIndex, 1) ?? '').trim();
	const budgetUsd = given === '' ? Number.NaN : Number(given);
	if (Number.isFinite(budgetUsd) && budgetUsd >= 0) return budgetUsd;
	throw new NodeOperationError(context.getNode(), `"Budget (Dollars)" is not an amount: ${given.slice(0, 40)}`, {
		itemIndex,
		description: 'Give a number of dollars from 0 on, such as 0.5. An empty one is not taken for unlimited.',
	});
}
