import type { Query } from './database.ts';

/** Asks the database for an answer; stops waiting when the signal says so, while the statement ends on its own limit. */
export async function ping(query: Query, signal?: AbortSignal): Promise<void> {
	signal?.throwIfAborted();
	const { promise: aborted, reject } = Promise.withResolvers<never>();
	const abort = () => reject(signal?.reason);
	signal?.addEventListener('abort', abort, { once: true });
	try {
		await Promise.race([query('select 1'), aborted]);
	} finally {
		signal?.removeEventListener('abort', abort);
	}
}
