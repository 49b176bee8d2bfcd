/** The figures, as Prometheus reads them. */
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { Metrics } from '../../ports/metrics.ts';
import { measureEventLoop } from './shared/event-loop.ts';

export type PrometheusMetrics = Metrics & {
	contentType: string;
	/** Everything measured so far, in Prometheus' text format. */
	render(): Promise<string>;
	close(): void;
};

/** Seconds: from an answer out of memory to a call of a slow outside service. */
const BUCKETS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

/** What the figures mean; one that is not listed is shown under its name alone. */
const HELP: Record<string, string> = {
	http_request_seconds: 'Duration of HTTP requests by method, route and status',
	attempt_seconds: 'Duration of attempts at runs by kind',
	runs_ended: 'Runs that ended by kind and state',
	event_tries: 'Tries to tell a subscription of an event by outcome',
};

/**
 * Counters and histograms come to be when they are first used; `runs_ended` is shown as `sophia_runs_ended_total`. The
 * process's own figures are included.
 */
export function createMetrics(): PrometheusMetrics {
	const registry = new Registry();
	const counters = new Map<string, Counter>();
	const histograms = new Map<string, Histogram>();
	collectDefaultMetrics({ register: registry });
	const eventLoop = measureEventLoop(registry);

	const options = (name: string, labels: Record<string, string>, suffix = '') => ({
		name: `sophia_${name}${suffix}`,
		help: HELP[name] ?? name,
		labelNames: Object.keys(labels),
		registers: [registry],
	});

	return {
		contentType: registry.contentType,
		count(name, labels = {}, by = 1) {
			const counter = counters.get(name) ?? new Counter(options(name, labels, '_total'));
			counters.set(name, counter);
			counter.inc(labels, by);
		},
		observe(name, seconds, labels = {}) {
			const histogram = histograms.get(name) ?? new Histogram({ ...options(name, labels), buckets: BUCKETS });
			histograms.set(name, histogram);
			histogram.observe(labels, seconds);
		},
		render: () => registry.metrics(),
		close: () => eventLoop.close(),
	};
}
