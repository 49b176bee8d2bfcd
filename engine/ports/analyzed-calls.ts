/** Calls as they were analyzed last. Implemented by engine/domain/analysis. */
import type { AnalyzedCallResult } from '../contract/analysis.ts';

export type AnalyzedCalls = {
	/** Throws `call-unknown`, and `call-not-analyzed` for an upload that no run has analyzed yet. */
	get(tenant: string, callId: string): Promise<AnalyzedCallResult>;
};
