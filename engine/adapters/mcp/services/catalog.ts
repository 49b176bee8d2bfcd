/** What is known of the tools of each service, for all runs of the process: kept for a while, and compared when it is read anew. */
import { RetryableError, TerminalError } from '../../../errors.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Log } from '../../../ports/log.ts';
import { type Listed, readList } from './listed.ts';
import type { Ask } from './session.ts';

export type ServiceTools = {
	/** What was last listed; empty before. */
	readonly listed: Listed;
	/** Tools that were there and are gone without a word, with the reason. */
	readonly vanished: ReadonlyMap<string, string>;
	/** Reads the list where it is not known, too old, or may have changed. Throws `service-unavailable`. */
	refresh(ask: Ask, signal: AbortSignal): Promise<void>;
	/** Whether it has to be read again before it is relied on. */
	readonly stale: boolean;
	/** The service itself says that its list is another now. */
	announced(): void;
	/** A connection was lost: nobody knows what comes back. */
	doubted(): void;
};

/** So long a list is believed that nobody said has changed. */
const BELIEVED_MS = 60_000;

export function createServiceTools(service: string, clock: Clock, log: Log): ServiceTools {
	let listed: Listed = { tools: new Map(), skipped: [] };
	let vanished = new Map<string, string>();
	let readAt: number | undefined;
	/** Changes of the list, so that one that comes while it is read is not taken for read. */
	let changes = 0;
	/** Reads that began, and the last of them that counts: an answer that took longer is of an older list. */
	let begun = 0;
	let counted = 0;
	/** Whether the service said that its list has changed, since it was read; perhaps where it was lost after that. */
	let meant: 'no' | 'yes' | 'perhaps' = 'no';
	/** Since when tools are gone that were perhaps taken away. */
	let goneSince: number | undefined;

	const isGoneFor = (ms: number) => goneSince !== undefined && clock.monotonicMs() - goneSince > ms;

	return {
		get listed() {
			return listed;
		},
		get vanished() {
			return vanished;
		},
		get stale() {
			return readAt === undefined || clock.monotonicMs() - readAt > BELIEVED_MS;
		},
		announced() {
			if (readAt !== undefined) log.info({ service }, 'a service says that its tools have changed');
			changes += 1;
			readAt = undefined;
			meant = 'yes';
		},
		doubted() {
			changes += 1;
			readAt = undefined;
			if (meant === 'yes') meant = 'perhaps';
		},
		async refresh(ask, signal) {
			const before = changes;
			const nth = ++begun;
			const read = await readList(service, (params) => ask('tools/list', params, signal));
			if ('kind' in read) {
				const reason = read.kind === 'error' ? 'it lists no tools' : read.reason;
				const message = `The service ${service} does not answer (${reason}).`;
				const details = { service, reason };
				if (read.kind === 'error') throw new TerminalError('service-unavailable', message, { details });
				throw new RetryableError('service-unavailable', message, { notDone: true, details });
			}
			if (nth < counted) return;
			counted = nth;
			// A service that says it changed may take tools away; one that has none left, or says nothing, lost them.
			const forgets = read.tools.size > 0 && (meant === 'yes' || (meant === 'perhaps' && isGoneFor(BELIEVED_MS)));
			const had = forgets ? [] : [...listed.tools.keys(), ...vanished.keys()];
			const reason = `The service ${service} listed it before, and no longer does (${read.tools.size} tools are left).`;
			vanished = new Map(had.filter((name) => !read.tools.has(name)).map((name) => [name, reason]));
			if (vanished.size > 0) log.warn({ service, tools: [...vanished.keys()] }, 'a service has lost tools');
			listed = read;
			if (vanished.size === 0) goneSince = undefined;
			else goneSince ??= clock.monotonicMs();
			if (changes !== before) return;
			if (meant === 'yes' || vanished.size === 0) meant = 'no';
			// A service that lost tools is looked at again each time, so that they are back as soon as it has them.
			if (vanished.size === 0) readAt = clock.monotonicMs();
		},
	};
}
