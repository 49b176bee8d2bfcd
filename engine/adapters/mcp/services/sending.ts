/** What is known of one request on its way, carried through the library to where its bytes leave. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { WriteGuard } from '../../../ports/run-context.ts';

export type Sending = {
	/** Of a write: asked as the last thing before the request leaves. */
	guard: WriteGuard | undefined;
	/** Whether any byte of it may have reached the service. */
	left: boolean;
	/** What the guard threw: nothing left. */
	refused?: unknown;
	/** Why its answer did not come whole. */
	cut?: 'too-large' | 'cut-off';
};

export const sending = new AsyncLocalStorage<Sending>();

/** More bytes than this are not read of one message. */
export const MOST_BYTES = 4 * 1024 * 1024;
