/** Who disagrees with what: marks on insights, by what each insight rests on. */

import type { Insight } from '../contract/call.ts';
import type { FeedbackEntry, FeedbackList } from '../contract/feedback.ts';
import type { PageView } from './page-of.ts';

export type NewMark = Pick<FeedbackEntry, 'id' | 'callId' | 'kind' | 'label' | 'view'>;

/** `after`: what an earlier page named as `next`. */
export type FeedbackPage = { callId?: string; after?: string; limit: number };

export type FeedbackStore = {
	/** Marks it. One that is marked stays as it is; nothing is kept of a call that is not, or not any more, kept itself. */
	disagree(tenant: string, mark: NewMark): Promise<void>;
	/** Takes the mark back; without one nothing happens. */
	undo(tenant: string, callId: string, id: string): Promise<void>;
	/** Marks of these calls, by call id; calls without any are left out. */
	ofCalls(tenant: string, callIds: readonly string[]): Promise<Map<string, FeedbackEntry[]>>;
	/** Newest first. Throws `bad-request` for an `after` that no page has named. */
	list(tenant: string, page: FeedbackPage): Promise<FeedbackList>;
};

/** Implemented by engine/domain/feedback. */
export type Feedback = FeedbackStore & {
	/** By what an insight is known again; see `insightId`. */
	idOf(callId: string, insight: Insight): string;
};

/** An insight that a person may disagree with: its call, and its id there. */
export type InsightReference = { callId: string; id: string };

/**
 * Address of the page on which a person says that an insight is not right, opened by its signature for as long as the
 * page of a call (`PAGE_DAYS` after `from`). The same arguments give the same address. Undefined where `PUBLIC_URL` is not
 * set.
 */
export type DisagreeAt = (insight: InsightReference, from: Date, view?: PageView) => string | undefined;
