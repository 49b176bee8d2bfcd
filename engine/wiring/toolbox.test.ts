/** What becomes of opened tools where the run is stopped while others are still being opened. */
import { describe, expect, it } from '@jest/globals';
import type { OpenToolbox, ToolRun } from '../ports/tool.ts';
import { toolboxOver } from './toolbox.ts';

const WANTED = { tools: ['gong-analyzer', 'elsewhere'], services: [] };

function runOf(signal: AbortSignal, connections: ToolRun['connections'] = {}) {
	return { id: 'r', rootId: 'r', tenant: 'acme', connections, delivery: 'send', signal } as unknown as ToolRun;
}

function boxOver(others: OpenToolbox[], calls: () => Promise<never>) {
	const store = { tenants: { get: async () => ({}) }, calls: {}, feedback: {} };
	return toolboxOver({ store, connections: { calls }, hash: String, others } as never);
}

const unknown = () => Promise.reject(new Error('a secret'));

function counted(): { open: OpenToolbox; closed: () => number } {
	let closed = 0;
	const close = async () => {
		closed += 1;
	};
	return { open: async () => ({ tools: new Map(), missing: [], close }), closed: () => closed };
}

describe('the toolbox', () => {
	it('closes what was open where the run is stopped while it opens the rest', async () => {
		const ended = new AbortController();
		const stopped = new Error('stopped');
		const first = counted();
		const second: OpenToolbox = async () => {
			ended.abort(stopped);
			throw stopped;
		};
		await expect(boxOver([first.open, second], unknown)(runOf(ended.signal), WANTED)).rejects.toBe(stopped);
		expect(first.closed()).toBe(1);
	});

	it('opens nothing further where the run is stopped while it opens its own', async () => {
		const ended = new AbortController();
		const stopped = new Error('stopped');
		const calls = async () => {
			ended.abort(stopped);
			throw new Error('late');
		};
		let asked = false;
		const other: OpenToolbox = async () => {
			asked = true;
			throw new Error('asked');
		};
		const run = runOf(ended.signal, { calls: 'gong-main' } as never);
		await expect(boxOver([other], calls)(run, WANTED)).rejects.toBe(stopped);
		expect(asked).toBe(false);
	});

	it('goes on without what fails, and tells nobody what a foreign error holds', async () => {
		const first = counted();
		const run = runOf(new AbortController().signal, { calls: 'gong-main' } as never);
		const box = await boxOver([unknown, first.open], unknown)(run, WANTED);
		expect(box.missing.map(({ tool }) => tool).sort()).toEqual(['elsewhere', 'gong-analyzer']);
		expect(JSON.stringify(box.missing)).not.toContain('secret');
		await box.close();
		expect(first.closed()).toBe(1);
	});
});
