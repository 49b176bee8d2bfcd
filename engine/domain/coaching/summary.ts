/** The account of a day in plain words for a manager. */
import type {
	CoachingDay,
	DeliveredMessage,
	DeliveredNote,
	DeliveryState,
	SkipReason,
} from '../../contract/coaching.ts';
import { counted, listed } from './wording.ts';

const REASONS: Record<SkipReason, string> = {
	private: 'private',
	'internal-only': 'with colleagues only',
	'opted-out': 'of reps who opted out',
	language: 'in another language',
	'no-transcript-yet': 'without a transcript yet',
	'transcript-never-came': 'whose transcript never came',
	'already-coached': 'coached before',
	'empty-transcript': 'with an empty transcript',
	failed: 'that could not be analyzed',
};

/** Why a text stayed in the words of rules; another reason is shown by its code. */
const WRITING_REASONS: Record<string, string> = {
	'budget-exceeded': 'because the budget was used up',
	'models-failed': 'because no model answered',
	'models-unavailable': 'because no model answered',
	'models-none': 'because the run names no model that could write',
	'model-request-too-large': 'because it does not fit under the ceiling of its tier',
	'no-time': 'because time ran out',
	order: 'because of words that were meant for a machine',
	number: 'because the model named a number that nobody had',
	name: 'because the model named somebody that nobody had',
	date: 'because the model named a day that nobody had',
	'not-carried': 'because the model said what no quote carries',
	'repeats-quote': 'because the model repeated the quote',
	'too-long': 'because the model wrote too much',
	tone: 'because the model missed the tone',
};

/** One short line a subject: calls, messages, notes, what is missing, what was dropped. */
export function summaryOf(day: Omit<CoachingDay, 'summary'>): string {
	return [
		callsLine(day),
		deliveryLine('message', day.messages, day),
		deliveryLine('note', day.notes, day),
		twiceLine(day),
		carriedLine(day),
		writingLine(day),
		gapsLine(day),
		droppedLine(day),
		windowLine(day),
	]
		.filter((line) => line !== undefined)
		.join('\n');
}

function callsLine({ calls }: Omit<CoachingDay, 'summary'>): string {
	if (calls.listed === 0) return 'There were no calls to coach.';
	const read = `Read ${counted(calls.analyzed, 'call')} (${counted(calls.sentences, 'sentence')})`;
	if (calls.skipped.length === 0) return `${read}.`;
	const total = calls.skipped.reduce((sum, { count }) => sum + count, 0);
	return `${read}; skipped ${total}: ${listed(calls.skipped.map(({ reason, count }) => `${count} ${REASONS[reason]}`))}.`;
}

/** What became of the messages or notes, most welcome first. */
function deliveryLine(
	noun: 'message' | 'note',
	deliveries: (DeliveredMessage | DeliveredNote)[],
	{ delivery }: Omit<CoachingDay, 'summary'>,
): string | undefined {
	if (deliveries.length === 0) return undefined;
	const words: Record<DeliveryState, string> = {
		sent: noun === 'note' ? 'written' : delivery === 'only-me' ? 'sent to you only' : 'sent',
		'already-sent': noun === 'note' ? 'written earlier' : 'sent earlier',
		previewed: 'shown only',
		waiting: 'waiting to go out',
		unconfirmed: 'unconfirmed (it is not known whether they arrived; they are not sent again)',
		failed: 'failed',
		gap: noun === 'note' ? 'without a CRM record to go to' : 'without a person to go to',
	};
	const parts = (Object.keys(words) as DeliveryState[]).flatMap((state) => {
		const count = deliveries.filter((one) => one.state === state).length;
		return count === 0 ? [] : [`${count} ${words[state]}`];
	});
	return `${counted(deliveries.length, noun === 'note' ? 'CRM note' : 'message')}: ${listed(parts)}.`;
}

function twiceLine({ messages, notes }: Omit<CoachingDay, 'summary'>): string | undefined {
	const earlier = [...messages, ...notes].some(({ state }) => state === 'already-sent');
	return earlier ? 'What an earlier run had delivered was not delivered again.' : undefined;
}

function carriedLine({ calls, delivery }: Omit<CoachingDay, 'summary'>): string | undefined {
	if (calls.carriedOver.length === 0) return undefined;
	const titles = calls.carriedOver.slice(0, 5).map(({ title }) => `“${title}”`);
	const more = calls.carriedOver.length - titles.length;
	// Only a send moves windows.
	const what = delivery === 'send' ? 'Carried over' : 'A send would carry over';
	return `${what} until the transcript comes: ${listed(more > 0 ? [...titles, `${more} more`] : titles)}.`;
}

function writingLine({ writing }: Omit<CoachingDay, 'summary'>): string | undefined {
	if (!writing) return undefined;
	const { written, kept, known, models } = writing;
	const byRules = kept.reduce((sum, { count }) => sum + count, 0);
	if (written + byRules === 0) return undefined;
	const usd = models.reduce((sum, { costUsd }) => sum + costUsd, 0);
	const cost = [usd > 0 ? `$${Number(usd.toPrecision(2))}` : '', known > 0 ? `${known} paid for earlier` : ''];
	const paid = cost.filter(Boolean).join(', ');
	const reasons = listed(kept.map(({ reason, count }) => `${count} ${WRITING_REASONS[reason] ?? `(${reason})`}`));
	return [
		`In a model's words: ${written} of ${counted(written + byRules, 'text')}${paid ? ` (${paid})` : ''}.`,
		...(byRules > 0 ? [`In the words of rules: ${reasons}.`] : []),
	].join(' ');
}

function gapsLine({ gaps }: Omit<CoachingDay, 'summary'>): string | undefined {
	if (gaps.length === 0) return undefined;
	const texts = gaps.slice(0, 5).map(({ text }) => text);
	const more = gaps.length - texts.length;
	return `Gaps: ${texts.join(' ')}${more > 0 ? ` And ${more} more.` : ''}`;
}

function droppedLine({ dropped, calls }: Omit<CoachingDay, 'summary'>): string | undefined {
	if (dropped > 0) return `Dropped ${counted(dropped, 'claim')} whose quote did not stand in the transcript.`;
	return calls.analyzed > 0 ? 'Every claim is backed by a quote from its call.' : undefined;
}

/** Says when a window stays open, because the next run will then take it up again. */
function windowLine({ window, delivery, messages }: Omit<CoachingDay, 'summary'>): string | undefined {
	if (delivery !== 'send' || window.explicit) return undefined;
	if (window.completed) {
		const failed = messages.some(({ state }) => state === 'failed');
		return failed
			? `To try the failed messages again, run the window from ${window.from} to ${window.to}: what arrived is not sent twice.`
			: undefined;
	}
	return 'The window stays open: the next run takes it up again.';
}
