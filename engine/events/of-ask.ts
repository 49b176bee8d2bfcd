/** What a question gives to tell: that a run waits for a person, and where the person answers. */
import type { SophiaEvent } from '../contract/event.ts';
import type { StoredAsk } from '../ports/event-store.ts';
import type { Hasher } from '../ports/hasher.ts';

export type AskPages = { run: string | undefined; question: string | undefined };

/** The same question has the same id, however often it is told. */
export function askedEvent(
	{ id, rootId, kind, title, tool, member, askedAt }: StoredAsk,
	{ hash, pages }: { hash: Hasher; pages: AskPages },
): Extract<SophiaEvent, { type: 'approval.asked' }> {
	return {
		id: `evt_${hash(JSON.stringify(['approval.asked', id])).slice(0, 40)}`,
		type: 'approval.asked',
		timestamp: askedAt.toISOString(),
		data: {
			run: { id: rootId, kind, ...(pages.run === undefined ? {} : { page: pages.run }) },
			question: { id, title, tool, member, ...(pages.question === undefined ? {} : { page: pages.question }) },
		},
	};
}
