/** Marks on insights in memory, for tests. Not for production code. */
import type { FeedbackEntry } from '../../contract/feedback.ts';
import type { Feedback } from '../../ports/feedback.ts';
import { variant } from '../coaching/wording.ts';
import { insightId } from '../feedback/insight-id.ts';

/** Of one tenant, all marked at the same moment. Ids are short: a few insights are told apart by them, not thousands. */
export function memoryFeedback(): Feedback {
	const entries = new Map<string, FeedbackEntry>();
	const at = '2026-11-20T12:00:00.000Z';
	return {
		idOf: (callId, insight) => insightId(callId, insight, (text) => `id-${variant(text, 2 ** 32)}`),
		disagree: async (_, mark) => {
			const key = `${mark.callId} ${mark.id}`;
			if (!entries.has(key)) entries.set(key, { ...mark, mark: 'disagreed', at });
		},
		undo: async (_, callId, id) => void entries.delete(`${callId} ${id}`),
		ofCalls: async (_, callIds) =>
			Map.groupBy(
				[...entries.values()].filter(({ callId }) => callIds.includes(callId)),
				({ callId }) => callId,
			),
		list: async () => ({ feedback: [...entries.values()] }),
	};
}
