/** The link to a page opens it for this long. */
export const PAGE_DAYS = 30;

/** Who a page of a call is for. `record`: everybody who sees the CRM record, so nothing about how the rep did. */
export type PageView = 'coaching' | 'record';

export type PageShown = {
	/** Default `coaching`. */
	view?: PageView;
	/** Opens the page at the sentence that begins then, ms. */
	startMs?: number;
};

/**
 * Address of a call's page, opened by its signature for `PAGE_DAYS` after `from`. The same arguments give the same address,
 * so that a replay and a preview show what is sent: `from` is when the run was requested, never now. Undefined where
 * nobody outside could open it, because `PUBLIC_URL` is not set.
 */
export type PageOf = (callId: string, from: Date, shown?: PageShown) => string | undefined;

/** Address of a run's page, opened by its signature for `PAGE_DAYS` after `from`, when the run was requested. */
export type RunPageOf = (runId: string, from: Date) => string | undefined;

/**
 * Address of the page on which a person answers a question of a run, opened by its signature for `PAGE_DAYS` after it was
 * asked. `runId`: of the root.
 */
export type QuestionPageOf = (question: { runId: string; id: string; askedAt: Date }) => string | undefined;
