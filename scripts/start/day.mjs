/** One coaching day through the engine's API. */
import { Message } from '../shared/message.mjs';
import { connections } from './demo.mjs';

/**
 * @typedef {import('../../engine/contract/index.ts').RunResult} RunResult
 * @typedef {import('../../engine/contract/index.ts').CoachingDay} CoachingDay
 */

const ended = ['succeeded', 'failed', 'cancelled', 'timed-out'];

/**
 * Coaches that window with delivery `send` and waits for the end.
 * @param {{ engine: string, apiKey: string, window: { from: string, to: string } }} options `engine`: its address
 * @returns {Promise<RunResult>}
 */
export async function coachDay({ engine, apiKey, window }) {
	const request = { kind: 'coach-day', inputs: [{ window }], connections, delivery: 'send' };
	const { id } = await call(`${engine}/v1/runs`, apiKey, { method: 'POST', body: JSON.stringify(request) });
	for (;;) {
		const result = await call(`${engine}/v1/runs/${id}?wait=30s`, apiKey);
		if (ended.includes(result.state)) return result;
	}
}

async function call(/** @type {string} */ address, /** @type {string} */ apiKey, /** @type {RequestInit} */ init = {}) {
	const headers = { authorization: `Bearer ${apiKey}`, ...(init.body ? { 'content-type': 'application/json' } : {}) };
	const response = await fetch(address, { ...init, headers });
	const body = /** @type {any} */ (await response.json());
	if (response.ok) return body;
	const { code, message, action } = body.error ?? {};
	throw new Message(`The engine refused the run (${code ?? response.status}): ${message ?? ''} ${action ?? ''}`);
}

/** The day in a result, or the error that stands for it. @throws Message */
export function dayOf(/** @type {RunResult} */ result) {
	const [first] = result.results ?? [];
	if (first?.value && 'messages' in first.value) return /** @type {CoachingDay} */ (first.value);
	const error = first?.error;
	throw new Message(
		`The coaching day ended as ${result.state}. ${error ? `${error.code}: ${error.message} ${error.action}` : ''}`,
	);
}
