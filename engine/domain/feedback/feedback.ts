/** Marks on insights, and by what each is known. */
import type { Feedback, FeedbackStore } from '../../ports/feedback.ts';
import type { Hasher } from '../../ports/hasher.ts';
import { insightId } from './insight-id.ts';

export function createFeedback({ store, hash }: { store: FeedbackStore; hash: Hasher }): Feedback {
	return { ...store, idOf: (callId, insight) => insightId(callId, insight, hash) };
}
