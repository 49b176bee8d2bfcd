/** The span of time in which a customer is looked at. */
import type { AskInput } from '../../contract/run.ts';
import type { RunContext } from '../../ports/run-context.ts';
import { explicitWindow, lastDays, type PlannedWindow } from '../coaching/window.ts';

const LONGEST_DAYS = 366;
const USUAL_DAYS = 90;

/** The one asked for; else the last 90 days up to the request. Throws `window-not-valid`. */
export function customerWindow(
	{ input, requestedAt }: Pick<RunContext<Pick<AskInput, 'window'>>, 'input' | 'requestedAt'>,
	zone: string,
): PlannedWindow {
	return input.window ? explicitWindow(input.window, zone, LONGEST_DAYS) : lastDays(requestedAt, zone, USUAL_DAYS);
}
