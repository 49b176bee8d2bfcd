/** Stand-ins for what services are given by the engine, which remember. */
import type { Breakers } from '../../../engine/ports/breakers.ts';
import type { Clock } from '../../../engine/ports/clock.ts';
import type { Log } from '../../../engine/ports/log.ts';
import type { ToolRun } from '../../../engine/ports/tool.ts';
import { clock, unstopped } from './fakes.ts';

export type Recorded = Breakers & { outcomes: string[]; open: boolean };

export function recordedBreakers(): Recorded {
	return {
		outcomes: [],
		open: false,
		async enter() {
			return this.open ? 'open' : 'closed';
		},
		async record(_name, _entered, outcome) {
			this.outcomes.push(outcome);
		},
	};
}

export function recordedLog(): Log & { lines: unknown[] } {
	const lines: unknown[] = [];
	const write = (fields: object, message: string) => void lines.push({ ...fields, message });
	const log = { lines, debug: write, info: write, warn: write, error: write, child: () => log };
	return log;
}

export const runOf = (tenant = 'acme', signal = unstopped): ToolRun => ({
	...{ id: `run-${tenant}`, rootId: `run-${tenant}`, tenant, connections: {}, delivery: 'send', recipient: undefined },
	...{ requestedAt: new Date(0), signal },
});

/** What is to happen after `heldMs` happens when the test says so: a deadline that no slow machine reaches before. */
export function steeredClock(heldMs: number): Clock & { pass(): void } {
	const held = new Set<() => void>();
	return {
		...clock,
		after(ms, happen) {
			if (ms !== heldMs) return clock.after(ms, happen);
			held.add(happen);
			return () => held.delete(happen);
		},
		pass() {
			for (const happen of held) happen();
		},
	};
}
