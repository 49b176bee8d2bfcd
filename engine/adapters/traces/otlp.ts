/** Traces by OTLP over HTTP, for any collector or service that takes them. */
import { createHash } from 'node:crypto';
import { type HrTime, SpanKind, SpanStatusCode, TraceFlags } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, type ReadableSpan, type SpanExporter } from '@opentelemetry/sdk-trace';
import type { Log } from '../../ports/log.ts';
import type { Span, Traces } from '../../ports/traces.ts';

export type OtlpOptions = {
	/** Address of the collector, without `/v1/traces`. */
	endpoint: string;
	/** Sent with each request; often a key. */
	headers: Record<string, string>;
	version: string;
	/** Hears when the collector begins to refuse, or not to answer, and when it takes traces again. */
	log: Pick<Log, 'info' | 'warn'>;
};

const TIMEOUT_MS = 10_000;

/** `close` sends what is left, for as long as a request may take. */
export function createOtlpTraces({
	endpoint,
	headers,
	version,
	log,
}: OtlpOptions): Traces & { close(): Promise<void> } {
	const url = `${endpoint.replace(/\/+$/, '')}/v1/traces`;
	const exporter = telling(new OTLPTraceExporter({ url, headers, timeoutMillis: TIMEOUT_MS }), log);
	const spans = new BatchSpanProcessor({ exporter, exportTimeoutMillis: TIMEOUT_MS });
	const shared = {
		resource: resourceFromAttributes({ 'service.name': 'sophia', 'service.version': version }),
		instrumentationScope: { name: 'sophia-teams', version },
		...{ links: [], events: [], ended: true, droppedAttributesCount: 0, droppedEventsCount: 0, droppedLinksCount: 0 },
	};
	return {
		end: (span) => spans.onEnd(toReadable(span, shared)),
		close: () => spans.shutdown().catch(() => {}),
	};
}

/** What fails is lost and says so once; the library alone would keep silent. */
function telling(exporter: OTLPTraceExporter, log: OtlpOptions['log']): SpanExporter {
	let failing = false;
	return {
		export: (spans, done) =>
			exporter.export(spans, (result) => {
				const failed = result.code !== 0;
				// Never what the collector answers: it may repeat the key that it was sent.
				const status = (result.error as { code?: number | string } | undefined)?.code;
				if (failed && !failing) log.warn({ status }, 'traces are not taken by their collector; they are lost');
				if (!failed && failing) log.info({}, 'traces are taken again');
				failing = failed;
				done(result);
			}),
		forceFlush: () => exporter.forceFlush(),
		shutdown: () => exporter.shutdown(),
	};
}

type Shared = Pick<
	ReadableSpan,
	| 'resource'
	| 'instrumentationScope'
	| 'links'
	| 'events'
	| 'ended'
	| 'droppedAttributesCount'
	| 'droppedEventsCount'
	| 'droppedLinksCount'
>;

/** Ids are made of names, so that another process that goes on with a run tells of the same trace. */
function toReadable({ trace, id, parent, startedAt, endedAt, error, ...span }: Span, shared: Shared): ReadableSpan {
	const traceId = hashed(trace, 32);
	const context = (of: string) => ({ traceId, spanId: hashed(`${trace} ${of}`, 16), traceFlags: TraceFlags.SAMPLED });
	const own = context(id);
	return {
		...shared,
		name: span.name,
		kind: span.kind === 'client' ? SpanKind.CLIENT : SpanKind.INTERNAL,
		spanContext: () => own,
		...(parent === undefined ? {} : { parentSpanContext: context(parent) }),
		startTime: toTime(startedAt.getTime()),
		endTime: toTime(endedAt.getTime()),
		duration: toTime(Math.max(0, endedAt.getTime() - startedAt.getTime())),
		status: error === undefined ? { code: SpanStatusCode.UNSET } : { code: SpanStatusCode.ERROR, message: error },
		attributes: error === undefined ? span.attributes : { ...span.attributes, 'error.type': error },
	};
}

const hashed = (text: string, characters: number): string =>
	createHash('sha256').update(text).digest('hex').slice(0, characters);

const toTime = (ms: number): HrTime => [Math.floor(ms / 1_000), (ms % 1_000) * 1_000_000];
