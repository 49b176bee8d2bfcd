/** The node's subscription with the engine, through the life of the workflow. */
import type { IHookFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { Subscription, SubscriptionCreated } from '../../engine/contract/index.ts';
import { asEngineSees } from '../shared/n8n-address.ts';
import { PATIENCE_MS, requestEngine } from '../shared/transport.ts';
import { readFilters, sameFilters } from './filters.ts';
import { stateOf } from './state.ts';

const PATH = '/v1/subscriptions';

/**
 * Whether the engine still tells this very node of this very wish. One that was disabled while n8n was away does not
 * count: asking again wakes it, with what it missed.
 */
export async function exists(context: IHookFunctions): Promise<boolean> {
	const { subscription, secret } = stateOf(context);
	if (!subscription || !secret) return false;
	const url = await ownAddress(context);
	const filters = readFilters(context);
	const found = (await subscriptions(context)).find(({ id }) => id === subscription);
	return found !== undefined && found.state === 'active' && found.url === url && sameFilters(found.filters, filters);
}

export async function create(context: IHookFunctions): Promise<boolean> {
	const body = { url: await ownAddress(context), filters: readFilters(context) };
	const request = { method: 'POST', path: PATH, body, patienceMs: PATIENCE_MS } as const;
	const { id, url, secret } = await requestEngine<SubscriptionCreated>(context, request);
	const state = stateOf(context);
	const before = { id: state.subscription, url: state.url };
	Object.assign(state, { subscription: id, url, secret });
	// What an earlier wish left behind, because the engine could not be reached when it ended.
	await removeWhere(context, (one) => one.id !== id && isOwn(one, url, before));
	return true;
}

/** Never throws: n8n would keep half of the workflow's webhooks. What stays behind ends by itself, as nobody answers. */
export async function remove(context: IHookFunctions): Promise<boolean> {
	const state = stateOf(context);
	try {
		const url = await ownAddress(context);
		const before = { id: state.subscription, url: state.url };
		await removeWhere(context, (one) => isOwn(one, url, before));
	} catch (error) {
		context.logger.warn('The Sophia engine was not told that a workflow listens no longer', {
			reason: (error as Error).message,
		});
		return false;
	}
	delete state.subscription;
	delete state.url;
	delete state.secret;
	return true;
}

/**
 * By its address, because a workflow that is tried out by hand remembers the subscription of its active self. One whose
 * origin was another then is known by its id as well.
 */
function isOwn(one: Subscription, url: string, before: { id?: string; url?: string }): boolean {
	if (one.url === url) return true;
	return one.id === before.id && one.url === before.url && new URL(one.url).pathname === new URL(url).pathname;
}

async function removeWhere(context: IHookFunctions, isMeant: (one: Subscription) => boolean): Promise<void> {
	for (const { id } of (await subscriptions(context)).filter(isMeant)) {
		await requestEngine(context, { method: 'DELETE', path: `${PATH}/${id}` }).catch((error) => {
			if (error.context?.code !== 'subscription-unknown') throw error;
		});
	}
}

async function subscriptions(context: IHookFunctions): Promise<Subscription[]> {
	const request = { method: 'GET', path: PATH, patienceMs: PATIENCE_MS } as const;
	return (await requestEngine<{ subscriptions: Subscription[] }>(context, request)).subscriptions;
}

async function ownAddress(context: IHookFunctions): Promise<string> {
	const address = context.getNodeWebhookUrl('default');
	if (address === undefined) throw new NodeOperationError(context.getNode(), 'n8n gives this node no webhook address');
	return await asEngineSees(context, address);
}
