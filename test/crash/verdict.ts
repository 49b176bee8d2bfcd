/** Compares what stands in the sandbox with what should: each planned message and note exactly once. */
import type { SandboxMessage, SandboxNote, SandboxState } from '../servers/sandbox.ts';
import type { PlannedDay } from './planned-day.ts';

/** In words, for the message of a failure. */
export type Verdict = { repeated: string[]; lost: string[]; astray: string[] };

export const EXACTLY_ONCE: Verdict = { repeated: [], lost: [], astray: [] };

/** `times`: how often the day was asked for under keys of its own (`resend`). */
export function compareWithPlan(
	{ messages, notes }: Pick<SandboxState, 'messages' | 'notes'>,
	planned: PlannedDay,
	times = 1,
): Verdict {
	const byUser = [...Map.groupBy(messages, ({ user }) => user.email)];
	const counted = [
		...byUser.map(([email, own]) => count(`message to ${email}`, own.map(keyOfMessage), times)),
		...planned.notes.map(({ company, title }) => {
			const own = notes.filter(({ associations }) => associations.some(({ name }) => name === company));
			return count(`note on ${title}`, own.map(keyOfNote), times);
		}),
	];
	const missing = planned.messages.length - byUser.length;
	return {
		repeated: counted.flatMap(({ repeated }) => repeated),
		lost: [
			...counted.flatMap(({ lost }) => lost),
			...(missing > 0 ? [`all messages of ${missing} of ${planned.messages.length} reps`] : []),
		],
		astray: [
			...(missing < 0 ? [`messages to ${-missing} people more than planned`] : []),
			...byUser.flatMap(([email, own]) => wrongCalls(email, own, planned)),
			...notes.flatMap((note) => wrongPlace(note, planned)),
		],
	};
}

function count(what: string, keys: string[], times: number): Pick<Verdict, 'repeated' | 'lost'> {
	const different = new Set(keys).size;
	return {
		repeated: keys.length > different ? [`${what}: ${keys.length} instead of ${different}`] : [],
		lost: different < times ? [`${what}: ${different} instead of ${times}`] : [],
	};
}

function keyOfMessage({ metadata, ts }: SandboxMessage): string {
	return String(metadata?.event_payload.key ?? ts);
}

function keyOfNote({ body, id }: SandboxNote): string {
	return /Sophia reference: (\w+)/.exec(body)?.[1] ?? id;
}

/** A message may name calls of one rep only. */
function wrongCalls(email: string, messages: SandboxMessage[], planned: PlannedDay): string[] {
	const text = JSON.stringify(messages);
	const named = planned.messages.filter((titles) => titles.some((title) => text.includes(title)));
	return named.length > 1 ? [`the message to ${email} names calls of ${named.length} reps`] : [];
}

function wrongPlace({ associations, body, id }: SandboxNote, planned: PlannedDay): string[] {
	const names = (type: string) => associations.filter((one) => one.type === type).map(({ name }) => name);
	const [company] = names('company');
	const plan = planned.notes.find((one) => one.company === company);
	const right = plan && body.includes(plan.title) && String(names('deal')) === String(plan.deal ?? []);
	return right ? [] : [`note ${id} stands on ${JSON.stringify(associations)}`];
}
