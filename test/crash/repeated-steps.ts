/** Whether a step was computed again although its result had been recorded: seen in the requests that it makes. */
import type { RunEvent } from '../../engine/contract/run.ts';
import type { SandboxRequest } from '../servers/sandbox.ts';

/**
 * Steps that make requests of their own, and the requests by which they are known: the same number of bodies each.
 * `inOrder`: one after the other; the transcripts of a page may share a request.
 */
const STEPS = [
	{ step: 'list calls ', operation: 'calls.extensive', inOrder: true },
	{ step: 'transcripts ', operation: 'calls.transcript', inOrder: true },
	{ step: 'find chat user ', operation: 'users.lookupByEmail', inOrder: false },
	{ step: 'locate ', operation: 'contacts.batchRead', inOrder: false },
];

/**
 * After each moment no more different requests may come than belong to the steps still to be recorded at it; and where
 * steps go in order, no request comes again once a step was recorded since. `requests`: those that came in while the run
 * was under way.
 */
export function repeatedSteps(events: RunEvent[], requests: SandboxRequest[]): string[] {
	return STEPS.flatMap(({ inOrder, operation, step }) => {
		const recorded = events
			.flatMap((event) => (event.type === 'step' && event.name.startsWith(step) ? [Date.parse(event.at)] : []))
			.toSorted((one, other) => one - other);
		const asked = requests.filter((request) => request.operation === operation);
		if (recorded.length === 0 || asked.length === 0) return [`${operation}: nothing to compare`];
		const bodies = Math.ceil(new Set(asked.map(({ digest }) => digest)).size / recorded.length);
		return recorded.flatMap((at, index) => {
			const earlier = new Set(asked.filter((request) => Date.parse(request.at) <= at).map(({ digest }) => digest));
			const later = new Set(asked.filter((request) => Date.parse(request.at) > at).map(({ digest }) => digest));
			const open = recorded.length - index - 1;
			const again = inOrder ? [...later].filter((digest) => earlier.has(digest)).length : 0;
			return [
				...(later.size > open * bodies ? [`${operation}: ${later.size} were asked with ${open} steps to go`] : []),
				...(again > 0 ? [`${operation}: ${again} were asked again after a step was recorded`] : []),
			];
		});
	});
}
