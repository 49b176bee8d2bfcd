/** Opens the collector of traces that the configuration names. */
import type { Config } from '../config.ts';
import { NO_TRACES, type Traces } from '../ports/traces.ts';

/** Only where it is used is the library loaded. */
export async function openTraces({ traces }: Pick<Config, 'traces'>): Promise<Traces & { close(): Promise<void> }> {
	if (traces === undefined) return { ...NO_TRACES, close: async () => {} };
	const { createOtlpTraces } = await import('../adapters/traces/otlp.ts');
	return createOtlpTraces({ ...traces, version: VERSION });
}

/** Of the engine, as its package says. */
const VERSION = '0.1.0';
