/** What happened in a run, told to a service that draws traces. */

export type Span = {
	/** The run; all spans of it are one trace. */
	trace: string;
	/** Of its own in the trace. The same span told twice, after a crash, is one. */
	id: string;
	/** Another span of the trace; none: the root. */
	parent?: string;
	name: string;
	/** `client`: a request to another system. */
	kind: 'internal' | 'client';
	startedAt: Date;
	endedAt: Date;
	/** By OpenTelemetry's names. Never what was said. */
	attributes: Record<string, string | number | boolean>;
	/** A code of an error. */
	error?: string;
};

export type Traces = {
	/** Returns at once; what cannot be told is dropped, and never holds the work up. */
	end(span: Span): void;
};

export const NO_TRACES: Traces = { end: () => {} };
