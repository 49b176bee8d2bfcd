/** What a test tells a server that runs in a process of its own. */

export type Control = {
	/** Names of the tools it lists and has; without it all of its world. */
	offers?: string[];
	/** More items of its list, as they go over the wire. */
	extra?: unknown[];
	perPage?: number;
	/** Does not say that its list has changed. */
	silent?: boolean;
	/** Never answers what its tools are. */
	noList?: boolean;
	/** What it wants as bearer. */
	token?: string;
	/** Answers as JSON, not as events. */
	json?: boolean;
};
