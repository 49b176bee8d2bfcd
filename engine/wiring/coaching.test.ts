import { describe, expect, it, jest } from '@jest/globals';
import { TerminalError } from '../errors.ts';
import type { RunContext } from '../ports/run-context.ts';
import { coachingKinds } from './coaching.ts';
import type { Services } from './connections.ts';
import type { Store } from './store.ts';

const stores = {
	tenants: { get: async () => ({ zone: 'UTC' }) },
	transcripts: { get: async () => undefined },
	windows: {},
} as unknown as Store;

function asked() {
	const services = {
		calls: jest.fn(async (_tenant: string, _id: string) => {
			throw new TerminalError('connection-unknown');
		}),
		chat: jest.fn(async (_tenant: string, _id: string) => undefined),
		crm: jest.fn(async (_tenant: string, _id: string) => undefined),
	};
	return { services, kinds: coachingKinds(stores, services as unknown as Services, { list: async () => [] }) };
}

describe('coachingKinds', () => {
	it('opens the connections that the run names, of its tenant, and no other', async () => {
		const { services, kinds } = asked();
		const run = {
			tenant: 'acme',
			connections: { calls: 'gong-main', chat: 'slack-main' },
			input: {},
		} as unknown as RunContext<never>;
		await expect(kinds.get('coach-day')?.(run)).rejects.toMatchObject({ code: 'connection-unknown' });
		expect(services.calls).toHaveBeenCalledWith('acme', 'gong-main');
		expect(services.chat).toHaveBeenCalledWith('acme', 'slack-main');
		expect(services.crm).not.toHaveBeenCalled();
	});
});
