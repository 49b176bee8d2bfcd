/** What a test has a stand-in of a provider of models answer: the same words for every provider. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Json } from '../exchange.ts';

/** Each token once; the stand-in says it as its provider counts. */
export interface Counts {
	input: number;
	cacheRead?: number;
	cacheWrite?: number;
	output: number;
}

export interface SaidToolCall {
	id: string;
	name: string;
	/** JSON text, as a model writes it: it may be broken. */
	arguments: string;
}

export interface Say {
	kind: 'say';
	text?: string;
	toolCalls?: SaidToolCall[];
	/** `cut`: it reached its greatest length. `refused`: the model declines. `filtered`: the provider keeps it back. */
	ended?: 'cut' | 'refused' | 'filtered';
	/** 10 in and 5 out by default. */
	counts?: Counts;
	/** Sent in place of the counts, as it is; null leaves them out. */
	rawUsage?: Json | null;
	/**
	 * Half of it, then: `cut` breaks the connection, `short` ends it well, `stalled` says nothing more, `error` has the
	 * provider say that it failed (a whole answer is not begun then, and fails with its status).
	 */
	broken?: 'cut' | 'short' | 'stalled' | 'error';
}

export type Scripted =
	| Say
	/** A failure, in the words of the provider. */
	| { kind: 'fail'; status: number; code?: string; message?: string; headers?: Record<string, string> }
	/** These bytes, whatever they are. */
	| { kind: 'bytes'; status?: number; headers?: Record<string, string>; body: string }
	/** Takes the request and never answers. */
	| { kind: 'silence' }
	/** Takes the request and breaks the connection. */
	| { kind: 'hang-up' };

/** A request as it came in. */
export interface ModelRequest {
	method: string;
	path: string;
	headers: IncomingHttpHeaders;
	raw: string;
	/** Empty where it is no JSON object. */
	body: Json;
	/** Whether the client went away before it had the whole answer. */
	left: boolean;
}

export type Script = Scripted[] | ((request: ModelRequest) => Scripted | Promise<Scripted>);

export interface Refusal {
	status: number;
	code: string;
	message: string;
}

/** What tells providers apart. */
export interface Protocol {
	path: string;
	/** Undefined where the provider would take it. */
	refuses(request: ModelRequest, key: string): Refusal | undefined;
	/** The whole answer. */
	whole(say: Say, request: Json): Json;
	/** The same in pieces, each a server-sent event as it stands on the wire. */
	events(say: Say, request: Json): string[];
	/** A failure in the middle of the pieces. */
	failureEvent(): string;
	failure(status: number, code: string | undefined, message: string): Json;
	/** What it answers with when it has too much to do. */
	overloaded: number;
}

export const DEFAULT_COUNTS: Counts = { input: 10, output: 5 };

/** Halves of a text, so that what comes in pieces really does. */
export function halves(text: string): string[] {
	const middle = Math.ceil(text.length / 2);
	return [text.slice(0, middle), text.slice(middle)].filter((piece) => piece !== '');
}

/** The first field that is not among those known. */
export function unknownField(fields: Json, known: readonly string[]): string | undefined {
	return Object.keys(fields).find((name) => !known.includes(name));
}

/** Asks which models there are: no script answers that. */
export const asksForList = ({ method, path }: ModelRequest): boolean =>
	method === 'GET' && path.split('?')[0] === '/v1/models';
