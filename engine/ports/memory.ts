/** Long-term memory: what members of teams learned, by collection, with where it came from. */

export type MemoryItem = {
	id: string;
	/** Empty: long-term memory without a collection. */
	collection: string;
	text: string;
	from: {
		runId: string;
		team: string;
		member: string;
		/** What was asked then. */
		task: string;
	};
	/** E-mail addresses of the people whom it speaks of. */
	people: string[];
	at: Date;
};

export type Memory = {
	/** Those that have to do with the query, the best first. */
	recall(tenant: string, collection: string, query: string, most: number): Promise<MemoryItem[]>;
	/** The same id again changes nothing. A text is cut at 8 KiB; of 10,000 items of a collection the oldest go. */
	keep(tenant: string, item: Omit<MemoryItem, 'at'>): Promise<void>;
	/** The newest first; `before`: the id after which the list goes on. Throws `bad-request` where there is no such item. */
	list(tenant: string, options: { collection?: string; most: number; before?: string }): Promise<MemoryItem[]>;
	/** False where there was none. */
	remove(tenant: string, id: string): Promise<boolean>;
};
