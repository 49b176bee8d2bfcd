/** Transcripts by content hash; the same transcript is stored once per tenant. */
import type { Transcript } from '../contract/call.ts';

export type TranscriptStore = {
	/** Stores them, returns the references in the same order. */
	put(tenant: string, transcripts: Transcript[]): Promise<string[]>;
	/** Undefined when it was erased. */
	get(tenant: string, reference: string): Promise<Transcript | undefined>;
};
