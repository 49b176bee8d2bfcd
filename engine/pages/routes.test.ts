import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { verifies } from '../../test/verifies.ts';
import { createSigner } from '../adapters/secrets/hmac.ts';
import { TenantSettings } from '../contract/tenant.ts';
import { analyzed } from '../domain/testing/analyzed.ts';
import { memoryFeedback } from '../domain/testing/memory-feedback.ts';
import { RetryableError, TerminalError } from '../errors.ts';
import { createTestApp, type TestApp } from '../http/testing/app.ts';
import type { CallStore } from '../ports/call-store.ts';
import type { Feedback } from '../ports/feedback.ts';
import { createFeedbackLinks } from './feedback/link.ts';
import { createCallLinks } from './link.ts';
import { type PagesOptions, pageRoutes } from './routes.ts';

const REQUESTED = new Date('2026-11-20T06:00:00Z');
const DAY_MS = 86_400_000;
const { call, transcript, analysis } = analyzed({
	id: '77',
	title: 'Kick-off with Carl',
	lines: 'Rita: Hi Carl.\nCarl: What does it cost per user?\nRita: I will send you the offer by Thursday.',
});
const signer = createSigner(new Uint8Array(32).fill(7), 'call page');
const links = createCallLinks({ signer, publicUrl: 'https://sophia.example' });
const feedbackLinks = createFeedbackLinks({ signer, publicUrl: 'https://sophia.example' });

let test: TestApp;
let feedback: Feedback;
let now = REQUESTED;
/** What the pages asked the store for. */
let asked: string[];

beforeEach(async () => {
	now = REQUESTED;
	asked = [];
	feedback = memoryFeedback();
	test = await serve();
});
afterEach(() => test.app.close());

/** The app with the pages over one call of the tenant acme. */
function serve(get?: CallStore['get']): Promise<TestApp> {
	const options: PagesOptions = {
		calls: {
			get:
				get ??
				(async (tenant, callId) => {
					asked.push(`${tenant} ${callId}`);
					if (tenant !== 'acme' || callId !== '77') return undefined;
					return { call, source: 'gong-main', transcript: 'hash', analysis };
				}),
		},
		transcripts: {
			get: async (tenant, reference) => (`${tenant} ${reference}` === 'acme hash' ? transcript : undefined),
		},
		tenants: { get: async () => TenantSettings.parse({ zone: 'Europe/Berlin' }) },
		links,
		feedback,
		feedbackLinks,
		tenantOfKey: async (authorization) => {
			if (authorization === 'Bearer of-acme') return 'acme';
			if (authorization === 'Bearer of-other') return 'other';
			throw new TerminalError('key-invalid');
		},
		benchmarks: { idealTalkRatio: 0.43, highTalkRatio: 0.65, longMonologueMs: 150_000 },
		clock: { now: () => now },
	};
	return createTestApp({ app: { pages: async (app) => void (await app.register(pageRoutes, options)) } });
}

async function open(address: string, headers: Record<string, string> = {}) {
	const { pathname, search } = new URL(address, 'https://sophia.example');
	const answer = await test.app.inject({ url: `${pathname}${search}`, headers });
	return { status: answer.statusCode, headers: answer.headers, text: answer.body };
}

const linkTo = (callId: string, tenant = 'acme') => links.of(tenant)(callId, REQUESTED) ?? '';

