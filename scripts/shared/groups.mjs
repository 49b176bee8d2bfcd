/** The process groups that we started and that still run. */
import process from 'node:process';
import { forget, watch } from './watchdog.mjs';

/** @type {Set<number>} */
const groups = new Set();

/** `pid` leads a group of ours, from now until {@link forgetGroup}. */
export function ownGroup(/** @type {number} */ pid) {
	groups.add(pid);
	watch(pid);
}

/** The group has ended. */
export function forgetGroup(/** @type {number} */ pid) {
	if (groups.delete(pid)) forget(pid);
}

/** The groups that still run, the latest first. */
export function ownGroups() {
	return [...groups].reverse();
}

/** Sends a signal to a whole group; one that has ended is no error. */
export function signalGroup(/** @type {number} */ pid, /** @type {NodeJS.Signals} */ signal) {
	try {
		process.kill(-pid, signal);
	} catch (error) {
		// Not by instanceof: under jest, errors of Node come from another realm.
		if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error;
	}
}
