/** Requests to the engine; every failure becomes one error that says what to do. */
import type {
	IDataObject,
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestMethods,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	IWebhookFunctions,
	JsonObject,
} from 'n8n-workflow';
import { NodeApiError, sleep } from 'n8n-workflow';

export type EngineContext = IExecuteFunctions | IHookFunctions | ILoadOptionsFunctions | IWebhookFunctions;

export type EngineRequest = {
	method: IHttpRequestMethods;
	/** From the root of the engine, e.g. `/v1/runs`. */
	path: string;
	query?: IDataObject;
	headers?: IDataObject;
	body?: unknown;
	/** Sent as it is, in the place of `body`. */
	upload?: { bytes: Buffer; contentType: string };
	/** How long one try may take, ms. */
	timeoutMs?: number;
	/** How long a request is tried again after a failure that may pass, ms. Every request here is safe to repeat. */
	patienceMs?: number;
};

/** What the engine, or a proxy before it, says while it restarts or has too much to do. */
const PASSING = new Set([429, 502, 503, 504]);
const LONGEST_PAUSE_MS = 10_000;

/** Long enough for an engine that restarts, short enough for a person who waits for a mistake to show. */
export const PATIENCE_MS = 10_000;

/** Resolves to the parsed answer; throws a NodeApiError whose `context.code` is the code of the engine's error. */
export async function requestEngine<Answer>(context: EngineContext, request: EngineRequest): Promise<Answer> {
	const end = Date.now() + (request.patienceMs ?? 0);
	for (let pauseMs = 500; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
		const outcome = await tryOnce(context, request);
		if ('answer' in outcome) return outcome.answer as Answer;
		if (!outcome.passing || isCancelled(context) || Date.now() + pauseMs > end) throw outcome.error;
		await sleep(pauseMs);
		if (isCancelled(context)) throw outcome.error;
	}
}

type Outcome = { answer: unknown } | { error: NodeApiError; passing: boolean };

async function tryOnce(context: EngineContext, request: EngineRequest): Promise<Outcome> {
	const credentials = await context.getCredentials<{ address: string }>('sophiaApi');
	const address = credentials.address.trim().replace(/\/+$/, '');
	let response: IN8nHttpFullResponse;
	try {
		response = (await context.helpers.httpRequestWithAuthentication.call(context, 'sophiaApi', {
			method: request.method,
			baseURL: address,
			url: request.path,
			qs: request.query,
			...contentOf(request),
			timeout: request.timeoutMs ?? 30_000,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
		})) as IN8nHttpFullResponse;
	} catch (error) {
		return { error: unreachable(context, address, error), passing: true };
	}
	const { statusCode, body } = response;
	if (statusCode >= 200 && statusCode < 300) return { answer: body };
	return { error: refused(context, statusCode, body), passing: PASSING.has(statusCode) };
}

function contentOf({ headers, body, upload }: EngineRequest): Partial<IHttpRequestOptions> {
	if (!upload) return { headers, body: body as IDataObject | undefined, json: true };
	return { headers: { ...headers, 'content-type': upload.contentType }, body: upload.bytes };
}

/**
 * Nothing of the original error is kept but its code: it may hold the headers, and so the key. Nor is a login in the
 * address, meant for a proxy before the engine.
 */
function unreachable(context: EngineContext, address: string, error: unknown): NodeApiError {
	const { code, cause } = error as { code?: string; cause?: { code?: string } };
	const reason = cause?.code ?? code;
	const advice =
		'Start it with `npm start -- --engine-only` and compare the address in the credential. From inside Docker an engine on the same machine is http://host.docker.internal:8787, and has to be started with HOST=0.0.0.0.';
	const apiError = new NodeApiError(
		context.getNode(),
		{},
		{
			message: `The Sophia engine cannot be reached at ${address.replace(/\/\/[^/]*@/, '//')}`,
			description: reason ? `${advice} (${reason})` : advice,
		},
	);
	apiError.context.code = 'engine-unreachable';
	return apiError;
}

type ErrorBody = {
	error?: { code?: string; message?: string; action?: string; fields?: Array<{ path: string; message: string }> };
};

function refused(context: EngineContext, status: number, body: unknown): NodeApiError {
	const error = (body as ErrorBody | undefined)?.error;
	const fields = (error?.fields ?? []).map(({ path, message }) => `${path}: ${message}`);
	const apiError = new NodeApiError(context.getNode(), {} as JsonObject, {
		message: error?.message ?? `Something that is not the Sophia engine answered with status ${status}`,
		description: [...fields, error?.action ?? 'Compare the address in the credential.'].join('\n'),
		httpCode: String(status),
	});
	apiError.context.code = error?.code ?? 'engine-unreadable';
	return apiError;
}

function isCancelled(context: EngineContext): boolean {
	return 'getExecutionCancelSignal' in context && context.getExecutionCancelSignal()?.aborted === true;
}

/** n8n ends every request of a cancelled execution at once; requests of this context still go out. */
export function withoutCancelSignal(context: IExecuteFunctions): EngineContext {
	const { helpers, logger } = context;
	const getCredentials = context.getCredentials.bind(context);
	const getNode = context.getNode.bind(context);
	return { helpers, logger, getCredentials, getNode } as unknown as EngineContext;
}
