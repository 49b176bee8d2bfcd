/**
 * HubSpot's generated clients over our transport. The library's `Client` is left out on purpose: it queues every request
 * in one limiter for the whole process, after the guard was asked, and takes no signal.
 */
import * as associations from '@hubspot/api-client/lib/codegen/crm/associations/v4/index.js';
import * as objects from '@hubspot/api-client/lib/codegen/crm/objects/index.js';
import { RetryableError } from '../../../errors.ts';
import type { Outbound, OutboundResponse } from '../../../ports/outbound.ts';
import type { RateLimit } from '../../../ports/rate-limit.ts';
import type { WriteGuard } from '../../../ports/run-context.ts';
import { errorOfAnswer, unclear } from './errors.ts';

/** HubSpot allows a private app 190 requests in 10 s (Professional and Enterprise). */
const PER_SECOND = 18;

export type HubspotOptions = {
	/** `https://api.hubapi.com`, or wherever HubSpot is. */
	address: string;
	/** A private app's token, `pat-…`. */
	token: string;
	outbound: Outbound;
	rateLimit: RateLimit;
	/** Names the tenant and the connection. */
	limitName: string;
};

export type HubspotRequest = { signal: AbortSignal; guard?: WriteGuard };

/** What the libraries' own request objects have in common. */
type LibraryRequest = {
	getUrl(): string;
	getHttpMethod(): string;
	getHeaders(): Record<string, string>;
	getBody(): unknown;
};

/** Sends one request and answers only with JSON of a success. Throws the errors of errors.ts. */
export async function sendHubspot(
	{ token, outbound, rateLimit, limitName }: HubspotOptions,
	{ signal, guard }: HubspotRequest,
	request: { method: string; url: string; headers: Record<string, string>; body?: string },
): Promise<OutboundResponse> {
	try {
		await rateLimit.take(limitName, PER_SECOND, signal);
	} catch (error) {
		if (!guard || !signal.aborted) throw error;
		// Whatever stopped it, this write never left.
		throw new RetryableError('vendor-unavailable', 'The time for this write was over before its turn came.', {
			notDone: true,
		});
	}
	const answer = await outbound({ ...request, signal, guard });
	if (answer.status < 200 || answer.status > 299) {
		const error = errorOfAnswer(answer, token);
		if (error instanceof RetryableError && error.retryAfterMs) await rateLimit.pause(limitName, error.retryAfterMs);
		throw error;
	}
	if (!isJsonObject(answer.body)) throw unclear('an answer that cannot be read');
	// The library refuses to read an answer by its header, whatever it holds.
	return { ...answer, headers: { ...answer.headers, 'content-type': 'application/json' } };
}

/** Makes one request with clients of its own, so that its signal and guard are no one else's. */
export async function askHubspot<Answer>(
	options: HubspotOptions,
	how: HubspotRequest,
	ask: (apis: ReturnType<typeof generatedApis>) => Promise<Answer>,
): Promise<Answer> {
	let thrown: { error: unknown } | undefined;
	const send = async (request: Parameters<typeof sendHubspot>[2]) => {
		try {
			return await sendHubspot(options, how, request);
		} catch (error) {
			thrown = { error };
			throw error;
		}
	};
	try {
		return await ask(generatedApis(options, send));
	} catch {
		// What else the library throws quotes the answer with its headers, or is a stumble over an answer's shape.
		throw thrown ? thrown.error : unclear('an answer of another shape');
	}
}

type Send = (request: Parameters<typeof sendHubspot>[2]) => Promise<OutboundResponse>;

function generatedApis(options: HubspotOptions, sendOne: Send) {
	const address = options.address.replace(/\/+$/, '');
	const authMethods = { oauth2: { accessToken: options.token } };
	const send = async (request: LibraryRequest) => {
		const answer = await sendOne({
			method: request.getHttpMethod(),
			url: request.getUrl(),
			headers: request.getHeaders(),
			body: request.getBody() === undefined ? undefined : String(request.getBody()),
		});
		const body = { text: async () => answer.body, binary: async () => Buffer.from(answer.body) };
		return [answer.status, answer.headers, body] as const;
	};
	const objectsConfiguration = objects.createConfiguration({
		baseServer: new objects.ServerConfiguration(address, {}),
		authMethods,
		httpApi: objects.wrapHttpLibrary({
			send: async (request) => new objects.ResponseContext(...(await send(request))),
		}),
	});
	const associationsConfiguration = associations.createConfiguration({
		baseServer: new associations.ServerConfiguration(address, {}),
		authMethods,
		httpApi: associations.wrapHttpLibrary({
			send: async (request) => new associations.ResponseContext(...(await send(request))),
		}),
	});
	return {
		objects: new objects.BasicApi(objectsConfiguration),
		objectBatches: new objects.BatchApi(objectsConfiguration),
		objectSearches: new objects.SearchApi(objectsConfiguration),
		associations: new associations.BasicApi(associationsConfiguration),
		associationBatches: new associations.BatchApi(associationsConfiguration),
	};
}

function isJsonObject(text: string): boolean {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' && value !== null && !Array.isArray(value);
	} catch {
		return false;
	}
}
