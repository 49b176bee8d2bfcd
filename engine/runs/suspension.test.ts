import { expect, it } from '@jest/globals';
import type { SuspendedUntil } from '../ports/run-store.ts';
import { either } from './suspension.ts';

it.each<[SuspendedUntil | undefined, SuspendedUntil, SuspendedUntil]>([
	[undefined, 'children', 'children'],
	[{ ms: 5 }, { ms: 3 }, { ms: 3 }],
	[{ ms: 5 }, 'children', 'children'],
	[{ answers: true }, { answers: true }, { answers: true, children: false }],
	[{ answers: true }, 'children', { answers: true, children: true }],
	[{ ms: 5 }, { answers: true }, { answers: true, children: false, ms: 5 }],
	[{ answers: true, children: true, ms: 9 }, { ms: 5 }, { answers: true, children: true, ms: 5 }],
])('%j and %j wait for %j', (one, other, together) => {
	expect(either(one, other)).toEqual(together);
	if (one) expect(either(other, one)).toEqual(together);
});
