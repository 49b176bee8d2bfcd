/** Opens the collector of traces that the configuration names. */
import type { Config } from '../config.ts';
import type { Log } from '../ports/log.ts';
import { NO_TRACES, type Traces } from '../ports/traces.ts';

/** Only where it is used is the library loaded. */
export async function openTraces(
	{ traces }: Pick<Config, 'traces'>,
	log: Log,
): Promise<Traces & { close(): Promise<void> }> {
	if (traces === undefined) return { ...NO_TRACES, close: async () => {} };
	const { createOtlpTraces } = await import('../adapters/traces/otlp.ts');
	return createOtlpTraces({ ...traces, version: VERSION, log });
}

/** Of the engine, as its package says. */
const VERSION = '0.1.0';
