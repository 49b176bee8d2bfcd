/** Callbacks over HTTP. */
import type { CallbackClient } from '../../ports/callback-client.ts';

const MAX_BYTES = 64 * 1024;

/** `timeoutMs`: for the whole request, 10 s where not given. */
export function createHttpCallbackClient({ timeoutMs = 10_000 }: { timeoutMs?: number } = {}): CallbackClient {
	return {
		async request(method, url, body, signal) {
			const response = await fetch(url, {
				method,
				redirect: 'manual',
				signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
				...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
			});
			return { status: response.status, text: await readStart(response) };
		},
	};
}

/** Reads no more than is wanted, whatever the other side sends. */
async function readStart(response: Response): Promise<string> {
	if (!response.body) return '';
	const decoder = new TextDecoder();
	let text = '';
	let bytes = 0;
	for await (const chunk of response.body) {
		text += decoder.decode(chunk, { stream: true });
		bytes += chunk.byteLength;
		if (bytes >= MAX_BYTES) break;
	}
	return text;
}
