/** What the run kinds of coaching are given. */
import type { TenantSettings } from '../../contract/tenant.ts';
import type { CallSource } from '../../ports/call-source.ts';
import type { CallStore } from '../../ports/call-store.ts';
import type { Chat } from '../../ports/chat.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Crm } from '../../ports/crm.ts';
import type { DisagreeAt } from '../../ports/feedback.ts';
import type { Hasher } from '../../ports/hasher.ts';
import type { PageOf } from '../../ports/page-of.ts';
import type { Playbooks } from '../../ports/playbooks.ts';
import type { TranscriptStore } from '../../ports/transcript-store.ts';
import type { WindowStore } from '../../ports/window-store.ts';
import type { ReadsFeedback } from '../feedback/disagreed.ts';
import type { Writing } from './written/write.ts';

export type CoachingPorts = {
	/** The service of `run.connections.calls`. */
	calls: CallSource;
	/** The service of `run.connections.chat`; undefined where the run names none. */
	chat: Chat | undefined;
	/** The service of `run.connections.crm`; undefined where the run names none. */
	crm: Crm | undefined;
	transcripts: TranscriptStore;
	/** Calls that were analyzed: what trends rest on. */
	stored: Pick<CallStore, 'talks'>;
	playbooks: Pick<Playbooks, 'list'>;
	windows: WindowStore;
	/** As they are when an attempt begins; the run records them, so that a replay goes on with the same. */
	settings: TenantSettings;
	hash: Hasher;
	/** Addresses of the tenant's calls in the engine. */
	pageOf: PageOf;
	/** Who disagrees with what was found, and where one says so. */
	feedback: ReadsFeedback;
	disagreeAt: DisagreeAt;
	/** Only for when to send; everything else depends on the time of the request. */
	clock: Pick<Clock, 'now'>;
	/** Where the run names models: what writes with them. */
	writer?: Writing;
};
