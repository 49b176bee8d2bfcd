/** HubSpot's answers for what went wrong, in its own shape. */
import { randomUUID } from 'node:crypto';
import type { Answer, Json } from './exchange.ts';

export function failure(status: number, category: string, message: string, more: Json = {}): Answer {
	return { status, body: { status: 'error', message, correlationId: randomUUID(), category, ...more } };
}

export function notFound(): Answer {
	return failure(404, 'OBJECT_NOT_FOUND', 'Object not found.  objectId are usually numeric.');
}

export function invalid(message: string, errors: Json[] = []): Answer {
	return failure(400, 'VALIDATION_ERROR', message, errors.length > 0 ? { errors } : {});
}

export function missingScopes(scopes: string[]): Answer {
	const message =
		'This app hasn’t been granted all required scopes to make this call. Read more about required scopes here: https://developers.hubspot.com/scopes.';
	return failure(403, 'MISSING_SCOPES', message, {
		errors: [
			{ message: 'One or more of the following scopes are required.', context: { requiredGranularScopes: scopes } },
		],
		links: { scopes: 'https://developers.hubspot.com/scopes' },
	});
}

/** HubSpot sends no Retry-After with its ten-second limit. */
export function rateLimited(policy: 'SECONDLY' | 'TEN_SECONDLY_ROLLING'): Answer {
	const message = `You have reached your ${policy.toLowerCase()} limit.`;
	return { ...failure(429, 'RATE_LIMITS', message, { errorType: 'RATE_LIMIT', policyName: policy }) };
}

/** A batch: 200 when every input was found, else 207 with the errors beside the results. */
export function batch(results: Json[], errors: Json[]): Answer {
	const at = new Date().toISOString();
	const body: Json = { status: 'COMPLETE', results, startedAt: at, completedAt: at };
	if (errors.length === 0) return { status: 200, body };
	return { status: 207, body: { ...body, numErrors: errors.length, errors } };
}
