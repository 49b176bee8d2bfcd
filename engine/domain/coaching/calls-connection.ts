/** Which calls connection a run names. */
import { TerminalError } from '../../errors.ts';
import type { RunContext } from '../../ports/run-context.ts';

/** Throws `connection-unknown` where a run names none; requests for coaching are not taken without it. */
export function callsConnection({ calls }: RunContext['connections']): string {
	if (calls === undefined) throw new TerminalError('connection-unknown', 'The run names no calls connection.');
	return calls;
}
