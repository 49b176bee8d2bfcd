/** An engine on the sandbox that serves its pages, one tenant of it, and a browser that watches what they load. */
import { afterAll, beforeAll, expect } from '@jest/globals';
import { type Browser, chromium } from 'playwright-core';
import type { RunResult } from '../../engine/contract/index.ts';
import { anyPort } from '../../scripts/shared/ports.mjs';
import { type EngineHome, makeEngineHome } from '../contracts/engine/engine-process.ts';
import { connectTenant } from '../host/connect-tenant.ts';
import { chromiumPath } from '../need.ts';
import { startRedis } from '../servers/redis.ts';
import { type Sandbox, startSandbox } from '../servers/sandbox.ts';
import { type ObservedPage, observePage } from './observed-page.ts';

export const SECRET_KEY = Buffer.alloc(32, 7);
export const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };
const ZONE = 'Europe/Berlin';

export type ServedPages = {
	readonly sandbox: Sandbox;
	/** Where its commands run. */
	readonly home: EngineHome;
	/** Its address. */
	readonly engine: string;
	readonly apiKey: string;
	readonly browser: Browser;
	/** Asks the engine as the tenant; throws where it is refused. */
	ask<Answer>(method: string, address: string, body?: string, type?: string): Promise<Answer>;
	/** What a run of one input came to. */
	outcomeOf<Value>(request: object): Promise<Value>;
	/** Opens an address in a context of its own, and closes it when the work is done; nothing left the engine meanwhile. */
	visiting(
		address: string,
		work: (observed: ObservedPage) => Promise<void>,
		options?: Parameters<typeof observePage>[1],
	): Promise<void>;
};

/** To be called inside a `describe` that needs `redis` and `chromium`. */
export function useServedPages(): ServedPages {
	let sandbox: Sandbox;
	let home: EngineHome;
	let engine: string;
	let apiKey: string;
	let browser: Browser;
	const closing: (() => Promise<unknown>)[] = [];

	beforeAll(async () => {
		const redis = await startRedis();
		closing.push(redis.remove);
		sandbox = await startSandbox({ today: '2026-11-18', zone: ZONE });
		closing.push(sandbox.stop);
		const port = await anyPort();
		engine = `http://127.0.0.1:${port}`;
		home = await makeEngineHome({
			REDIS_URL: redis.url,
			SOPHIA_SECRET_KEY: SECRET_KEY.toString('base64'),
			PORT: String(port),
			PUBLIC_URL: engine,
		});
		closing.push(home.remove);
		const running = await home.serve();
		closing.push(() => running.stop());
		apiKey = await connectTenant(home, 'acme', ZONE, sandbox);
		browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] });
		closing.push(() => browser.close());
	});
	afterAll(async () => {
		for (const close of closing.reverse()) await close();
	});

	async function ask<Answer>(
		method: string,
		address: string,
		body?: string,
		type = 'application/json',
	): Promise<Answer> {
		const headers = { authorization: `Bearer ${apiKey}`, ...(body === undefined ? {} : { 'content-type': type }) };
		const response = await fetch(`${engine}${address}`, { method, headers, body });
		if (!response.ok) throw new Error(`${method} ${address}: ${response.status} ${await response.text()}`);
		return (await response.json()) as Answer;
	}

	return {
		get sandbox() {
			return sandbox;
		},
		get home() {
			return home;
		},
		get engine() {
			return engine;
		},
		get apiKey() {
			return apiKey;
		},
		get browser() {
			return browser;
		},
		ask,
		async outcomeOf<Value>(request: object) {
			const { id } = await ask<{ id: string }>('POST', '/v1/runs', JSON.stringify(request));
			for (const deadline = Date.now() + 120_000; Date.now() < deadline; ) {
				const { results, endedAt } = await ask<RunResult>('GET', `/v1/runs/${id}?wait=20s`);
				if (endedAt && results[0]?.state === 'succeeded') return results[0].value as Value;
				if (endedAt) throw new Error(JSON.stringify(results));
			}
			throw new Error(`The run ${id} did not end.`);
		},
		async visiting(address, work, options = {}) {
			const observed = await observePage(browser, options);
			try {
				await observed.page.goto(address);
				await work(observed);
				expect(observed.origins()).toEqual([engine]);
				expect(observed.complaints).toEqual([]);
			} finally {
				await observed.close();
			}
		},
	};
}
