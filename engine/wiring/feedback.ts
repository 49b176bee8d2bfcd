/** Who disagrees with what, over a store that is open. */
import { sha256 } from '../adapters/clock/system.ts';
import { createFeedback } from '../domain/feedback/feedback.ts';
import type { Feedback } from '../ports/feedback.ts';
import type { Store } from './store.ts';

export function feedbackOver({ feedback: store }: Pick<Store, 'feedback'>): Feedback {
	return createFeedback({ store, hash: sha256 });
}
