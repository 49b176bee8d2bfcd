/** What the run kinds of call intelligence are given. */
import type { Tier } from '../../contract/model.ts';
import type { TenantSettings } from '../../contract/tenant.ts';
import type { CallSource } from '../../ports/call-source.ts';
import type { CallStore } from '../../ports/call-store.ts';
import type { PageOf } from '../../ports/page-of.ts';
import type { Playbooks } from '../../ports/playbooks.ts';
import type { TranscriptStore } from '../../ports/transcript-store.ts';
import type { ReadsFeedback } from '../feedback/disagreed.ts';
import type { ModelPorts } from '../models/generate.ts';
import type { Prompt } from '../models/prompt.ts';

export type AnalysisPorts = {
	/** The service of `run.connections.calls`; undefined where the run names none: then only uploaded calls can be read. */
	calls: CallSource | undefined;
	/** Calls that were analyzed or uploaded. */
	stored: CallStore;
	transcripts: TranscriptStore;
	/** As they are when an attempt begins; the run records them. */
	settings: TenantSettings;
	/** Who disagrees with what was found. */
	feedback: ReadsFeedback;
	playbooks: Pick<Playbooks, 'list'>;
	/** Addresses of the tenant's calls in the engine. */
	pageOf: PageOf;
	/** Where the run names models: what writes answers with them. */
	writing?: { ports: ModelPorts; prompt: Prompt; tier: Tier | 'auto' };
};
