/** What people bring, and what was found in calls, over a store that is open. */
import { sha256, systemClock } from '../adapters/clock/system.ts';
import { createAnalyzedCalls } from '../domain/analysis/analyzed-calls.ts';
import { createUploads } from '../domain/transcripts/uploads.ts';
import type { AnalyzedCalls } from '../ports/analyzed-calls.ts';
import type { Uploads } from '../ports/uploads.ts';
import { feedbackOver } from './feedback.ts';
import type { Store } from './store.ts';

type Stores = Pick<Store, 'calls' | 'feedback' | 'transcripts'>;

export function transcriptsOver({ calls, transcripts, feedback }: Stores): {
	uploads: Uploads;
	analyzedCalls: AnalyzedCalls;
} {
	return {
		uploads: createUploads({ calls, transcripts, hash: sha256, clock: systemClock }),
		analyzedCalls: createAnalyzedCalls({ calls, feedback: feedbackOver({ feedback }) }),
	};
}
