/** What every adapter of a model is given, and how the libraries are kept from doing more than they are told. */
import type { Usage } from '../../../ports/model.ts';

export type Access = {
	/** Base of the interface, such as `https://api.openai.com/v1`. */
	address: string;
	/** Empty for a server of OpenAI's format that wants none. */
	key: string;
	/** For tests. */
	fetch?: typeof globalThis.fetch;
};

export type ModelOptions = Access & {
	/** `provider/name`, as in the catalog. */
	id: string;
	/** As the provider writes it. */
	name: string;
	/** Dollars, by the price table. */
	costOf(usage: Usage): number;
};

const silent = () => {};

/**
 * Options of both libraries: one request a call, and nothing logged, for they would log addresses, headers and bodies.
 * The time is their own default, told because one of them refuses long answers without it; whoever asks stops sooner,
 * by signal.
 */
export const QUIET = {
	maxRetries: 0,
	timeout: 600_000,
	logLevel: 'off' as const,
	logger: { debug: silent, info: silent, warn: silent, error: silent },
};

/** All headers of a request without a body. */
export const asking = (own: Record<string, string>): Record<string, string> => ({
	...{ accept: 'application/json', 'user-agent': 'n8n-nodes-sophia' },
	...own,
});

/**
 * Sends these headers and no other: the libraries add a dozen that describe the machine, and those that
 * `OPENAI_CUSTOM_HEADERS` or `ANTHROPIC_CUSTOM_HEADERS` name, before any key of ours, and have no option against it. A redirect
 * would take the key and what is asked elsewhere: it comes back as the answer that it is.
 */
export function sending(own: Record<string, string>, fetch = globalThis.fetch): typeof globalThis.fetch {
	const bare = asking(own);
	const telling = { ...bare, 'content-type': 'application/json' };
	return (input, init: Endable = {}) => {
		const { endedBy, ...request } = init;
		const headers = request.body === undefined ? bare : telling;
		return fetch(input, { ...request, headers, redirect: 'manual', ...(endedBy ? { signal: endedBy } : {}) });
	};
}

type Endable = RequestInit & { endedBy?: AbortSignal };

/**
 * Options of a request that this signal alone ends, headers and body. Given as the library's own `signal` it is joined with one
 * of the library by `AbortSignal.any`, which takes a tenth of the whole request. Not for streams: who stops reading one early
 * ends it by the library's signal.
 */
export const endedBy = (signal: AbortSignal): { fetchOptions: object } => ({
	fetchOptions: { endedBy: signal } satisfies Endable,
});
