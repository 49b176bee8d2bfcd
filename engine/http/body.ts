/** Reads JSON bodies: UTF-8, bounded depth, no key twice, no text that cannot be kept. */
import type { FastifyInstance } from 'fastify';
import { TerminalError } from '../errors.ts';
import { problemsError } from './problems.ts';
import { scanJson } from './scan-json.ts';
import { badTexts } from './texts.ts';

export const MAXIMUM_BODY_BYTES = 10 * 1024 * 1024;
const MAXIMUM_DEPTH = 32;

/** Makes JSON the one content type the app takes. An empty body is no body. */
export function readJsonBodies(app: FastifyInstance): void {
	app.removeAllContentTypeParsers();
	app.addContentTypeParser(
		'application/json',
		{ parseAs: 'buffer' },
		async (request: { headers: Headers }, body: Buffer) => {
			refuseEncodings(request.headers);
			return body.length === 0 ? undefined : parseBody(body);
		},
	);
}

export type Headers = { 'content-type'?: string; 'content-encoding'?: string };

/** Errors: `content-type-unsupported`. */
export function refuseEncodings(headers: Headers): void {
	const charset = charsetOf(headers);
	if (charset !== undefined && !/^utf-?8$/i.test(charset)) {
		throw new TerminalError('content-type-unsupported', `The charset ${charset.slice(0, 40)} is not supported.`);
	}
	refuseCompression(headers);
}

/** Undefined where the content type names none. */
export function charsetOf(headers: Headers): string | undefined {
	return /;\s*charset="?([^";\s]+)/i.exec(headers['content-type'] ?? '')?.[1];
}

/** Errors: `content-type-unsupported`. */
export function refuseCompression(headers: Headers): void {
	const encoding = headers['content-encoding'];
	if (encoding !== undefined && encoding !== 'identity') {
		throw new TerminalError('content-type-unsupported', 'A compressed body is not supported.');
	}
}

/** Errors: `body-not-json`, `body-too-deep`, `text-not-valid`, `bad-request` for a key that stands twice. */
export function parseBody(body: Uint8Array): unknown {
	const text = decode(body);
	const scan = scanJson(text, MAXIMUM_DEPTH);
	if (scan.tooDeep) throw new TerminalError('body-too-deep');
	const value = parse(text);
	const problems = [...scan.problems, ...badTexts(value)];
	if (problems.length > 0) throw problemsError(problems);
	return value;
}

function decode(body: Uint8Array): string {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(body);
	} catch (error) {
		throw new TerminalError('body-not-json', 'The body is not UTF-8.', { cause: error });
	}
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch (error) {
		// The parser's own message quotes the body, which may hold people's data or a secret.
		const position = /at position (\d+)/.exec(String(error))?.[1];
		throw new TerminalError(
			'body-not-json',
			position === undefined ? undefined : `The body is not JSON: it cannot be read from character ${position} on.`,
		);
	}
}
