/** What the node remembers between its webhooks: kept by n8n with the workflow. */
import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

export type TriggerState = {
	/** Id of the subscription, its address and its secret; undefined while there is none. */
	subscription?: string;
	url?: string;
	secret?: string;
	/** Ids of the events that came last, the latest at the end. */
	seen?: string[];
};

/** Far more events than can come between an event and its repetition, few enough to be kept with each of them. */
const MOST_SEEN = 1_000;

export function stateOf(context: IHookFunctions | IWebhookFunctions): TriggerState {
	return context.getWorkflowStaticData('node') as TriggerState;
}

/** True the first time. */
export function isNew(state: TriggerState, eventId: string): boolean {
	const seen = state.seen ?? [];
	if (seen.includes(eventId)) return false;
	// A new list: n8n notices that something is assigned, not that a list has grown.
	state.seen = [...seen, eventId].slice(-MOST_SEEN);
	return true;
}

/** Until then n8n has recorded the execution and answered, ms. */
const RECORDED_MS = 500;

/**
 * Has n8n keep what was seen also where a workflow starts. n8n 2.40 keeps what was assigned when it answers, but makes a
 * second Workflow of the same data before (WorkflowRunner.establishContextForPersistence), which takes back the mark that
 * something was assigned. So it is assigned again meanwhile; once too often does no harm.
 */
export async function keepSeen(state: TriggerState): Promise<void> {
	const { seen } = state;
	for (let ms = 1; ms <= RECORDED_MS; ms *= 2) {
		await sleep(ms);
		state.seen = seen;
	}
}
