/** Slack's own library, over our transport: no retries, no log, and a guard that is asked at the last moment. */
import { type Logger, LogLevel, WebClient } from '@slack/web-api';
import type { Outbound } from '../../../ports/outbound.ts';
import type { WriteGuard } from '../../../ports/run-context.ts';
import { errorOfSlack } from './errors.ts';

export type SlackOptions = {
	/** Base of the Web API, e.g. `https://slack.com/api/`. */
	address: string;
	/** A bot's token, `xoxb-…`. */
	token: string;
	outbound: Outbound;
};

export type SlackRequest = { signal: AbortSignal; guard?: WriteGuard };

/** The library logs addresses, bodies and headers. */
const silent = () => {};
const NO_LOG: Logger = {
	debug: silent,
	info: silent,
	warn: silent,
	error: silent,
	setLevel: silent,
	getLevel: () => LogLevel.ERROR,
	setName: silent,
};

/** Makes one request with a client of its own, so that its signal and guard are no one else's. */
export async function askSlack<Answer>(
	{ address, token, outbound }: SlackOptions,
	{ signal, guard }: SlackRequest,
	ask: (client: WebClient) => Promise<Answer>,
): Promise<Answer> {
	let thrown: { error: unknown } | undefined;
	const client = new WebClient(token, {
		slackApiUrl: address,
		retryConfig: { retries: 0 },
		rejectRateLimitedCalls: true,
		logger: NO_LOG,
		allowAbsoluteUrls: false,
		async fetch(url, init) {
			try {
				const { status, headers, body } = await outbound({
					method: 'POST',
					url: String(url),
					headers: init?.headers as Record<string, string>,
					body: String(init?.body ?? ''),
					signal,
					guard,
				});
				return new Response(body, { status, headers });
			} catch (error) {
				thrown = { error };
				throw error;
			}
		},
	});
	try {
		return await ask(client);
	} catch (error) {
		// The library wraps what the transport threw: the guard's word and an abort must come through as they are.
		if (thrown) throw thrown.error;
		throw errorOfSlack(error);
	}
}
