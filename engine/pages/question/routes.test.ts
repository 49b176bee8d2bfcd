import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { verifies } from '../../../test/verifies.ts';
import { createSigner } from '../../adapters/secrets/hmac.ts';
import type { AskedQuestion, QuestionAnswer } from '../../contract/question.ts';
import { TenantSettings } from '../../contract/tenant.ts';
import { TerminalError } from '../../errors.ts';
import { createTestApp, QUESTION, type TestApp } from '../../http/testing/app.ts';
import { createRunLinks } from '../run/link.ts';
import { createQuestionLinks } from './link.ts';
import { questionPageRoutes } from './routes.ts';

const ASKED = new Date(QUESTION.askedAt);
const DAY_MS = 86_400_000;
const KEY = new Uint8Array(32).fill(7);
const publicUrl = 'https://sophia.example/engine';
const links = createQuestionLinks({ signer: createSigner(KEY, 'question page'), publicUrl });
const linkTo = (id = 'question-1', runId = 'run-1', tenant = 'acme') =>
	links.of(tenant)({ id, runId, askedAt: ASKED }) ?? '';

let test: TestApp;
let now: Date;
let question: AskedQuestion;
/** What was recorded. */
let said: QuestionAnswer[];

beforeEach(async () => {
	[now, question, said] = [ASKED, QUESTION, []];
	const known = (tenant: string, runId: string, id: string) => {
		if (tenant !== 'acme' || runId !== 'run-1' || id !== 'question-1') throw new TerminalError('question-unknown');
		return question;
	};
	const options = {
		runs: {
			question: async (tenant: string, runId: string, id: string) => known(tenant, runId, id),
			answer: async (tenant: string, runId: string, id: string, answer: QuestionAnswer) => {
				known(tenant, runId, id);
				if (question.answer && question.answer.answer !== answer.answer) throw new TerminalError('question-answered');
				said.push(answer);
				question = { ...question, state: 'answered', answer, answeredAt: now.toISOString() };
				return question;
			},
		},
		tenants: { get: async () => TenantSettings.parse({ zone: 'Europe/Berlin' }) },
		...{ links, clock: { now: () => now } },
	};
	test = await createTestApp({ app: { pages: async (app) => void (await app.register(questionPageRoutes, options)) } });
});
afterEach(() => test.app.close());

async function send(method: 'GET' | 'HEAD' | 'POST', address: string, body?: string) {
	const { pathname, search } = new URL(address, 'https://sophia.example');
	const headers = body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' };
	const url = `${pathname.replace('/engine', '')}${search}`;
	const answer = await test.app.inject({ method, url, headers, payload: body });
	return { status: answer.statusCode, headers: answer.headers, text: answer.body };
}
const wordsOf = (text: string) =>
	text
		.replace(/^[\s\S]*<main>/, '')
		.replace(/<[^>]*>/g, ' ')
		.replace(/\s+/g, ' ');

it('shows what would be done, and changes nothing however often it is opened', async () => {
	verifies('teams.approval-page');
	question = { ...QUESTION, input: { note: '<b>They</b> agreed.', deal: { id: 7 } } };
	for (const method of ['GET', 'HEAD', 'GET'] as const) expect((await send(method, linkTo())).status).toBe(200);
	const page = await send('GET', linkTo());
	expect(page.headers['content-security-policy']).toContain("form-action 'self'");
	expect(page.headers['cache-control']).toBe('private, no-store');
	expect(page.text).not.toContain('<b>They');
	const words = wordsOf(page.text);
	expect(words).toContain('CRMSpecialist wants to use hubspot-api with: Note &lt;b&gt;They&lt;/b&gt; agreed. Deal');
	expect(words).toContain('Approve Why not');
	expect(said).toEqual([]);
});

it('answers with the button, once, and says so afterwards', async () => {
	verifies('teams.approval-page');
	const pressed = await send('POST', linkTo(), 'answer=no&reason=+Not+yet.+');
	expect(pressed.status).toBe(303);
	// As seen from the page itself, whatever a proxy has put before it.
	const back = new URL(String(pressed.headers.location), linkTo()).href;
	expect(back).toBe(linkTo());
	expect(said).toEqual([{ answer: 'no', reason: 'Not yet.' }]);
	const words = wordsOf((await send('GET', back)).text);
	expect(words).toContain('Declined on Monday, 2 June 2025');
	expect(words).toContain('Not yet.');
	expect(words).not.toContain('Approve');
	const late = await send('POST', linkTo(), 'answer=yes&reason=');
	expect([late.status, said.length]).toEqual([409, 1]);
	expect(late.text).toContain('question-answered');
});

it.each([
	['closed', 'The run has ended'],
	['overdue', 'Nobody answered in time'],
] as const)('has no button for a question that is %s', async (state, expected) => {
	question = { ...QUESTION, state };
	const words = wordsOf((await send('GET', linkTo())).text);
	expect(words).toContain(expected);
	expect(words).not.toContain('Decline');
});

it('opens with its own link alone, for 30 days', async () => {
	verifies('teams.approval-page');
	const run = createRunLinks({ signer: createSigner(KEY, 'run page'), publicUrl }).of('acme')('run-1', ASKED) ?? '';
	const forged = [
		linkTo().replace('tenant=acme', 'tenant=globex'),
		linkTo().replace('run=run-1', 'run=run-2'),
		linkTo().replace('question-1', 'question-2'),
		linkTo().replace(/signature=.{5}/, 'signature=AAAAA'),
		linkTo().replace(/\?.*/, ''),
		run.replace('runs/run-1', 'questions/question-1'),
		`${run.replace('runs/run-1', 'questions/question-1')}&run=run-1`,
	];
	for (const address of forged) {
		expect([address, (await send('GET', address)).status]).toEqual([address, 403]);
		expect([address, (await send('POST', address, 'answer=yes')).status]).toEqual([address, 403]);
	}
	// Signed, but for a question that this tenant's run has not.
	expect((await send('POST', linkTo('question-1', 'run-1', 'globex'), 'answer=yes')).status).toBe(404);
	now = new Date(ASKED.getTime() + 30 * DAY_MS);
	expect((await send('POST', linkTo(), 'answer=yes')).status).toBeGreaterThanOrEqual(400);
	expect(said).toEqual([]);
});

it.each(['', 'answer=maybe', 'answer=yes&answer=no', 'answer=yes&more=1', `answer=no&reason=${'x'.repeat(2_001)}`])(
	'refuses another form (%.30s), and records nothing',
	async (body) => {
		expect((await send('POST', linkTo(), body)).status).toBe(400);
		expect(said).toEqual([]);
	},
);
