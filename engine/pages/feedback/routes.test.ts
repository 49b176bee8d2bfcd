import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { verifies } from '../../../test/verifies.ts';
import { createSigner } from '../../adapters/secrets/hmac.ts';
import type { Insight } from '../../contract/call.ts';
import type { FeedbackEntry } from '../../contract/feedback.ts';
import { TenantSettings } from '../../contract/tenant.ts';
import { analyzed } from '../../domain/testing/analyzed.ts';
import { memoryFeedback } from '../../domain/testing/memory-feedback.ts';
import { createTestApp, type TestApp } from '../../http/testing/app.ts';
import type { Feedback } from '../../ports/feedback.ts';
import { createCallLinks } from '../link.ts';
import { createFeedbackLinks } from './link.ts';
import { feedbackRoutes } from './routes.ts';

const REQUESTED = new Date('2026-11-20T06:00:00Z');
const DAY_MS = 86_400_000;
const KEY = new Uint8Array(32).fill(7);
const publicUrl = 'https://sophia.example';
const callLinks = createCallLinks({ signer: createSigner(KEY, 'call page'), publicUrl });
const links = createFeedbackLinks({ signer: createSigner(KEY, 'feedback page'), publicUrl });

const { call, analysis } = analyzed({
	id: '77',
	title: 'Kick-off with <Carl>',
	lines: 'Rita: Hi Carl.\nCarl: What does it cost per user?\nRita: I will send you the offer by Thursday.',
});
const moment: Insight = {
	kind: 'coachable-moment',
	...{ text: 'Rita spoke for long.', label: 'monologue', tone: 'habit' },
	evidence: [{ callId: '77', speakerId: 'rita', speaker: 'Rita', startMs: 0, endMs: 1, quote: 'Hi Carl.' }],
};
const insights = [...analysis.insights.filter(({ kind }) => kind === 'commitment'), moment];
const [commitment] = insights as [Insight];

let test: TestApp;
let feedback: Feedback;
let now: Date;
let erased: boolean;
/** What the store was asked. */
let asked: string[];

beforeEach(async () => {
	[now, erased, asked, feedback] = [REQUESTED, false, [], memoryFeedback()];
	const heard = <Ask extends (...given: never[]) => unknown>(name: string, ask: Ask) =>
		((...given: Parameters<Ask>) => {
			asked.push(name);
			return ask(...given);
		}) as Ask;
	const options = {
		calls: {
			get: heard('call', async (tenant: string, callId: string) => {
				if (tenant !== 'acme' || callId !== '77' || erased) return undefined;
				return { call, source: 'gong-main', transcript: 'hash', analysis: { ...analysis, insights } };
			}),
		},
		tenants: { get: async () => TenantSettings.parse({ zone: 'Europe/Berlin' }) },
		feedback: {
			...feedback,
			disagree: heard('disagree', feedback.disagree),
			undo: heard('undo', feedback.undo),
		},
		...{ links, callLinks, clock: { now: () => now } },
	};
	test = await createTestApp({ app: { pages: async (app) => void (await app.register(feedbackRoutes, options)) } });
});
afterEach(() => test.app.close());

const addressOf = (insight: Insight, view?: 'record', tenant = 'acme') =>
	links.of(tenant)({ callId: '77', id: feedback.idOf('77', insight) }, REQUESTED, view) ?? '';

type Sent = { method?: 'GET' | 'HEAD' | 'POST' | 'OPTIONS' | 'PUT'; headers?: Record<string, string>; body?: string };

async function send(address: string, { method = 'GET', headers = {}, body }: Sent = {}) {
	const { pathname, search } = new URL(address, publicUrl);
	const type = body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' };
	const all = { ...type, ...headers };
	const answer = await test.app.inject({ method, url: `${pathname}${search}`, headers: all, payload: body });
	return { status: answer.statusCode, headers: answer.headers, text: answer.body };
}

const press = (address: string, mark = 'disagree') => send(address, { method: 'POST', body: `mark=${mark}` });
const marks = async (): Promise<FeedbackEntry[]> => (await feedback.list('acme', { limit: 10 })).feedback;

