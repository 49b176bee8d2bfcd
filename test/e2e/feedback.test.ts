/** Disagreeing in a real browser, on a phone: from the message in the chat to the button, and back. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { AnalyzedCallResult, CoachingDay, CoachingPoint, FeedbackList } from '../../engine/contract/index.ts';
import { need } from '../need.ts';
import { verifies } from '../verifies.ts';
import { faintTexts, isInView, type ObservedPage, observePage, widthsOf } from './observed-page.ts';
import { PHONE, useServedPages } from './served-pages.ts';

const WINDOW = { from: '2026-11-17T00:00:00+01:00', to: '2026-11-18T00:00:00+01:00' };
const PICTURE = path.resolve(import.meta.dirname, '../../docs/images/feedback-page.png');
const REFUSED = 'Failed to load resource: the server responded with a status of 4';

need('redis', 'chromium')('disagreeing with one press', () => {
	const served = useServedPages();
	const { ask, outcomeOf, visiting } = served;
	let day: CoachingDay;
	let points: CoachingPoint[];

	beforeAll(async () => {
		const connections = { calls: 'gong-main', chat: 'slack-main', crm: 'hubspot-main' };
		const input = { window: WINDOW };
		day = await outcomeOf<CoachingDay>({ kind: 'coach-day', inputs: [input], connections, delivery: 'send' });
		points = day.messages.flatMap(({ message: { well, habit } }) => [well ?? [], habit ?? []].flat());
	});
	beforeEach(async () => {
		for (const { disagree } of points) await press(disagree ?? '', 'undo');
		expect(await marks()).toEqual([]);
	});

	const marks = async () => (await ask<FeedbackList>('GET', '/v1/feedback')).feedback;
	const press = (address: string, mark: string) =>
		fetch(address, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ mark }) });
	const button = ({ page }: ObservedPage, name: string) => page.getByRole('button', { name, exact: true });

	it('leads from the message in the chat to the words it is about', async () => {
		verifies('feedback.link');
		const { messages } = await served.sandbox.state();
		const { message } = day.messages.find(({ message: { habit } }) => habit) ?? {};
		const user = messages.find((sent) => sent.user.name === message?.rep.name)?.user.id;
		const observed = await observePage(served.browser, PHONE);
		try {
			await observed.page.goto(`${served.sandbox.address}/people/${user}`);
			const links = observed.page.getByRole('link', { name: 'Not right? Tell us', exact: true });
			expect(await links.count()).toBe([message?.well, message?.habit].filter((point) => point).length);
			const opened = observed.page.context().waitForEvent('page');
			await links.last().click();
			const page = await opened;
			await page.getByRole('button', { name: 'I disagree', exact: true }).waitFor();
			expect(await page.locator('.quote').first().textContent()).toContain(message?.habit?.evidence.quote.slice(0, 20));
			expect(await marks()).toEqual([]);
		} finally {
			await observed.close();
		}
	});

	it('takes one press on a phone, without JavaScript, and one to take it back', async () => {
		verifies('feedback.one-click', 'feedback.shown', 'pages.own-origin');
		const [point] = points;
		const callId = point?.evidence.callId ?? '';
		const disagreed = async () => {
			const { analysis } = await ask<AnalyzedCallResult>('GET', `/v1/calls/${callId}`);
			return analysis.insights.filter((insight) => insight.disagreed).map(({ kind }) => kind);
		};
		for (const colorScheme of ['light', 'dark'] as const) {
			const work = async (observed: ObservedPage) => {
				const { page } = observed;
				const inOneLook = async (name: string) => {
					expect(await isInView(page, button(observed, name))).toBe(true);
					const { needed, there } = await widthsOf(page);
					expect(needed).toBe(there);
				};
				await inOneLook('I disagree');
				if (process.env.SOPHIA_SCREENSHOTS === '1' && colorScheme === 'light') {
					await mkdir(path.dirname(PICTURE), { recursive: true });
					await page.screenshot({ path: PICTURE });
				}
				await button(observed, 'I disagree').click();
				await button(observed, 'Undo').waitFor();
				await inOneLook('Undo');
				expect(await page.getByRole('status').textContent()).toContain('Marked as not right');
				expect(await marks()).toMatchObject([{ callId, kind: 'coachable-moment', view: 'coaching' }]);
				expect(await disagreed()).toEqual(['coachable-moment']);
				// Loading it again presses nothing.
				await page.reload();
				await button(observed, 'Undo').click();
				await button(observed, 'I disagree').waitFor();
				expect([await marks(), await disagreed()]).toEqual([[], []]);
			};
			await visiting(point?.disagree ?? '', work, { ...PHONE, colorScheme, javaScriptEnabled: false });
		}
	});

	it('can be read in the light and in the dark', async () => {
		for (const colorScheme of ['light', 'dark'] as const) {
			for (const mark of ['disagree', 'undo']) {
				await press(points[0]?.disagree ?? '', mark);
				const work = async ({ page }: ObservedPage) => expect(await faintTexts(page)).toEqual([]);
				await visiting(points[0]?.disagree ?? '', work, { ...PHONE, colorScheme });
			}
		}
	});

	it('is not done by what opens the links of a message by itself', async () => {
		verifies('feedback.get-changes-nothing');
		const unfurl = {
			'user-agent': 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
			range: 'bytes=0-32768',
		};
		for (const { disagree = '' } of points) {
			for (const method of ['HEAD', 'GET', 'GET', 'OPTIONS']) await fetch(disagree, { method, headers: unfurl });
			await fetch(`${disagree}&mark=disagree`, { headers: { 'sec-purpose': 'prefetch' } });
		}
		expect(await marks()).toEqual([]);
	});

	it('is shown on the page of the call, from where every finding can be doubted', async () => {
		verifies('feedback.shown');
		const address = points[0]?.page?.replace(/#.*/, '') ?? '';
		await visiting(
			address,
			async (observed) => {
				const { page } = observed;
				const cards = page.locator('.card:not(details .card)');
				expect(await page.getByText('Someone disagreed with this').count()).toBe(0);
				expect(await page.locator('a.disagree').count()).toBeGreaterThanOrEqual(await cards.count());
				const group = page.locator('.group.k-commitment');
				await group.locator('a.disagree', { hasText: 'Not right?' }).first().click();
				await button(observed, 'I disagree').click();
				await page.getByRole('link', { name: 'See it on the call' }).click();
				await page.locator('.card.doubted').waitFor();
				expect(await page.getByText('Someone disagreed with this').count()).toBe(1);
				expect(await faintTexts(page)).toEqual([]);
				await page.locator('a.disagree', { hasText: 'Undo' }).click();
				await button(observed, 'Undo').click();
				await button(observed, 'I disagree').waitFor();
				expect(await marks()).toEqual([]);
			},
			PHONE,
		);
	});

	it('shows the readers of a record no coaching, nor a way to it', async () => {
		verifies('feedback.record-view');
		const note = day.notes.find(({ note: { callId, page } }) => page && callId === points[0]?.evidence.callId)?.note;
		await press(points[0]?.disagree ?? '', 'disagree');
		await visiting(note?.page ?? '', async ({ page }) => {
			expect(await page.locator('a.disagree').count()).toBeGreaterThan(0);
			for (const link of await page.locator('a.disagree').all()) {
				expect(await link.getAttribute('href')).toContain('view=record');
			}
			expect(await page.getByText('Someone disagreed with this').count()).toBe(0);
			expect(await page.content()).not.toContain('coaching');
		});
	});

	it('says of a link that was changed, in plain words, that it opens nothing', async () => {
		verifies('feedback.forged');
		const forged = (points[0]?.disagree ?? '').replace('view=coaching', 'view=record');
		const observed = await observePage(served.browser, PHONE);
		try {
			await observed.page.goto(forged);
			expect(await observed.page.locator('h1').textContent()).toContain('opens only with the link');
			expect(observed.complaints.filter((text) => !text.startsWith(REFUSED))).toEqual([]);
		} finally {
			await observed.close();
		}
		expect((await press(forged, 'disagree')).status).toBe(403);
		expect(await marks()).toEqual([]);
	});
});
