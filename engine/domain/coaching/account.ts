/** The account of a coaching day while it is made: what was read, skipped, delivered, and what is missing. */
import type {
	CoachingDay,
	DayWriting,
	DeliveredMessage,
	DeliveredNote,
	DeliveryMode,
	Gap,
	SkipReason,
} from '../../contract/coaching.ts';
import type { CarriedCall } from '../../ports/window-store.ts';
import { fitted } from './fitted.ts';
import { summaryOf } from './summary.ts';
import type { PlannedWindow } from './window.ts';

export type Account = {
	window: PlannedWindow;
	delivery: DeliveryMode;
	/** Calls looked at: each is analyzed or skipped with a reason once the analysis is done. */
	listed: number;
	analyzed: number;
	sentences: number;
	skipped: { callId: string; reason: SkipReason }[];
	carriedOver: CarriedCall[];
	messages: DeliveredMessage[];
	notes: DeliveredNote[];
	gaps: Gap[];
	playbooks: NonNullable<CoachingDay['playbooks']>;
	/** Where the run names models. */
	writing?: DayWriting;
	dropped: number;
	/** Whether models have read one of the calls, or written a text. */
	generative: boolean;
	completed: boolean;
};

export function newAccount(window: PlannedWindow, delivery: DeliveryMode): Account {
	return {
		window,
		delivery,
		listed: 0,
		analyzed: 0,
		sentences: 0,
		skipped: [],
		carriedOver: [],
		messages: [],
		notes: [],
		gaps: [],
		playbooks: [],
		dropped: 0,
		generative: false,
		completed: false,
	};
}

/** The result as it stands, with its summary. */
export function toCoachingDay(account: Account): CoachingDay {
	const { window, delivery, listed, analyzed, sentences, carriedOver, messages, notes, gaps, dropped } = account;
	const day = {
		window: { ...window, completed: account.completed },
		delivery,
		calls: { listed, analyzed, sentences, skipped: byReason(account.skipped), carriedOver },
		messages: [...messages],
		notes: [...notes],
		gaps: [...gaps],
		...(account.playbooks.length > 0 ? { playbooks: account.playbooks } : {}),
		...(account.writing ? { writing: account.writing } : {}),
		...(account.generative ? { analysis: 'generative' as const } : {}),
		dropped,
	};
	return fitted({ ...day, summary: summaryOf(day) });
}

export function byReason(skipped: Account['skipped']): CoachingDay['calls']['skipped'] {
	const reasons = new Map<SkipReason, string[]>();
	for (const { callId, reason } of skipped) reasons.set(reason, [...(reasons.get(reason) ?? []), callId]);
	return [...reasons].map(([reason, callIds]) => ({ reason, count: callIds.length, callIds }));
}
