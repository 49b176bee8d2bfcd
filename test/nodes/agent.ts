/** One Sophia Agent in n8n's execution context, and a result as the engine gives it. */
import type { TeamResult } from '../../engine/contract/index.ts';
import { type NodeInCore, useNode } from './sophia-node.ts';

export { API_KEY, type Setting } from './sophia-node.ts';

export const AGENT_TYPE = 'n8n-nodes-sophia.sophiaAgent';

/** To be called inside a `describe`. */
export const useAgent = (): NodeInCore =>
	useNode({ type: AGENT_TYPE, name: 'Agent', parameters: { team: 'ResearchTeam', task: 'Find it out.' } });

export const teamResult = (answer: string): TeamResult => ({
	...{ team: 'ResearchTeam', mode: 'collaborate', analysis: 'generative', answer, complete: true },
	...{ evidence: [], unproven: [], dropped: 0, disagreements: [], members: [], notDone: [], missingTools: [] },
	...{ costs: [], costUsd: 0.01, used: { modelCalls: 3, toolCalls: 1, seconds: 4 } },
});
