import { once } from 'node:events';
import { afterEach, describe, expect, it } from '@jest/globals';
import { verifies } from '../../test/verifies.ts';
import type { RunEvent } from '../contract/run.ts';
import { codeOf, createTestApp, KEY, type TestApp } from './testing/app.ts';

let test: TestApp;
afterEach(() => test.app.close());

describe('GET /v1/runs/:id/events', () => {
	const EVENTS: RunEvent[] = [
		{ type: 'state', runId: 'run-1', state: 'running', at: '2025-06-02T06:00:00.000Z' },
		{ type: 'step', runId: 'run-1', name: 'list calls', at: '2025-06-02T06:00:01.000Z' },
		{ type: 'spend', runId: 'run-1', spentUsd: 0.01, at: '2025-06-02T06:00:02.000Z' },
		{ type: 'progress', runId: 'run-1', text: 'two\nlines', done: 1, total: 2, at: '2025-06-02T06:00:03.000Z' },
	];

	it('sends what happens and ends with the run', async () => {
		verifies('http.events-end');
		test = await createTestApp({
			runs: {
				events: async function* () {
					yield* EVENTS;
				},
			},
		});
		const answer = await test.get('/v1/runs/run-1/events');
		expect(answer.headers['content-type']).toBe('text/event-stream');
		const frames = answer.text.trimEnd().split('\n\n');
		expect(frames.map((frame) => JSON.parse(frame.split('\ndata: ')[1] as string) as unknown)).toEqual(EVENTS);
		expect(frames.map((frame) => frame.split('\n')[0])).toEqual(EVENTS.map(({ type }) => `event: ${type}`));
	});

	it('stops watching when the caller hangs up, and keeps the line alive before', async () => {
		const gone = Promise.withResolvers<void>();
		test = await createTestApp({
			heartbeatMs: 5,
			runs: { events: (_tenant, _id, signal) => untilAborted(signal, gone.resolve) },
		});
		const address = await test.app.listen({ port: 0 });
		const controller = new AbortController();
		const response = await fetch(`${address}/v1/runs/run-1/events`, {
			headers: { authorization: `Bearer ${KEY}` },
			signal: controller.signal,
		});
		const first = await response.body?.getReader().read();
		expect(new TextDecoder().decode(first?.value)).toMatch(/^: still here\n\n/);
		controller.abort();
		await gone.promise;
	});

	it('ends when the engine stops', async () => {
		const started = Promise.withResolvers<void>();
		test = await createTestApp({
			runs: {
				events: (_tenant, _id, signal) => {
					started.resolve();
					return untilAborted(signal, () => undefined);
				},
			},
		});
		const answer = test.get('/v1/runs/run-1/events');
		await started.promise;
		await test.app.close();
		expect((await answer).status).toBe(200);
	});

	it('answers an unknown run as an error, not as a stream', async () => {
		test = await createTestApp();
		expect(codeOf((await test.get('/v1/runs/another/events')).body)).toBe('run-unknown');
	});
});

async function* untilAborted(signal: AbortSignal, done: () => void): AsyncGenerator<RunEvent> {
	try {
		if (!signal.aborted) await once(signal, 'abort');
		yield* [];
		throw signal.reason;
	} finally {
		done();
	}
}
