/** How long the event loop is held up: what keeps locks from being renewed in time. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Gauge, type Registry } from 'prom-client';

const NANOSECONDS = 1e9;
const RESOLUTION_MS = 10;

/** Exports p50, p99 and maximum since the figures were last read. */
export function measureEventLoop(registry: Registry): { close(): void } {
	const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
	delay.enable();
	new Gauge({
		name: 'sophia_event_loop_delay_seconds',
		help: 'Delay of the event loop since the last reading',
		labelNames: ['quantile'],
		registers: [registry],
		collect() {
			const read = { '0.5': delay.percentile(50), '0.99': delay.percentile(99), '1': delay.max };
			for (const [quantile, nanoseconds] of Object.entries(read)) this.set({ quantile }, nanoseconds / NANOSECONDS);
			delay.reset();
		},
	});
	return { close: () => delay.disable() };
}
