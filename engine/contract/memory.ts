/** What members of teams remember for long, as the interface lists it. */
import { z } from 'zod';

export const MemoryEntry = z.object({
	id: z.string(),
	/** Empty: long-term memory without a collection. */
	collection: z.string(),
	text: z.string(),
	/** Where it came from: the run, who wrote it, and what was asked then. */
	from: z.object({ runId: z.string(), team: z.string(), member: z.string(), task: z.string() }),
	/** E-mail addresses of the people whom it speaks of. */
	people: z.array(z.string()),
	/** When it was kept, ISO 8601. */
	at: z.string(),
});
export type MemoryEntry = z.infer<typeof MemoryEntry>;

/** Newest first. */
export const MemoryList = z.object({
	items: z.array(MemoryEntry),
	/** What `before` takes for the items that follow; left out on the last page. */
	next: z.string().optional(),
});
export type MemoryList = z.infer<typeof MemoryList>;
