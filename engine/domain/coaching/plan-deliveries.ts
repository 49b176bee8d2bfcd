/** What goes to whom: one message per rep (and one per late call), one note per call. */
import type { Call, CrmReference } from '../../contract/call.ts';
import type { DeliveredMessage, DeliveredNote } from '../../contract/coaching.ts';
import type { ChatUser } from '../../ports/chat.ts';
import type { RunContext } from '../../ports/run-context.ts';
import { undisputed } from '../feedback/disagreed.ts';
import type { Account } from './account.ts';
import { findChatUsers, type Looked, locateRecords } from './addressees.ts';
import type { AnalyzedReadyCall } from './analyze-calls.ts';
import type { MessageSubject } from './keys.ts';
import { type DraftedMessage, draftMessage, type MessageRequest } from './message.ts';
import { callNote } from './note.ts';
import type { CoachingPorts } from './ports.ts';
import { dayOf, daysOf } from './window.ts';
import { isUnknown } from './wording.ts';

/** The calls that go into one message, and so are coached together. */
export type CallGroup = { rep: Call['rep']; calls: AnalyzedReadyCall[]; subject: MessageSubject };

/** `draft`: what rules made the message of. */
export type PlannedMessage = {
	group: CallGroup;
	draft: DraftedMessage;
	delivered: DeliveredMessage;
	user?: ChatUser;
};

export type PlannedNote = {
	group: CallGroup;
	call: AnalyzedReadyCall;
	delivered: DeliveredNote;
	targets?: CrmReference[];
};

/** Calls of one rep make one group; a late call is one by itself, as is the call of `coach-call`. */
export function groupsOf(calls: AnalyzedReadyCall[], windowEnd: string, single: boolean): CallGroup[] {
	const groups = new Map<string, CallGroup>();
	for (const one of calls) {
		const { call, carried } = one;
		const key = JSON.stringify(carried || single ? [call.rep.id, call.id] : [call.rep.id]);
		const known = groups.get(key);
		if (known) {
			known.calls.push(one);
			continue;
		}
		const subject: MessageSubject = single
			? { kind: 'call', callId: call.id }
			: carried
				? { kind: 'late', windowEnd: carried.since, callId: call.id }
				: { kind: 'window', windowEnd };
		groups.set(key, { rep: call.rep, calls: [one], subject });
	}
	return [...groups.values()];
}

/** Looks up the people, and writes the messages into the account: ready ones wait, the others say why they do not. */
export async function planMessages(
	run: RunContext,
	{ chat, ...ports }: Pick<CoachingPorts, 'chat' | 'pageOf' | 'feedback' | 'disagreeAt'>,
	groups: CallGroup[],
	account: Account,
): Promise<PlannedMessage[]> {
	const people = new Map(groups.map((group) => [group, personOf(run, group, groups)]));
	const known = [...people.values()].flatMap(({ id, email }) => (email === undefined ? [] : { id, email }));
	const users = chat ? await findChatUsers(run, chat, known) : undefined;
	const addresses = addressesOf(run, ports);
	const planned = groups.map((group): PlannedMessage => {
		const { id, email } = people.get(group) ?? { id: group.rep.id };
		const looked = users && (users.get(id) ?? { missing: true as const });
		const user = looked && 'found' in looked ? looked.found : undefined;
		const draft = draftOf(group, account, addresses);
		return {
			group,
			draft,
			user,
			delivered: {
				message: draft.message,
				to: { email, name: user?.name, address: user?.channel },
				...messageState(run, looked, email),
				...(group.subject.kind === 'late' ? { lateCallId: group.subject.callId } : {}),
			},
		};
	});
	account.messages = planned.map(({ delivered }) => delivered);
	reportMissingUsers(planned, account);
	return planned;
}

/** Of a moment of a call on its page, and of the page on which a rep disagrees with it. */
function addressesOf(
	{ requestedAt }: Pick<RunContext, 'requestedAt'>,
	{ pageOf, feedback, disagreeAt }: Pick<CoachingPorts, 'pageOf' | 'feedback' | 'disagreeAt'>,
): Pick<MessageRequest, 'pageOf' | 'disagreeAt'> {
	return {
		pageOf: (callId, startMs) => pageOf(callId, requestedAt, { startMs }),
		disagreeAt: (callId, insight) => disagreeAt({ callId, id: feedback.idOf(callId, insight) }, requestedAt),
	};
}

