/** Where an n8n execution may be put to sleep without losing anything. */
import type { IExecuteFunctions, WorkflowExecuteMode } from 'n8n-workflow';

const SLEEPING_MODES: WorkflowExecuteMode[] = ['manual', 'trigger', 'webhook', 'retry', 'error'];

/** Somebody waits for its answer; unless it says otherwise, that is what the last node gives out. */
const CHAT = /\.chatTrigger$/;

/**
 * False where n8n 2.40 would lose items or answer too early: as a tool (the second call of a turn is lost), in a
 * sub-workflow (the parent keeps the first child's item only), in `n8n execute` (exits at once) and evaluations,
 * under execution order v0 (a node reached twice passes its input through), and behind a webhook that responds when
 * the last node finishes, as a chat does (it would respond with the input).
 */
export function canSleep(context: IExecuteFunctions): boolean {
	const node = context.getNode();
	if (node.type.endsWith('Tool')) return false;
	if (!SLEEPING_MODES.includes(context.getMode())) return false;
	if (context.getWorkflowSettings().executionOrder !== 'v1') return false;
	const before = context.getParentNodes(node.name, { includeNodeParameters: true });
	return !before.some(({ type, parameters }) => parameters?.responseMode === 'lastNode' || CHAT.test(type));
}
