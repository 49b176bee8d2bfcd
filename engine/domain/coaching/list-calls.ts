/** Which calls a window holds, read page by page so that each page is recorded. */
import type { Call } from '../../contract/call.ts';
import type { Window } from '../../contract/coaching.ts';
import { TerminalError } from '../../errors.ts';
import type { CallPage } from '../../ports/call-source.ts';
import type { RunContext } from '../../ports/run-context.ts';
import type { CarriedCall } from '../../ports/window-store.ts';
import { batches, CALLS_A_REQUEST } from './batches.ts';
import type { CoachingPorts } from './ports.ts';
import { trimmed } from './trim.ts';
import { holds, isEmpty } from './window.ts';

/**
 * The calls that started in [from, to), each once, whatever the service adds at the borders. Of a long window only those
 * that are `wanted` are recorded.
 */
export async function listCalls(
	run: RunContext,
	{ calls }: Pick<CoachingPorts, 'calls'>,
	window: Window,
	wanted: (call: Call) => boolean = () => true,
): Promise<Call[]> {
	const found = new Map<string, Call>();
	if (isEmpty(window)) return [];
	const seen = new Set<string>();
	let cursor: string | undefined;
	for (let number = 1; ; number += 1) {
		const page: CallPage = await run.step(`list calls ${number}`, async (signal) => {
			const answer = await calls.list(window, cursor, signal);
			return { calls: trimmed(answer.calls.filter(wanted)), cursor: answer.cursor };
		});
		for (const call of page.calls) {
			if (holds(window, call.started) && !found.has(call.id)) found.set(call.id, call);
		}
		run.progress('Listing calls', found.size, found.size);
		if (!page.cursor) return [...found.values()];
		if (seen.has(page.cursor)) {
			throw new TerminalError('calls-unreadable', 'The call service names the same next page for ever.');
		}
		seen.add(page.cursor);
		cursor = page.cursor;
	}
}

/** The calls carried over from earlier windows that the service still knows. */
export async function readCarried(
	run: RunContext,
	{ calls }: Pick<CoachingPorts, 'calls'>,
	carried: CarriedCall[],
): Promise<Call[]> {
	const found: Call[] = [];
	for (const [position, ids] of batches(
		carried.map(({ callId }) => callId),
		CALLS_A_REQUEST,
	).entries()) {
		found.push(
			...(await run.step(`carried calls ${position + 1}`, async (signal) => trimmed(await calls.get(ids, signal)))),
		);
	}
	return found;
}
