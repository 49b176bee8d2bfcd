/** Days in a time zone, without a library. */

const dayMs = 86_400_000;

/** The zone of this machine; UTC where it does not know its own. */
export function ownZone() {
	const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
	return !zone || zone === 'Etc/Unknown' ? 'UTC' : zone;
}

/** What the clocks of `zone` show at that moment, as if it were UTC; milliseconds. */
function wallClock(/** @type {number} */ moment, /** @type {string} */ zone) {
	const fields = /** @type {const} */ ({ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric' });
	const format = new Intl.DateTimeFormat('en-US', {
		...fields,
		minute: 'numeric',
		second: 'numeric',
		hourCycle: 'h23',
		timeZone: zone,
	});
	const parts = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
	const { year = 0, month = 1, day, hour, minute, second } = parts;
	return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** The date (YYYY-MM-DD) in that zone. */
export function dateIn(/** @type {string} */ zone, moment = Date.now()) {
	return new Date(wallClock(moment, zone)).toISOString().slice(0, 10);
}

/** The moment at which that date begins in that zone, in milliseconds. */
function midnight(/** @type {string} */ date, /** @type {string} */ zone) {
	const wanted = Date.parse(`${date}T00:00:00Z`);
	let moment = wanted;
	// The second round settles it where the offset changes between the guess and midnight.
	for (let round = 0; round < 2; round++) moment += wanted - wallClock(moment, zone);
	return moment;
}

/**
 * The day before `today` (YYYY-MM-DD), from midnight to midnight in `zone`.
 * @returns {{ from: string, to: string }} ISO 8601, half-open
 */
export function dayBefore(/** @type {string} */ today, /** @type {string} */ zone) {
	const yesterday = new Date(Date.parse(`${today}T00:00:00Z`) - dayMs).toISOString().slice(0, 10);
	return {
		from: new Date(midnight(yesterday, zone)).toISOString(),
		to: new Date(midnight(today, zone)).toISOString(),
	};
}
