import { describe, expect, it, jest } from '@jest/globals';
import { RunRequest } from '../contract/run.ts';
import { TerminalError } from '../errors.ts';
import type { RunContext } from '../ports/run-context.ts';
import { analysisKinds } from './analysis.ts';
import { coachingKinds } from './coaching.ts';
import type { Services } from './connections.ts';
import type { Store } from './store.ts';
import { type TeamParts, teamKinds } from './teams.ts';

const stores = {
	tenants: { get: async () => ({ zone: 'UTC' }) },
	transcripts: { get: async () => undefined },
	calls: {},
	windows: {},
} as unknown as Store;

function asked() {
	const services = {
		calls: jest.fn(async (_tenant: string, _id: string) => {
			throw new TerminalError('connection-unknown');
		}),
	};
	return {
		services,
		kinds: analysisKinds(stores, services as unknown as Services, { analyzed: async () => undefined }, NO_PLAYBOOKS),
	};
}

const NO_PLAYBOOKS = { list: async () => [] };

describe('analysisKinds', () => {
	it('has, with those of coaching and of teams, code for every kind that may be asked for', async () => {
		const { services, kinds } = asked();
		const teams = await teamKinds({ store: {} } as TeamParts);
		const all = new Map([...coachingKinds(stores, services as unknown as Services, NO_PLAYBOOKS), ...kinds, ...teams]);
		for (const option of RunRequest.options) expect([...all.keys()]).toContain(option.shape.kind.value);
	});

	it('analyzes a transcript without asking any service', async () => {
		const { services, kinds } = asked();
		const run = {
			tenant: 'acme',
			connections: { calls: 'gong-main' },
			input: { call: {}, source: 'gong-main', transcript: 'x' },
		} as unknown as RunContext<never>;
		await expect(kinds.get('analyze-transcript')?.(run)).rejects.toMatchObject({ code: 'transcript-missing' });
		expect(services.calls).not.toHaveBeenCalled();
	});
});
