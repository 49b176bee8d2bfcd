/** To whom the messages and notes go: users in the chat, records in the CRM. */
import type { Call, CrmReference } from '../../contract/call.ts';
import type { ErrorView } from '../../contract/run.ts';
import { TerminalError, toErrorView } from '../../errors.ts';
import type { ChatUser } from '../../ports/chat.ts';
import type { RunContext } from '../../ports/run-context.ts';
import { batches } from './batches.ts';
import { concurrently } from './concurrently.ts';
import type { CoachingPorts } from './ports.ts';
import { shortened } from './trim.ts';

const LOOK_UPS_AT_ONCE = 8;

/** So many that a morning needs few requests, so few that a crash loses little. */
const CALLS_A_LOT = 25;
const LOTS_AT_ONCE = 2;

/** What a look-up found. `failed`: this one cannot be looked up; the service as such works. */
export type Looked<Found> = { found: Found } | { missing: true } | { failed: ErrorView };

/** Somebody to be found in the chat. The id names the step: no address stands in names that logs and events show. */
export type Person = { id: string; email: string };

/** Chat users by the person's id, each person looked up once. Throws when every single look-up fails. */
export async function findChatUsers(
	run: RunContext,
	chat: NonNullable<CoachingPorts['chat']>,
	people: Person[],
): Promise<Map<string, Looked<ChatUser>>> {
	const unique = [...new Map(people.map((person) => [person.id, person])).values()];
	const looked = await concurrently(unique, LOOK_UPS_AT_ONCE, ({ id, email }) =>
		run.step(`find chat user ${id}`, (signal) =>
			attempted<ChatUser>(signal, async () => {
				const user = await chat.findUser(email.toLowerCase(), signal);
				return user ? { found: user } : { missing: true };
			}),
		),
	);
	throwWhenAllFailed(looked);
	return new Map(unique.map(({ id }, position) => [id, looked[position] as Looked<ChatUser>]));
}

/**
 * CRM records by call id. Calls are looked up together, a step for each lot; where that is refused, one by one: a call
 * that cannot be looked up is that call's failure, and the others go on.
 */
export async function locateRecords(
	run: RunContext,
	crm: NonNullable<CoachingPorts['crm']>,
	calls: Call[],
): Promise<Map<string, Looked<CrmReference[]>>> {
	const looked = await concurrently(batches(calls, CALLS_A_LOT), LOTS_AT_ONCE, (lot, position) =>
		run.step(`locate ${position + 1}`, async (signal) => {
			const together = await attempted(signal, async () => ({ found: await crm.locate(lot, signal) }));
			if ('found' in together) return together.found.map(toLooked);
			return concurrently(lot, LOOK_UPS_AT_ONCE, (call) =>
				attempted(signal, async () => toLooked((await crm.locate([call], signal))[0])),
			);
		}),
	);
	return new Map(looked.flat().map((one, position) => [(calls[position] as Call).id, one]));
}

function toLooked(records: CrmReference[] | undefined): Looked<CrmReference[]> {
	if (!records || records.length === 0) return { missing: true };
	return { found: records.map((record) => (record.name ? { ...record, name: shortened(record.name) } : record)) };
}

/** What trying again would not change is an answer; anything else goes up, so that the step is tried again. */
async function attempted<Found>(signal: AbortSignal, look: () => Promise<Looked<Found>>): Promise<Looked<Found>> {
	try {
		return await look();
	} catch (error) {
		if (error instanceof TerminalError && !signal.aborted) return { failed: toErrorView(error) };
		throw error;
	}
}

/** Nobody can be found: that is no gap of a day, the connection does not work. */
function throwWhenAllFailed(looked: Looked<ChatUser>[]): void {
	const failures = looked.flatMap((one) => ('failed' in one ? [one.failed] : []));
	const [first] = failures;
	if (!first || failures.length < looked.length) return;
	throw new TerminalError(first.code as TerminalError['code'], first.message, { details: first.details });
}
