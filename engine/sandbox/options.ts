/** How the sandbox is started: arguments first, then the environment, then defaults. */
import { parseArgs } from 'node:util';
import { todayIn } from './local-time.ts';

export interface Options {
	/** 0: any free port. */
	port: number;
	/** Folder with calls in Gong's wire format; absent: the demo calls. */
	calls?: string;
	/** YYYY-MM-DD. */
	today: string;
	/** IANA name of the time zone. */
	zone: string;
	/** How many calls the day before today gets, made of those in `calls`; absent: they keep their dates. */
	dayCalls?: number;
	/** Journal that keeps messages and notes over a restart; absent: memory. */
	state?: string;
}

export const USAGE = `node main.ts [--port 0] [--calls FOLDER] [--today YYYY-MM-DD] [--zone Europe/Berlin]
             [--day-calls N] [--state FILE]
or by SANDBOX_PORT, SANDBOX_CALLS, SANDBOX_TODAY, SANDBOX_ZONE, SANDBOX_DAY_CALLS, SANDBOX_STATE`;

/** Throws an Error that names the wrong value. */
export function readOptions(args: string[], environment: NodeJS.ProcessEnv): Options {
	const { values } = parseArgs({
		args,
		options: {
			port: { type: 'string', default: environment.SANDBOX_PORT || '0' },
			calls: { type: 'string', default: environment.SANDBOX_CALLS || undefined },
			today: { type: 'string', default: environment.SANDBOX_TODAY || undefined },
			zone: { type: 'string', default: environment.SANDBOX_ZONE || 'Europe/Berlin' },
			'day-calls': { type: 'string', default: environment.SANDBOX_DAY_CALLS || undefined },
			state: { type: 'string', default: environment.SANDBOX_STATE || undefined },
		},
	});
	const { zone, calls, state } = values;
	if (!isZone(zone)) throw new Error(`--zone ${zone} is no time zone, e.g. Europe/Berlin`);
	const today = values.today ?? todayIn(zone);
	if (!/^\d{4}-\d\d-\d\d$/.test(today) || Number.isNaN(Date.parse(today))) {
		throw new Error(`--today ${today} is no date, e.g. 2026-11-22`);
	}
	const dayCalls =
		values['day-calls'] === undefined ? undefined : wholeNumber('--day-calls', values['day-calls'], 1, 10_000);
	if (dayCalls !== undefined && calls === undefined) throw new Error('--day-calls needs --calls');
	return { port: wholeNumber('--port', values.port, 0, 65_535), calls, today, zone, dayCalls, state };
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
	const value = Number(text);
	if (!Number.isInteger(value) || value < least || value > most) {
		throw new Error(`${name} ${text} is no whole number from ${least} to ${most}`);
	}
	return value;
}

function isZone(zone: string): boolean {
	try {
		new Intl.DateTimeFormat('en', { timeZone: zone });
		return true;
	} catch {
		return false;
	}
}
