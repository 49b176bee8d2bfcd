/** Speaks to the engine that runs on the same SOPHIA_HOME. */
import { request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { ERROR_CODES, type ErrorCode, TerminalError } from '../errors.ts';
import type { ErrorBody } from '../http/errors.ts';
import { OPERATION_ARGUMENTS, type Operations } from './operations.ts';

/** The address of a socket is bounded by the system: 108 bytes on Linux, 104 on macOS, the end included. */
const MAXIMUM_PATH_BYTES = 103;

/** Far longer than the longest of them takes: asking an outside service, or erasing a tenant. */
const ANSWER_MS = 120_000;

/** Where the engine of that home listens. Throws `config-not-valid` where the path is too long for a socket. */
export function adminSocketPath(home: string): string {
	const path = join(home, 'engine.sock');
	if (Buffer.byteLength(path) <= MAXIMUM_PATH_BYTES) return path;
	throw new TerminalError(
		'config-not-valid',
		`SOPHIA_HOME is too long: ${path} must have at most ${MAXIMUM_PATH_BYTES} bytes.`,
	);
}

/** Whether somebody answers there. A file alone says nothing: a killed engine leaves it behind. */
export function isListening(path: string): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = connect(path);
		socket.once('connect', () => {
			socket.destroy();
			resolve(true);
		});
		socket.once('error', () => resolve(false));
	});
}

/**
 * The operations of the running engine; undefined where none runs. Errors come out as they went in; `engine-silent`
 * where no answer comes within `withinMs`.
 */
export async function connectOperations(
	home: string,
	{ withinMs = ANSWER_MS }: { withinMs?: number } = {},
): Promise<Operations | undefined> {
	const path = adminSocketPath(home);
	if (!(await isListening(path))) return undefined;
	const names = Object.keys(OPERATION_ARGUMENTS);
	return Object.fromEntries(
		names.map((name) => [name, (values: unknown) => ask(path, name, values, withinMs)]),
	) as unknown as Operations;
}

async function ask(socketPath: string, name: string, values: unknown, withinMs: number): Promise<unknown> {
	const body = JSON.stringify(values);
	const answer = await new Promise<string>((resolve, reject) => {
		const sent = request(
			{
				socketPath,
				method: 'POST',
				path: `/operations/${name}`,
				signal: AbortSignal.timeout(withinMs),
				headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
			},
			(response) => text(response).then(resolve, reject),
		);
		sent.once('error', reject);
		sent.end(body);
	}).catch((error: unknown) => {
		throw new TerminalError('engine-silent', undefined, { cause: error });
	});
	const read = JSON.parse(answer) as { result?: unknown } & Partial<ErrorBody>;
	if (read.error === undefined) return read.result;
	const { code, message, fields, details } = read.error;
	throw new TerminalError(Object.hasOwn(ERROR_CODES, code) ? (code as ErrorCode) : 'internal', message, {
		details: { ...details, ...(fields ? { fields } : {}) },
	});
}
