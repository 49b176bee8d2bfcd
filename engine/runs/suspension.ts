/** Thrown inside an attempt to give its slot back. Code of a run kind lets it pass. */
import type { SuspendedUntil } from '../ports/run-store.ts';

export class Suspension extends Error {
	readonly until: SuspendedUntil;

	constructor(until: SuspendedUntil) {
		super('This run goes on later.');
		this.name = 'Suspension';
		this.until = until;
	}
}

/** What parallel parts wait for, as one: whatever comes first lets the run go on. Children come before a time. */
export function either(one: SuspendedUntil | undefined, other: SuspendedUntil): SuspendedUntil {
	if (one === undefined) return other;
	const [a, b] = [parts(one), parts(other)];
	const children = a.children || b.children;
	const times = [a.ms, b.ms].filter((ms) => ms !== undefined);
	const ms = times.length > 0 ? Math.min(...times) : undefined;
	if (a.answers || b.answers) return { answers: true, children, ...(ms === undefined ? {} : { ms }) };
	return children || ms === undefined ? 'children' : { ms };
}

function parts(until: SuspendedUntil): { answers: boolean; children: boolean; ms: number | undefined } {
	if (until === 'children') return { answers: false, children: true, ms: undefined };
	if ('answers' in until) return { answers: true, children: until.children ?? false, ms: until.ms };
	return { answers: false, children: false, ms: until.ms };
}
