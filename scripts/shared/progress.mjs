/** Progress of long steps, with the time they have taken so far. */
import process from 'node:process';

const everyMs = 10_000;
/** @type {NodeJS.WritableStream} */
let output = process.stdout;

/** Sends progress to another stream; a command whose standard output is its result uses standard error. */
export function progressTo(/** @type {NodeJS.WritableStream} */ stream) {
	output = stream;
}

/** Prints one line of progress. */
export function say(/** @type {string} */ line) {
	output.write(`${line}\n`);
}

/** Whole seconds since `began` (milliseconds of the clock), at least 0.1 s precise below ten. */
export function secondsSince(/** @type {number} */ began) {
	const seconds = (Date.now() - began) / 1000;
	return seconds < 10 ? seconds.toFixed(1) : String(Math.round(seconds));
}

/**
 * Does `work` and says when it began, every ten seconds that it still goes on, and how long it took.
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
	const began = Date.now();
	say(`… ${title}`);
	const timer = setInterval(() => say(`  … ${title}: ${secondsSince(began)} s so far`), everyMs);
	try {
		const value = await work();
		say(`✔ ${title} (${secondsSince(began)} s)`);
		return value;
	} catch (error) {
		say(`✖ ${title} (${secondsSince(began)} s)`);
		throw error;
	} finally {
		clearInterval(timer);
	}
}