/** Looks up the records, and writes the notes into the account. */
export async function planNotes(
	run: RunContext,
	{ crm, pageOf }: Pick<CoachingPorts, 'crm' | 'pageOf'>,
	groups: CallGroup[],
	account: Account,
): Promise<PlannedNote[]> {
	const calls = groups.flatMap((group) => group.calls.map(({ call }) => call));
	const records = crm ? await locateRecords(run, crm, calls) : undefined;
	const planned = groups.flatMap((group) =>
		group.calls.map((one): PlannedNote => {
			const { call, analysis } = one;
			const looked = records?.get(call.id);
			const targets = looked && 'found' in looked ? looked.found : undefined;
			// Everybody who sees the record can open it: the page shows them no coaching.
			const page = pageOf(call.id, run.requestedAt, { view: 'record' });
			const agreed = { ...analysis, insights: undisputed(analysis.insights) };
			const note = callNote(call, agreed, account.window.zone, page);
			return { group, call: one, targets, delivered: { note, to: targets ?? [], ...noteState(run, looked) } };
		}),
	);
	account.notes = planned.map(({ delivered }) => delivered);
	for (const { delivered } of planned) {
		if (delivered.state !== 'gap') continue;
		const { callId, title } = delivered.note;
		account.gaps.push({ kind: 'call-without-record', subject: callId, text: `“${title}” belongs to no CRM record.` });
	}
	return planned;
}

/** The days of the window; for a message about one call the day of that call. */
function draftOf(
	{ rep, calls, subject }: CallGroup,
	{ window }: Account,
	addresses: Pick<MessageRequest, 'pageOf' | 'disagreeAt'>,
): DraftedMessage {
	const [first] = calls;
	const ofWindow = subject.kind === 'window' || !first;
	const day = first ? dayOf(first.call.started, window.zone) : '';
	const heading = ofWindow ? daysOf(window) : subject.kind === 'late' ? `${day}, the transcript came in late` : day;
	return draftMessage({ rep, calls, occasion: { kind: subject.kind }, heading, zone: window.zone, ...addresses });
}

type State<Delivered extends DeliveredMessage | DeliveredNote> = Pick<Delivered, 'state' | 'reason' | 'error'>;

function messageState(run: RunContext, looked: Looked<ChatUser> | undefined, email?: string): State<DeliveredMessage> {
	if (!looked) return { state: 'previewed', reason: 'No chat connection was chosen: the message is shown only.' };
	if ('failed' in looked) return { state: 'failed', reason: looked.failed.message, error: looked.failed };
	if ('missing' in looked) {
		const reason = email ? `Nobody in the chat has the address ${email}.` : 'The call service names no e-mail address.';
		return { state: 'gap', reason };
	}
	return run.delivery === 'preview' ? { state: 'previewed' } : { state: 'waiting' };
}

function noteState(run: RunContext, looked: Looked<CrmReference[]> | undefined): State<DeliveredNote> {
	if (!looked) return { state: 'previewed', reason: 'No CRM connection was chosen: the note is shown only.' };
	if ('failed' in looked) return { state: 'failed', reason: looked.failed.message, error: looked.failed };
	if ('missing' in looked) return { state: 'gap', reason: 'No contact, deal or company belongs to this call.' };
	return run.delivery === 'send' ? { state: 'waiting' } : { state: 'previewed' };
}

/** One gap a person, however many messages. */
function reportMissingUsers(planned: PlannedMessage[], account: Account): void {
	const reported = new Set<string>();
	for (const { delivered } of planned) {
		const subject = delivered.to.email ?? delivered.message.rep.id;
		if (delivered.state !== 'gap' || reported.has(subject)) continue;
		reported.add(subject);
		const { name } = delivered.message.rep;
		const who =
			delivered.to.email ?? (isUnknown(name) ? 'The owner of a call, whom the call service does not name,' : name);
		account.gaps.push({ kind: 'rep-without-chat-user', subject, text: `${who} has no user in the chat.` });
	}
}

/** To whom the message of a group goes: its rep, at the first address that any of the rep's calls names. */
function personOf(run: RunContext, { rep }: CallGroup, groups: CallGroup[]): { id: string; email?: string } {
	if (run.delivery === 'only-me') return { id: 'recipient', email: run.recipient };
	const calls = groups.filter((group) => group.rep.id === rep.id).flatMap((group) => group.calls);
	for (const { call } of calls) {
		const email = call.rep.email ?? call.parties.find(({ userId }) => userId === rep.id)?.email;
		if (email) return { id: rep.id, email };
	}
	return { id: rep.id };
}
