/** Tells what happened to whoever asked for it: the event is a row before anybody is called. */
import { DateTime } from 'luxon';
import type { SophiaEvent } from '../contract/event.ts';
import type { AnalyzedStoredCall } from '../ports/call-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { Events } from '../ports/events.ts';
import type { Feedback } from '../ports/feedback.ts';
import type { Hasher } from '../ports/hasher.ts';
import type { PageOf } from '../ports/page-of.ts';
import { matches } from './matches.ts';
import { commitmentsOfAnalysis, eventsOfAnalysis, finishedEvent, type Telling } from './of-analysis.ts';

export type EventsOptions = {
	store: EventStore;
	clock: Pick<Clock, 'now'>;
	hash: Hasher;
	/** Who disagrees with what was found. */
	feedback: Pick<Feedback, 'idOf' | 'ofCalls'>;
	/** Links to the pages of a tenant's calls. */
	pageOf: (tenant: string) => PageOf;
};

export function createEvents({ store, clock, hash, feedback, pageOf }: EventsOptions): Events {
	const tellingOf = (tenant: string): Telling => {
		const now = clock.now();
		const page = pageOf(tenant);
		return {
			hash,
			idOf: feedback.idOf,
			at: now.toISOString(),
			page: (callId, startMs) => page(callId, now, { startMs }),
		};
	};
	/** What somebody disagrees with is not told. */
	const undisputed = async (tenant: string, kept: AnalyzedStoredCall): Promise<AnalyzedStoredCall> => {
		const { call, analysis } = kept;
		const marks = (await feedback.ofCalls(tenant, [call.id])).get(call.id) ?? [];
		const ids = new Set(marks.map(({ id }) => id));
		const insights = analysis.insights.filter((insight) => !ids.has(feedback.idOf(call.id, insight)));
		return ids.size === 0 ? kept : { ...kept, analysis: { ...analysis, insights } };
	};
	return {
		async analyzed(tenant, kept, zone) {
			// Whoever may see a private call asks for it; what is told goes to all who subscribed.
			if (kept.call.private) return store.expect(tenant, kept.call.id, []);
			const telling = tellingOf(tenant);
			await emit(store, tenant, eventsOfAnalysis(await undisputed(tenant, kept), telling));
			const today = dayIn(zone, clock.now());
			// All of them: one whose mark is taken back before its day is told after all.
			await store.expect(tenant, kept.call.id, commitmentsOfAnalysis(kept, today, telling));
		},
		async finished(tenant, { call, source }) {
			const event = finishedEvent(call, source, tellingOf(tenant));
			return store.putOnce(tenant, { event, to: wishing(await store.wishes(tenant), event) });
		},
	};
}

/** Keeps the events that somebody asked for, with whom to tell. */
export async function emit(store: EventStore, tenant: string, events: SophiaEvent[]): Promise<void> {
	const wishes = await store.wishes(tenant);
	const addressed = events.map((event) => ({ event, to: wishing(wishes, event) }));
	await store.put(
		tenant,
		addressed.filter(({ to }) => to.length > 0),
	);
}

function wishing(wishes: Awaited<ReturnType<EventStore['wishes']>>, event: SophiaEvent): string[] {
	return wishes.filter(({ filters }) => matches(filters, event)).map(({ id }) => id);
}

/** ISO date of a moment in a zone. */
export function dayIn(zone: string, moment: Date): string {
	return DateTime.fromJSDate(moment, { zone }).toISODate() ?? moment.toISOString().slice(0, 10);
}
