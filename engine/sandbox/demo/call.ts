/** A demo call as it is written down: who, when, and what was said. */
export interface DemoCall {
	/** Its ids are made from this; never change it. */
	slug: string;
	title: string;
	/** `yesterday` is the day before today, whatever its weekday; `earlier` a working day of that week. */
	day: 'yesterday' | 'earlier';
	/** Local time of the start, HH:MM. */
	at: string;
	/** First name of the owner. */
	rep: string;
	colleagues?: string[];
	/** Key of the customer's account; absent: only people of the company. */
	account?: string;
	/** First names of the customer's people. */
	guests: string[];
	/** ISO 639-2/B; `eng` when absent. */
	language?: string;
	isPrivate?: boolean;
	/** Gong is not done with it yet; the call took this many seconds. */
	transcriptPendingAfter?: number;
	/** See script.ts for its form. */
	script: string;
}
