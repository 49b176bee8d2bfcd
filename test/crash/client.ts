/** Somebody who wants runs done and does not mind that the engine dies under every second request. */
import type { RunEvent, RunRequestInput, RunResult } from '../../engine/contract/run.ts';
import { until } from './waiting.ts';

export type Client = {
	/** The run's id; asked again under one Idempotency-Key until an answer comes. */
	submit(request: RunRequestInput): Promise<string>;
	get(id: string): Promise<RunResult>;
	cancel(id: string): Promise<RunResult>;
	/** The result once the run has ended. */
	ended(id: string): Promise<RunResult>;
	/** The whole course of a run that has ended. */
	events(id: string): Promise<RunEvent[]>;
};

const ANSWER_MS = 20_000;
const COURSE_MS = 480_000;
const ENDED = ['succeeded', 'failed', 'cancelled', 'timed-out'];

/** `address`: of the API at present, which may change with every start. */
export function createClient({ address, key }: { address: () => string | undefined; key: string }): Client {
	const ask = (method: string, path: string, body?: object, headers: Record<string, string> = {}) =>
		until(`an answer to ${method} ${path}`, async () => {
			const response = await fetch(`${address()}${path}`, {
				method,
				headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
				body: body && JSON.stringify(body),
				signal: AbortSignal.timeout(ANSWER_MS),
			})
				.then(async (answer) => ({ status: answer.status, text: await answer.text() }))
				// The API is down just now.
				.catch(() => undefined);
			if (!response || response.status >= 500) return undefined;
			if (response.status >= 400) throw new Error(`${method} ${path} answered ${response.status}: ${response.text}`);
			return response.text;
		});
	const json = async <Body>(answer: Promise<string>) => JSON.parse(await answer) as Body;
	const get = (id: string, wait = '0s') => json<RunResult>(ask('GET', `/v1/runs/${id}?wait=${wait}`));

	return {
		get,
		async submit(request) {
			const headers = { 'idempotency-key': crypto.randomUUID() };
			return (await json<{ id: string }>(ask('POST', '/v1/runs', request, headers))).id;
		},
		cancel: (id) => json(ask('POST', `/v1/runs/${id}/cancel`, {})),
		ended: (id) =>
			until(
				`the end of run ${id}`,
				async () => {
					// Shorter than the pauses between kills: a longer wait might never see its end.
					const result = await get(id, '1s');
					return ENDED.includes(result.state) ? result : undefined;
				},
				{ deadlineMs: COURSE_MS },
			),
		async events(id) {
			const text = await ask('GET', `/v1/runs/${id}/events`);
			const data = text.split('\n').filter((line) => line.startsWith('data:'));
			return data.map((line) => JSON.parse(line.slice('data:'.length)) as RunEvent);
		},
	};
}