describe('GET /calls/:id', () => {
	it('opens with the link it was made for, for as long as it holds', async () => {
		verifies('pages.link-expires');
		const page = await open(linkTo('77'));
		expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
		expect(page.text).toContain('Kick-off with Carl');
		now = new Date(REQUESTED.getTime() + 30 * DAY_MS);
		const expired = await open(linkTo('77'));
		expect(expired.status).toBe(410);
		expect(expired.text).toContain('This link has expired.');
		expect(expired.text).not.toContain('Kick-off');
		expect(asked).toEqual(['acme 77']);
	});

	it('asks no store and says the same of every forged link, whether there is such a call or not', async () => {
		verifies('pages.forged-link', 'walls.tenant-from-signature');
		const link = linkTo('77');
		const forged = [
			link.replace(/signature=./, (text) => (text.endsWith('A') ? 'signature=B' : 'signature=A')),
			link.replace('tenant=acme', 'tenant=other'),
			link.replace('/77', '/78'),
			link.replace('coaching', 'record'),
			`${link}&tenant=other`,
			'/calls/77',
			'/calls/78',
			`/calls/${'9'.repeat(400)}?tenant=acme`,
			'/calls/%00?signature=x',
		];
		const answers = await Promise.all(forged.map((address) => open(address)));
		expect(answers.map(({ status }) => status)).toEqual(forged.map(() => 403));
		const said = answers.map(({ text }) => text.replace(/request [\w-]+/, ''));
		expect(new Set(said).size).toBe(1);
		expect(asked).toEqual([]);
	});

	it('shows a call to its own tenant alone, also one that is known', async () => {
		verifies('walls.tenant-from-signature');
		const foreign = await open(linkTo('77', 'other'));
		expect([foreign.status, foreign.text.includes('Kick-off')]).toEqual([404, false]);
		expect(foreign.text).toContain('There is no analysis of this call.');
		expect(asked).toEqual(['other 77']);
	});

	it('shows a record what it was made for', async () => {
		verifies('pages.record-view');
		const page = await open(links.of('acme')('77', REQUESTED, { view: 'record' }) ?? '');
		expect(page.status).toBe(200);
		expect([page.text.includes('The talk'), page.text.includes('Coaching')]).toEqual([false, false]);
	});

	it('opens with an API key instead, and only with one', async () => {
		const known = await open('/calls/77', { authorization: 'Bearer of-acme' });
		expect([known.status, known.text.includes('The talk')]).toEqual([200, true]);
		expect((await open('/calls/77', { authorization: 'Bearer of-other' })).status).toBe(404);
		const unknown = await open(linkTo('77'), { authorization: 'Bearer nobody' });
		expect([unknown.status, unknown.text.includes('The API key is unknown')]).toEqual([401, true]);
	});

	it('is kept by nobody, found by no search, tells no other site of it, and loads nothing from elsewhere', async () => {
		verifies('pages.read-only', 'pages.own-origin');
		for (const address of [linkTo('77'), '/calls/77', linkTo('78')]) {
			const { headers } = await open(address);
			expect(headers).toMatchObject({
				'cache-control': 'private, no-store',
				'referrer-policy': 'no-referrer',
				'x-robots-tag': 'noindex, nofollow',
				'x-content-type-options': 'nosniff',
			});
			const policy = String(headers['content-security-policy']).split('; ');
			expect(policy[0]).toBe("default-src 'none'");
			expect(policy.slice(1).filter((rule) => !/ '(self|none)'$/.test(rule))).toEqual([]);
		}
	});

	it('goes over the line in a fraction of its size', async () => {
		const { headers } = await open(linkTo('77'), { 'accept-encoding': 'gzip, br' });
		const whole = await open(linkTo('77'));
		expect([headers['content-encoding'], whole.headers['content-encoding']]).toEqual(['gzip', undefined]);
		expect(Number(headers['content-length'])).toBeLessThan(Number(whole.headers['content-length']) / 3);
	});

	it('can only be read', async () => {
		verifies('pages.read-only');
		const { pathname, search } = new URL(linkTo('77'));
		for (const method of ['POST', 'PUT', 'DELETE'] as const) {
			const answer = await test.app.inject({ method, url: `${pathname}${search}` });
			expect(answer.json()).toMatchObject({ error: { code: 'method-not-allowed' } });
		}
		expect((await test.app.inject({ method: 'HEAD', url: `${pathname}${search}` })).statusCode).toBe(200);
	});

	it('writes no signature and no tenant of a link into the log', async () => {
		await open(linkTo('77'));
		const { searchParams } = new URL(linkTo('77'));
		expect(test.lines.length).toBeGreaterThan(0);
		for (const line of test.lines) expect(JSON.stringify(line)).not.toContain(searchParams.get('signature'));
	});

	it('says in plain words that the store does not answer, and nothing of what went wrong inside', async () => {
		await test.app.close();
		test = await serve(() => Promise.reject(new RetryableError('store-unavailable')));
		expect(await open(linkTo('77'))).toMatchObject({ status: 503, text: expect.stringContaining('does not answer') });
		await test.app.close();
		test = await serve(() => Promise.reject(new Error('the password is secret')));
		const broken = await open(linkTo('77'));
		expect([broken.status, broken.text.includes('password')]).toEqual([500, false]);
	});
});

describe('what pages load', () => {
	it('comes from the engine, and is kept by browsers as long as it stays the same', async () => {
		verifies('pages.own-origin');
		const { text } = await open(linkTo('77'));
		const addresses = [...text.matchAll(/(?:src|href)="(\.\.\/assets[^"]+)"/g)].map(([, address = '']) => address);
		expect(new Set(addresses).size).toBe(3);
		for (const address of addresses) {
			const { pathname, search } = new URL(address.replaceAll('&amp;', '&'), 'https://sophia.example/calls/77');
			const file = await open(`${pathname}${search}`);
			expect([file.status, file.headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable']);
			expect((await open(pathname)).headers['cache-control']).toBe('no-cache');
			expect(file.text).not.toMatch(/@import|url\((?!#)|https?:\/\/(?!www\.w3\.org\/2000\/svg)/);
		}
	});
});
