/** One Sales Coach in n8n's execution context. */
import { type NodeInCore, useNode } from './sophia-node.ts';

export { API_KEY, type Plan, type Setting, succeed } from './sophia-node.ts';

export const COACH_TYPE = 'n8n-nodes-sophia.salesCoach';

/** To be called inside a `describe`. */
export const useCoach = (): NodeInCore =>
	useNode({ type: COACH_TYPE, name: 'Coach', parameters: { resource: 'day', operation: 'coach' } });
