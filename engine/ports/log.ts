/** Structured log; pino in production. Fields carry run and tenant; secrets are redacted by the adapter. */
export type Log = {
	debug(fields: object, message: string): void;
	info(fields: object, message: string): void;
	warn(fields: object, message: string): void;
	error(fields: object, message: string): void;
	child(fields: object): Log;
};
