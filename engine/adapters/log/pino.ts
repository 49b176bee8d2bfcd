/** The log: JSON lines on standard output, without secrets whatever is handed in. */
import { type Bindings, type DestinationStream, type Logger, pino } from 'pino';
import { redactText, redactValue, serializeError } from './shared/redact.ts';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export type LogOptions = {
	level?: LogLevel;
	/** Default: standard output. */
	stream?: DestinationStream;
};

/** A pino logger, which is the port `Log` and what Fastify wants. */
export function createLog({ level = 'info', stream }: LogOptions = {}): Logger {
	const log = pino(
		{
			level,
			base: { pid: process.pid },
			timestamp: pino.stdTimeFunctions.isoTime,
			serializers: { err: serializeError, error: serializeError },
			formatters: {
				level: (label) => ({ level: label }),
				log: (fields) => redactValue(fields) as Record<string, unknown>,
			},
			hooks: {
				logMethod(values, method) {
					method.apply(
						this,
						values.map((value) => (typeof value === 'string' ? redactText(value) : value)) as typeof values,
					);
				},
			},
		},
		// In the background, and flushed when the process ends; only a kill can lose the last lines.
		stream ?? pino.destination({ dest: 1, sync: false }),
	);
	// The formatter of bindings is not used for children (pino 10), whose bindings are what most lines carry.
	const child = log.child;
	log.child = function redactedChild(this: unknown, bindings: Bindings, options?: unknown) {
		return Reflect.apply(child, this, [redactValue(bindings), options]);
	};
	return log;
}