describe('the page on which somebody disagrees', () => {
	it('shows the words, what was said about them, and one button', async () => {
		verifies('feedback.one-click');
		const page = await send(addressOf(moment));
		expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
		for (const shown of ['Rita spoke for long.', 'Hi Carl.', 'Kick-off with &lt;Carl&gt;', 'See it on the call']) {
			expect(page.text).toContain(shown);
		}
		expect(page.text.match(/<button[^>]*>[^<]*/g)).toEqual(['<button name="mark" value="disagree">I disagree']);
		expect(page.text).not.toContain('<script');
	});

	it('marks with the button, shows so with the way back, and takes the mark back', async () => {
		verifies('feedback.one-click', 'feedback.stored');
		const address = addressOf(moment);
		const pressed = await press(`${address}&utm_source=slack`);
		expect(pressed.status).toBe(303);
		const back = new URL(String(pressed.headers.location), address).href;
		expect(back).toBe(address);
		const [mark] = await marks();
		expect(mark).toMatchObject({ callId: '77', kind: 'coachable-moment', label: 'monologue', view: 'coaching' });
		const page = await send(back);
		expect(page.text).toContain('>Friday, 20 November 2026 at 13:00</time>. Thank you.');
		expect(page.text.match(/<button[^>]*>[^<]*/g)).toEqual(['<button class="quiet" name="mark" value="undo">Undo']);
		await press(back, 'undo');
		expect(await marks()).toEqual([]);
		expect((await send(back)).text).toContain('I disagree');
	});

	it('changes nothing by whatever is not the press of the button, however often and from whomever', async () => {
		verifies('feedback.get-changes-nothing');
		const opener = fc.record({
			method: fc.constantFrom('GET' as const, 'HEAD' as const, 'OPTIONS' as const, 'PUT' as const),
			headers: fc.record({
				'user-agent': fc.constantFrom('Slackbot-LinkExpanding 1.0', 'Mozilla/5.0', 'BarracudaCentral'),
				'sec-purpose': fc.constantFrom('prefetch', 'prefetch;prerender', ''),
				'x-http-method-override': fc.constantFrom('POST', ''),
			}),
			more: fc.constantFrom('', '&mark=disagree', '&mark=undo', '&_method=POST&mark=disagree'),
			insight: fc.constantFrom(...insights),
		});
		await press(addressOf(commitment));
		const before = await marks();
		asked = [];
		await fc.assert(
			fc.asyncProperty(fc.array(opener, { maxLength: 5 }), async (openers) => {
				for (const { method, headers, more, insight } of openers) {
					await send(`${addressOf(insight)}${more}`, { method, headers });
				}
				expect(await marks()).toEqual(before);
			}),
			{ numRuns: 60 },
		);
		expect(asked.filter((name) => name !== 'call')).toEqual([]);
	});

	it('comes to the same however often it is pressed, by two at once too', async () => {
		verifies('feedback.idempotent');
		const address = addressOf(moment);
		const answers = await Promise.all([press(address), press(address), press(address)]);
		expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
		expect(await marks()).toHaveLength(1);
		for (const mark of ['undo', 'undo', 'disagree']) await press(address, mark);
		expect(await marks()).toHaveLength(1);
	});

	it('opens and marks nothing with a link that was changed anywhere, and tells nothing by its answer', async () => {
		verifies('feedback.forged', 'walls.tenant-from-signature');
		const address = addressOf(moment);
		const of = (query: string) => address.replace(/\?.*/, query);
		const ofCall = new URL(callLinks.of('acme')('77', REQUESTED) ?? '').search;
		const forged = [
			address.replace(/signature=./, (text) => (text.endsWith('A') ? 'signature=B' : 'signature=A')),
			address.replace('tenant=acme', 'tenant=other'),
			address.replace('call=77', 'call=78'),
			address.replace('view=coaching', 'view=record'),
			address.replace(feedback.idOf('77', moment), feedback.idOf('77', commitment)),
			address.replace(feedback.idOf('77', moment), 'unknown'),
			...[`${address}&tenant=other`, `${address}&call=78`, of(''), of('?call=77'), of(`${ofCall}&call=77`)],
			addressOf(moment).replace(/expires=(\d+)/, (_, end) => `expires=${Number(end) + 1}`),
		];
		const answers = await Promise.all(forged.flatMap((one) => [send(one), press(one)]));
		expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 403));
		expect(new Set(answers.map(({ text }) => text.replace(/request [\w-]+/, ''))).size).toBe(1);
		expect(asked).toEqual([]);
		expect(await marks()).toEqual([]);
		// No link to a call opens it, and it opens no call.
		expect(() => callLinks.open('77', Object.fromEntries(new URL(address).searchParams), now)).toThrow(
			expect.objectContaining({ code: 'link-not-valid' }),
		);
		expect((await send(address, { headers: { authorization: 'Bearer of-acme' } })).status).toBe(200);
		expect((await send(of(''), { headers: { authorization: 'Bearer of-acme' } })).status).toBe(403);
	});

	it('holds as long as the page of the call, to its tenant alone', async () => {
		verifies('feedback.forged', 'pages.link-expires');
		const foreign = await press(addressOf(moment, undefined, 'other'));
		expect([foreign.status, foreign.text.includes('Carl')]).toEqual([404, false]);
		now = new Date(REQUESTED.getTime() + 30 * DAY_MS - 1);
		expect((await press(addressOf(moment))).status).toBe(303);
		now = new Date(REQUESTED.getTime() + 30 * DAY_MS);
		for (const answer of [await send(addressOf(moment)), await press(addressOf(moment), 'undo')]) {
			expect([answer.status, answer.text.includes('This link has expired.')]).toEqual([410, true]);
		}
		expect(await marks()).toHaveLength(1);
	});

	it('is kept by nobody, tells no other site its address, and sends its form to the engine alone', async () => {
		verifies('pages.read-only', 'pages.own-origin');
		for (const answer of [await send(addressOf(moment)), await press(addressOf(moment)), await send('/feedback/x')]) {
			expect(answer.headers).toMatchObject({
				'cache-control': 'private, no-store',
				'referrer-policy': 'no-referrer',
				'x-robots-tag': 'noindex, nofollow',
			});
			const policy = String(answer.headers['content-security-policy']);
			expect(policy).toMatch(/^default-src 'none'; .*form-action '(self|none)'/);
		}
		expect((await send(addressOf(moment))).headers['content-security-policy']).toContain("form-action 'self'");
	});

	it('shows and marks nothing about the rep with a link for the record', async () => {
		verifies('feedback.record-view');
		for (const answer of [await send(addressOf(moment, 'record')), await press(addressOf(moment, 'record'))]) {
			expect([answer.status, answer.text.includes('Rita')]).toEqual([404, false]);
		}
		expect((await press(addressOf(commitment, 'record'))).status).toBe(303);
		expect(await marks()).toMatchObject([{ kind: 'commitment', view: 'record' }]);
		expect((await send(addressOf(commitment, 'record'))).text).toContain('view=record');
	});

	it('says that a call was erased, or that a finding is gone, and marks nothing', async () => {
		const gone = { ...moment, evidence: moment.evidence.map((one) => ({ ...one, quote: 'Hi.' })) };
		for (const answer of [await send(addressOf(gone)), await press(addressOf(gone))]) {
			expect([answer.status, answer.text]).toEqual([404, expect.stringContaining('not found again')]);
		}
		erased = true;
		for (const answer of [await send(addressOf(moment)), await press(addressOf(moment))]) {
			expect([answer.status, answer.text]).toEqual([404, expect.stringContaining('not kept any more')]);
		}
		expect(await marks()).toEqual([]);
	});

	it.each([
		['', 400],
		['mark=', 400],
		['mark=agree', 400],
		['mark=disagree&mark=undo', 400],
		['mark=disagree&more=1', 400],
		[`mark=disagree&${'x'.repeat(2_000)}`, 400],
	])('refuses a body that is not the button’s: example %#', async (body, status) => {
		verifies('feedback.bounded');
		const answer = await send(addressOf(moment), { method: 'POST', body });
		expect([answer.status, answer.headers['content-type']]).toEqual([status, 'text/html; charset=utf-8']);
		expect(await marks()).toEqual([]);
	});

	it('refuses other content types', async () => {
		verifies('feedback.bounded');
		for (const type of ['application/json', 'text/plain', 'multipart/form-data; boundary=x']) {
			const headers = { 'content-type': type };
			const answer = await send(addressOf(moment), { method: 'POST', headers, body: '{"mark":"disagree"}' });
			expect(answer.status).toBe(400);
		}
		expect(await marks()).toEqual([]);
	});

	it('can be pressed twenty times in a minute, and again in the next', async () => {
		verifies('feedback.bounded');
		const statuses = [];
		for (let presses = 0; presses < 21; presses++) statuses.push((await press(addressOf(moment))).status);
		expect(statuses).toEqual([...Array.from({ length: 20 }, () => 303), 429]);
		expect((await press(addressOf(commitment))).status).toBe(303);
		now = new Date(REQUESTED.getTime() + 60_000);
		expect((await press(addressOf(moment))).status).toBe(303);
	});

	it('writes no signature into the log', async () => {
		await press(addressOf(moment));
		const signature = new URL(addressOf(moment)).searchParams.get('signature') ?? '';
		expect(test.lines.length).toBeGreaterThan(0);
		for (const line of test.lines) expect(JSON.stringify(line)).not.toContain(signature);
	});
});

it('makes the same link of the same request, from any page, and none without a public address', () => {
	verifies('feedback.link', 'pages.link-needs-public-url', 'pages.link-deterministic');
	const insight = { callId: 'a b/ü&call=1', id: 'id' };
	const at = links.of('acme')(insight, REQUESTED);
	expect(links.of('acme')(insight, new Date(REQUESTED))).toBe(at);
	const opened = links.open('id', Object.fromEntries(new URL(at ?? '').searchParams), now);
	expect(opened).toEqual({ ...insight, tenant: 'acme', view: 'coaching', from: REQUESTED });
	expect(new URL(links.beside(insight, opened) ?? '', `${publicUrl}/calls/77`).href).toBe(at);
	const closed = createFeedbackLinks({ signer: createSigner(KEY, 'feedback page'), publicUrl: undefined });
	expect([closed.of('acme')(insight, REQUESTED), closed.beside(insight, opened)]).toEqual([undefined, undefined]);
});
