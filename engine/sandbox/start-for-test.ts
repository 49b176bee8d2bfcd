/** What the sandbox's own tests share: one on a free port, a clock that stands still, and plain requests to it. */
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { buildSandbox } from './app.ts';
import { demoWorld } from './demo/world.ts';
import type { Json } from './exchange.ts';
import { GONG_KEY } from './gong.ts';
import { HUBSPOT_TOKEN } from './hubspot.ts';
import { SLACK_TOKEN } from './slack.ts';
import type { World } from './world.ts';

export const TODAY = '2026-11-22';
export const ZONE = 'Europe/Berlin';

export interface Answered {
	status: number;
	headers: Headers;
	body: Json;
}

export interface TestSandbox {
	address: string;
	/** Moves the clock. */
	pass(milliseconds: number): void;
	gong(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answered>;
	/** Form-encoded, as Slack's SDK sends it; values that are no strings as JSON. */
	slack(method: string, fields?: Json, headers?: Record<string, string>): Promise<Answered>;
	hubspot(method: string, path: string, body?: unknown): Promise<Answered>;
	control(method: string, path: string, body?: unknown): Promise<Answered>;
	page(path: string): Promise<{ status: number; headers: Headers; html: string }>;
	close(): Promise<void>;
}

export async function startForTest(options: { world?: World; stateFile?: string } = {}): Promise<TestSandbox> {
	let clock = Date.parse('2026-11-22T07:00:00Z');
	const world = options.world ?? demoWorld({ today: TODAY, zone: ZONE });
	const sandbox = buildSandbox({ world, stateFile: options.stateFile, now: () => clock });
	sandbox.server.listen(0, '127.0.0.1');
	await once(sandbox.server, 'listening');
	const address = `http://127.0.0.1:${(sandbox.server.address() as AddressInfo).port}`;

	async function ask(method: string, path: string, headers: Record<string, string>, body?: string): Promise<Answered> {
		const response = await fetch(`${address}${path}`, { method, headers, body });
		return { status: response.status, headers: response.headers, body: (await response.json()) as Json };
	}
	const json = { 'content-type': 'application/json' };

	return {
		address,
		pass: (milliseconds) => {
			clock += milliseconds;
		},
		gong(path, body, headers) {
			const authorization = `Basic ${Buffer.from(GONG_KEY).toString('base64')}`;
			const method = body === undefined ? 'GET' : 'POST';
			return ask(method, `/gong${path}`, { authorization, ...json, ...headers }, serialized(body));
		},
		slack(method, fields = {}, headers) {
			const form = new URLSearchParams();
			for (const [key, value] of Object.entries(fields)) {
				form.set(key, typeof value === 'string' ? value : JSON.stringify(value));
			}
			const type = { 'content-type': 'application/x-www-form-urlencoded' };
			const all = { authorization: `Bearer ${SLACK_TOKEN}`, ...type, ...headers };
			return ask('POST', `/slack/api/${method}`, all, form.toString());
		},
		hubspot(method, path, body) {
			const headers = { authorization: `Bearer ${HUBSPOT_TOKEN}`, ...json };
			return ask(method, `/hubspot${path}`, headers, serialized(body));
		},
		control: (method, path, body) => ask(method, `/sandbox/${path}`, json, serialized(body)),
		async page(path) {
			const response = await fetch(`${address}${path}`);
			return { status: response.status, headers: response.headers, html: await response.text() };
		},
		close: () => sandbox.close(),
	};
}

function serialized(body: unknown): string | undefined {
	return body === undefined ? undefined : JSON.stringify(body);
}

/** A published description from the shared folder; undefined (with the reason printed) where it is absent. */
export function publishedSpec(name: string): Json | undefined {
	const shared = process.env.SOPHIA_SHARED ?? resolve(import.meta.dirname, '../../../shared');
	const file = join(shared, 'specs', name);
	if (existsSync(file)) {
		const text = readFileSync(file, 'utf8');
		return (name.endsWith('.yaml') ? parse(text) : JSON.parse(text)) as Json;
	}
	console.warn(`skipped: ${name} is not in ${join(shared, 'specs')} (set SOPHIA_SHARED)`);
	return undefined;
}
