/** Questions in SQL that a model wrote, about what a tenant has. */
import type { Json } from './json.ts';

export type AnalysisColumn = { readonly name: string; readonly type: string; readonly about?: string };

export type AnalysisView = {
	readonly name: string;
	readonly about: string;
	readonly columns: readonly AnalysisColumn[];
	/** By which the newest rows come first, where not all can be looked at. */
	readonly newest: string;
};

export type AnalysisAnswer = {
	/** Empty where there is no row. */
	columns: string[];
	rows: Json[][];
	/** There were more rows, or longer values, than an answer holds. */
	cut: boolean;
	/** Views of which only the newest rows could be looked at. */
	partial: string[];
};

export type AnalysisStore = {
	readonly views: readonly AnalysisView[];
	/**
	 * Runs one SELECT over the views, which show the rows of that tenant alone. Throws TerminalErrors `sql-not-allowed`,
	 * `sql-failed`, `sql-timed-out`, `scope-missing`; RetryableError `store-unavailable`; the signal's reason.
	 */
	query(tenant: string, sql: string, signal: AbortSignal): Promise<AnalysisAnswer>;
};
