/** The options of `npm start`. */
import { parseArgs } from 'node:util';
import { Message } from '../shared/message.mjs';

export const usage = `npm start                              sandbox, engine and n8n, until Ctrl-C
npm start -- --engine-only             without n8n
npm start -- --once                    ends after the run; exit code 0 when nothing failed and nothing is unconfirmed
npm start -- --sandbox-today DATE      the day the sandbox takes for today (YYYY-MM-DD), to repeat a run exactly

SOPHIA_HOME   the folder for all data (default .sophia)
REDIS_URL     a Redis to use instead of one started for Sophia
DATABASE_URL  a PostgreSQL to use instead of the embedded store`;

/** @returns {{ once: boolean, engineOnly: boolean, today: string | undefined, help: boolean }} @throws Message */
export function readOptions(/** @type {string[]} */ args) {
	const known = /** @type {const} */ ({
		once: { type: 'boolean', default: false },
		'engine-only': { type: 'boolean', default: false },
		'sandbox-today': { type: 'string' },
		help: { type: 'boolean', default: false },
	});
	try {
		const { values } = parseArgs({ args, options: known });
		const today = values['sandbox-today'];
		if (today !== undefined && !isDate(today)) throw new Error(`${today} is not a date (YYYY-MM-DD)`);
		return { once: !!values.once, engineOnly: !!values['engine-only'], today, help: !!values.help };
	} catch (error) {
		throw new Message(`${/** @type {Error} */ (error).message}\n\n${usage}`);
	}
}

/** A day that is in the calendar: 30 February would be taken for 1 March. */
function isDate(/** @type {string} */ text) {
	const date = new Date(`${text}T00:00:00Z`);
	return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
