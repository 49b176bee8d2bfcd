/** What people say about what was found. */
import { z } from 'zod';
import { InsightKind } from './call.ts';

/** Somebody who read it says that an insight is not right. One who takes that back leaves no entry. */
export const FeedbackEntry = z.object({
	/** Of the insight: the same as long as call, kind, label and evidence are. */
	id: z.string(),
	callId: z.string(),
	kind: InsightKind,
	label: z.string().optional(),
	mark: z.literal('disagreed'),
	/** Through which link: one for coaching, or one that the readers of a CRM record have. Who it was nobody knows. */
	view: z.enum(['coaching', 'record']),
	/** When, ISO 8601. */
	at: z.string(),
});
export type FeedbackEntry = z.infer<typeof FeedbackEntry>;

/** Newest first. */
export const FeedbackList = z.object({
	feedback: z.array(FeedbackEntry),
	/** What `after` takes for the entries that follow; left out on the last page. */
	next: z.string().optional(),
});
export type FeedbackList = z.infer<typeof FeedbackList>;
