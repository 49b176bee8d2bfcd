/** Traces over OTLP, to a collector of the test's own. */
import { createServer, type IncomingMessage } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createOtlpTraces } from '../../../engine/adapters/traces/otlp.ts';
import type { Span } from '../../../engine/ports/traces.ts';
import { verifies } from '../../verifies.ts';

type Received = { url: string; key: string; body: Collected };
type Collected = { resourceSpans: { resource: { attributes: unknown[] }; scopeSpans: { spans: CollectedSpan[] }[] }[] };
type CollectedSpan = {
	traceId: string;
	spanId: string;
	parentSpanId?: string;
	name: string;
	status: { code?: number };
	attributes: { key: string }[];
};

const span = (id: string, over: Partial<Span> = {}): Span => ({
	...{ trace: 'run-1', id, name: id, kind: 'internal', attributes: { 'gen_ai.operation.name': 'chat' } },
	...{ startedAt: new Date(1_000), endedAt: new Date(2_500), ...over },
});

describe('traces over OTLP', () => {
	let received: Received[];
	let status: number;
	let told: [string, object][];
	const log = {
		warn: (fields: object, message: string) => void told.push([message, fields]),
		info: (fields: object, message: string) => void told.push([message, fields]),
	};
	let address: string;
	let close: () => Promise<unknown>;

	beforeEach(async () => {
		received = [];
		status = 200;
		told = [];
		const server = createServer(async (request, response) => {
			const body = JSON.parse(await textOf(request)) as Collected;
			received.push({ url: request.url ?? '', key: String(request.headers['x-key']), body });
			response
				.writeHead(status, { 'content-type': 'application/json' })
				.end(status === 200 ? '{}' : '{"message":"bad key k"}');
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as { port: number };
		address = `http://127.0.0.1:${port}/base/`;
		close = () => new Promise((resolve) => server.close(resolve));
	});
	afterEach(() => close());

	it('arrive as one trace, children under parents, with what the host’s key is', async () => {
		verifies('teams.spans-sent');
		const traces = createOtlpTraces({ endpoint: address, headers: { 'x-key': 'k' }, version: '1.2.3', log });
		traces.end(span('child', { parent: 'root', error: 'model-refused' }));
		traces.end(span('root'));
		await traces.close();
		expect(received.map(({ url, key }) => [url, key])).toEqual([['/base/v1/traces', 'k']]);
		const spans = received.flatMap(({ body }) =>
			body.resourceSpans.flatMap((one) => one.scopeSpans.flatMap((scope) => scope.spans)),
		);
		const [child, root] = spans;
		expect(child).toMatchObject({
			name: 'child',
			parentSpanId: root?.spanId,
			traceId: root?.traceId,
			status: { code: 2 },
		});
		expect(root?.parentSpanId).toBeUndefined();
		expect(child?.attributes.map(({ key }) => key)).toContain('error.type');
	});

	it('have the same ids in another process, so that what is told twice is one', async () => {
		const tell = async () => {
			const traces = createOtlpTraces({ endpoint: address, headers: {}, version: '1', log });
			traces.end(span('root'));
			await traces.close();
			const spans = received.at(-1)?.body.resourceSpans[0]?.scopeSpans[0]?.spans ?? [];
			return spans.map(({ traceId, spanId }) => [traceId, spanId]);
		};
		expect(await tell()).toEqual(await tell());
	});

	it('say once that the collector refuses them, and not what it answers', async () => {
		verifies('teams.spans-refused');
		status = 401;
		const traces = createOtlpTraces({ endpoint: address, headers: { 'x-key': 'k' }, version: '1', log });
		// A batch at once, and what is left at the end: both are refused.
		for (let at = 0; at < 513; at += 1) traces.end(span(`span-${at}`));
		await traces.close();
		expect(received.length).toBeGreaterThan(1);
		expect(told).toEqual([['traces are not taken by their collector; they are lost', { status: 401 }]]);
	});

	it('hold nothing up where no collector answers', async () => {
		const traces = createOtlpTraces({ endpoint: 'http://127.0.0.1:1', headers: {}, version: '1', log });
		traces.end(span('root'));
		await traces.close();
		expect(received).toEqual([]);
	});
});

async function textOf(request: IncomingMessage): Promise<string> {
	let text = '';
	for await (const chunk of request) text += chunk;
	return text;
}
