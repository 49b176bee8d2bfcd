import { afterEach, describe, expect, it } from '@jest/globals';
import { createMetrics, type PrometheusMetrics } from './prometheus.ts';

let metrics: PrometheusMetrics;
afterEach(() => metrics.close());

describe('createMetrics', () => {
	it('counts and observes by label', async () => {
		metrics = createMetrics();
		metrics.count('runs_ended', { kind: 'coach-day', state: 'succeeded' });
		metrics.count('runs_ended', { kind: 'coach-day', state: 'succeeded' }, 2);
		metrics.count('sweeps');
		metrics.observe('attempt_seconds', 0.3, { kind: 'coach-day' });
		const page = await metrics.render();
		expect(page).toContain('sophia_runs_ended_total{kind="coach-day",state="succeeded"} 3');
		expect(page).toContain('sophia_sweeps_total 1');
		expect(page).toContain('sophia_attempt_seconds_bucket{le="0.5",kind="coach-day"} 1');
		expect(page).toContain('sophia_attempt_seconds_bucket{le="0.25",kind="coach-day"} 0');
		expect(page).toContain('# HELP sophia_runs_ended_total Runs that ended by kind and state');
	});

	it('exports the delay of the event loop and the figures of the process', async () => {
		metrics = createMetrics();
		const page = await metrics.render();
		for (const quantile of ['0.5', '0.99', '1'])
			expect(page).toContain(`sophia_event_loop_delay_seconds{quantile="${quantile}"}`);
		expect(page).toContain('process_resident_memory_bytes');
	});

	it('keeps two of them apart', async () => {
		metrics = createMetrics();
		const other = createMetrics();
		other.count('runs_ended');
		expect(await metrics.render()).not.toContain('sophia_runs_ended_total');
		other.close();
	});
});
