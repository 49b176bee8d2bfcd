/** Sends requests to Gong: one limit for all workers, waits where Gong says so, and reads answers with their schema. */
import axios, { AxiosError } from 'axios';
import type { z } from 'zod';
import { RetryableError, type SophiaError } from '../../../errors.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { RateLimit } from '../../../ports/rate-limit.ts';
import {
	errorOfAnswer,
	errorOfSilence,
	type GongAnswer,
	saysNothingFound,
	unreadable,
	unreadableAt,
} from './errors.ts';
import { parseKeepingDigits } from './json.ts';

/** Gong allows 3 requests a second for an access key. */
const PER_SECOND = 3;
/** A longer wait goes back to the run, which gives its slot to another meanwhile. */
const LONGEST_WAIT_MS = 10_000;
const ATTEMPTS = 3;
const TIMEOUT_MS = 30_000;
/** A hundred hour-long transcripts are about 20 MiB. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

export type GongOptions = {
	/** Base URL, e.g. `https://us-12345.api.gong.io`; differs from customer to customer. */
	address: string;
	accessKey: string;
	accessKeySecret: string;
	rateLimit: RateLimit;
	/** Names the tenant and the connection. */
	limitName: string;
	clock: Clock;
};

export type GongRequest<Schema extends z.ZodType> = {
	path: string;
	body: Record<string, unknown>;
	/** Named where Gong refuses for want of it. */
	scope: string;
	schema: Schema;
	signal: AbortSignal;
};

export type GongClient = {
	/** Undefined where Gong says that there is nothing, which it does by a 404. Throws the errors of errors.ts. */
	post<Schema extends z.ZodType>(request: GongRequest<Schema>): Promise<z.output<Schema> | undefined>;
};

export function createGongClient(options: GongOptions): GongClient {
	const { rateLimit, limitName, clock } = options;
	const credentials = Buffer.from(`${options.accessKey}:${options.accessKeySecret}`).toString('base64');
	const secrets = [credentials, options.accessKeySecret];

	async function once(path: string, body: Record<string, unknown>, signal: AbortSignal): Promise<GongAnswer> {
		await rateLimit.take(limitName, PER_SECOND, signal);
		try {
			const { status, headers, data } = await axios.post<string>(
				`${options.address.replace(/\/+$/, '')}${path}`,
				body,
				{
					headers: { Authorization: `Basic ${credentials}` },
					signal,
					timeout: TIMEOUT_MS,
					maxContentLength: MAX_ANSWER_BYTES,
					maxRedirects: 0,
					// As for the other services; the library alone would take one from the environment, for loopback too.
					proxy: false,
					// The text as it came: the library's own parsing would round long ids and pass half a body on as a string.
					responseType: 'text',
					transformResponse: (text) => text,
					validateStatus: () => true,
				},
			);
			return { status, text: data ?? '', headers: headers as Record<string, string> };
		} catch (error) {
			signal.throwIfAborted();
			// The library's error holds the request with its credentials: only its code leaves this place.
			const code = error instanceof AxiosError ? error.code : undefined;
			// The same code stands for a body that broke off, which is worth another attempt.
			const tooLong = code === AxiosError.ERR_BAD_RESPONSE && String(error).includes('maxContentLength');
			throw tooLong ? unreadable('more than 64 MiB') : errorOfSilence(code);
		}
	}

	/** The parsed body; undefined where there is nothing. Waits out short rate limits and asks again where a body is garbled. */
	async function send(path: string, body: Record<string, unknown>, scope: string, signal: AbortSignal) {
		for (let attempt = 1; ; attempt += 1) {
			const answer = await once(path, body, signal);
			// In the middle of a list "nothing" would lose the rest without a word.
			if (saysNothingFound(answer) && !body.cursor) return undefined;
			const { json, error } = answer.status === 200 ? parse(answer.text) : refused(answer, scope);
			if (!error) return json;
			const wait = error instanceof RetryableError ? error.retryAfterMs : undefined;
			// All workers are told; taking the next turn is what waits.
			if (wait !== undefined) await rateLimit.pause(limitName, wait);
			const again = error.code === 'calls-unreadable' || (wait !== undefined && wait <= LONGEST_WAIT_MS);
			if (!again || attempt === ATTEMPTS) throw error;
		}
	}

	const refused = (answer: GongAnswer, scope: string): Parsed => ({
		json: undefined,
		error: errorOfAnswer(answer, scope, clock.now(), secrets),
	});

	return {
		async post({ path, body, scope, schema, signal }) {
			const json = await send(path, body, scope, signal);
			if (json === undefined) return undefined;
			const read = schema.safeParse(json);
			if (!read.success) throw unreadableAt(read.error.issues[0], '', (json as { requestId?: unknown })?.requestId);
			return read.data;
		},
	};
}

type Parsed = { json: unknown; error?: SophiaError };

function parse(text: string): Parsed {
	if (text.trim() === '') return { json: undefined, error: unreadable('an empty body') };
	try {
		return { json: parseKeepingDigits(text) };
	} catch {
		const what = text.trimStart().startsWith('<') ? 'a web page' : 'a body that is not JSON';
		return { json: undefined, error: unreadable(what) };
	}
}
