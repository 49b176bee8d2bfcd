import { expect, it } from '@jest/globals';
import { phaseOf } from './phase.ts';

it.each([
	[{ durationSeconds: 90 }, 0, 'opening'],
	[{ durationSeconds: 90 }, 29_999, 'opening'],
	[{ durationSeconds: 90 }, 30_000, 'middle'],
	[{ durationSeconds: 90 }, 60_000, 'closing'],
	// Words after the end that the service names.
	[{ durationSeconds: 90 }, 100_000, 'closing'],
	[{ durationSeconds: 0 }, 5, undefined],
	[{ durationSeconds: 90, times: 'none' as const }, 0, undefined],
])('of %j is what was said at %d ms: %s', (call, startMs, phase) => {
	expect(phaseOf(call, startMs)).toBe(phase);
});
