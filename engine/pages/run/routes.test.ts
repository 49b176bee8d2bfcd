import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { verifies } from '../../../test/verifies.ts';
import { createSigner } from '../../adapters/secrets/hmac.ts';
import { TenantSettings } from '../../contract/tenant.ts';
import { TerminalError } from '../../errors.ts';
import { createTestApp, QUESTION, RUN_COSTS, type TestApp } from '../../http/testing/app.ts';
import { createCallLinks } from '../link.ts';
import { createQuestionLinks } from '../question/link.ts';
import { createRunLinks } from './link.ts';
import { runPageRoutes } from './routes.ts';

const REQUESTED = new Date('2026-11-20T06:00:00Z');
const DAY_MS = 86_400_000;
const KEY = new Uint8Array(32).fill(7);
const publicUrl = 'https://sophia.example/engine';
const links = createRunLinks({ signer: createSigner(KEY, 'run page'), publicUrl });
const questionLinks = createQuestionLinks({ signer: createSigner(KEY, 'question page'), publicUrl });
const linkTo = (id: string, tenant = 'acme') => links.of(tenant)(id, REQUESTED) ?? '';

let test: TestApp;
let now: Date;
/** What was asked of the runs. */
let asked: string[];

beforeEach(async () => {
	now = REQUESTED;
	asked = [];
	const options = {
		runs: {
			costs: async (tenant: string, id: string) => {
				asked.push(`${tenant} ${id}`);
				if (tenant !== 'acme' || id !== 'run-1') throw new TerminalError('run-unknown');
				return RUN_COSTS;
			},
			questions: async () => ({ inAll: 1, questions: [QUESTION] }),
		},
		tenants: { get: async () => TenantSettings.parse({ zone: 'Europe/Berlin' }) },
		...{ links, questionLinks },
		tenantOfKey: async (authorization: string | undefined) => {
			if (authorization === 'Bearer of-acme') return 'acme';
			throw new TerminalError('key-invalid');
		},
		clock: { now: () => now },
	};
	test = await createTestApp({ app: { pages: async (app) => void (await app.register(runPageRoutes, options)) } });
});
afterEach(() => test.app.close());

async function open(address: string, headers: Record<string, string> = {}) {
	const { pathname, search } = new URL(address, 'https://sophia.example');
	const answer = await test.app.inject({ url: `${pathname.replace('/engine', '')}${search}`, headers });
	return { status: answer.statusCode, headers: answer.headers, text: answer.body };
}

it('opens with the link it was made for, for 30 days, and is the same link for the same run', async () => {
	verifies('costs.page-link');
	expect(linkTo('run-1')).toBe(linkTo('run-1'));
	expect(linkTo('run-1')).toMatch(/^https:\/\/sophia\.example\/engine\/runs\/run-1\?/);
	const page = await open(linkTo('run-1'));
	expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
	expect(page.text).toContain('Coaching for a day');
	now = new Date(REQUESTED.getTime() + 30 * DAY_MS);
	const expired = await open(linkTo('run-1'));
	expect([expired.status, expired.text.includes('Coaching')]).toEqual([410, false]);
	expect(asked).toEqual(['acme run-1']);
});

it('asks for nothing and says the same of every forged link, whether there is such a run or not', async () => {
	verifies('costs.page-link', 'walls.tenant-from-signature');
	const link = linkTo('run-1');
	const ofCall =
		createCallLinks({ signer: createSigner(KEY, 'call page'), publicUrl }).of('acme')('run-1', REQUESTED) ?? '';
	const forged = [
		link.replace(/signature=./, (text) => (text.endsWith('A') ? 'signature=B' : 'signature=A')),
		link.replace('tenant=acme', 'tenant=other'),
		link.replace('run-1', 'run-2'),
		link.replace(/expires=\d+/, 'expires=99999999999'),
		`${link}&tenant=other`,
		ofCall.replace('/calls/', '/runs/'),
		'/runs/run-1',
		'/runs/run-2',
	];
	const answers = await Promise.all(forged.map((address) => open(address)));
	expect(answers.map(({ status }) => status)).toEqual(forged.map(() => 403));
	expect(new Set(answers.map(({ text }) => text.replace(/request [\w-]+/, ''))).size).toBe(1);
	expect(asked).toEqual([]);
});

it('shows a run to its own tenant alone, and opens with an API key instead', async () => {
	verifies('costs.walls');
	const foreign = await open(linkTo('run-1', 'other'));
	expect([foreign.status, foreign.text.includes('Coaching')]).toEqual([404, false]);
	expect(asked).toEqual(['other run-1']);
	expect((await open('/runs/run-1', { authorization: 'Bearer of-acme' })).status).toBe(200);
	expect((await open('/runs/%20', { authorization: 'Bearer of-acme' })).status).toBe(404);
	expect((await open(linkTo('run-1'), { authorization: 'Bearer nobody' })).status).toBe(401);
});

it('is kept by nobody, tells no other site of it, and runs no script', async () => {
	verifies('pages.own-origin', 'pages.read-only', 'costs.page-for-all');
	const { headers, text } = await open(linkTo('run-1'));
	expect(headers).toMatchObject({
		...{ 'cache-control': 'private, no-store', 'referrer-policy': 'no-referrer' },
		'x-robots-tag': 'noindex, nofollow',
	});
	expect(String(headers['content-security-policy'])).toContain("default-src 'none'");
	expect(text).not.toMatch(/<script|https?:\/\//);
	const { searchParams } = new URL(linkTo('run-1'));
	expect(test.lines.length).toBeGreaterThan(0);
	for (const line of test.lines) expect(JSON.stringify(line)).not.toContain(searchParams.get('signature'));
});

it('has no link where nobody outside could open it', () => {
	const signer = createSigner(KEY, 'run page');
	expect(createRunLinks({ signer, publicUrl: undefined }).of('acme')('run-1', REQUESTED)).toBeUndefined();
});
