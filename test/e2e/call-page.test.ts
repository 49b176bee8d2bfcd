/** The page of a call in a real browser: from the message in the chat to the quote, on a desk and on a phone. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, expect, it } from '@jest/globals';
import { createSigner } from '../../engine/adapters/secrets/hmac.ts';
import type { AnalyzedCallResult, CoachingDay, UploadedTranscript } from '../../engine/contract/index.ts';
import { createCallLinks } from '../../engine/pages/link.ts';
import { need } from '../need.ts';
import { verifies } from '../verifies.ts';
import { faintTexts, isInView, type ObservedPage, observePage, unfoldAll, widthsOf } from './observed-page.ts';
import { PHONE, SECRET_KEY, useServedPages } from './served-pages.ts';

const WINDOW = { from: '2026-11-17T00:00:00+01:00', to: '2026-11-18T00:00:00+01:00' };
const DAY_MS = 86_400_000;
const DESK = { viewport: { width: 1280, height: 1280 }, deviceScaleFactor: 1.5 };
const PICTURE = path.resolve(import.meta.dirname, '../../docs/images/call-page.png');

need('redis', 'chromium')('the page of a call', () => {
	const served = useServedPages();
	const { ask, outcomeOf, visiting } = served;
	let day: CoachingDay;

	beforeAll(async () => {
		const connections = { calls: 'gong-main', chat: 'slack-main', crm: 'hubspot-main' };
		const input = { window: WINDOW };
		day = await outcomeOf<CoachingDay>({ kind: 'coach-day', inputs: [input], connections, delivery: 'send' });
	});

	/** Uploads a transcript and has it analyzed; the address of its page. */
	async function pageOfUpload(text: string, title: string): Promise<string> {
		const query = new URLSearchParams({ title, rep: 'Rita', internal: 'Rita', started: WINDOW.from });
		const type = text.startsWith('WEBVTT') ? 'text/vtt' : 'text/plain';
		const { callId } = await ask<UploadedTranscript>('POST', `/v1/transcripts?${query}`, text, type);
		const result = await outcomeOf<AnalyzedCallResult>({ kind: 'analyze-call', inputs: [{ callId }], connections: {} });
		return result.page ?? '';
	}

	/** Address of the page that the message of this rep leads to. */
	function pageInMessage(rep: string): string {
		const { well, habit } = day.messages.find(({ message }) => message.rep.name.startsWith(rep))?.message ?? {};
		return well?.page ?? habit?.page ?? '';
	}

	it('leads from the message in the chat to the quote of which it speaks', async () => {
		verifies('pages.insight-to-quote', 'pages.own-origin');
		const { message } = day.messages.find(({ message }) => message.well?.page) ?? {};
		const observed = await observePage(served.browser);
		try {
			await observed.page.goto(`${served.sandbox.address}/people/${await chatUserOf(message?.rep.name ?? '')}`);
			const opened = observed.page.context().waitForEvent('page');
			await observed.page.getByRole('link', { name: 'See it on the call', exact: true }).first().click();
			const page = await opened;
			const quoted = page.locator('mark.on');
			await quoted.first().waitFor();
			expect(await page.locator('h1').textContent()).toBe(message?.well?.callTitle);
			expect(await isInView(page, quoted.first())).toBe(true);
			const words = (await quoted.allTextContents()).join(' ');
			expect(words).toContain(message?.well?.evidence.quote.slice(0, 20));
			expect(observed.origins().toSorted()).toEqual([served.engine, served.sandbox.address].toSorted());
		} finally {
			await observed.close();
		}
	});

	/** The id of the rep in the sandbox's chat. */
	async function chatUserOf(rep: string): Promise<string | undefined> {
		const { messages } = await served.sandbox.state();
		return messages.find(({ user }) => user.name === rep)?.user.id;
	}

	it('shows who spoke when, and brings the quote of an insight and of a mark into view', async () => {
		verifies('pages.timeline', 'pages.insight-to-quote', 'pages.own-origin');
		const work = async ({ page }: ObservedPage) => {
			expect(await page.locator('.lane .name').count()).toBeGreaterThan(1);
			expect(await page.locator('.lane .speech').first().isVisible()).toBe(true);
			if (process.env.SOPHIA_SCREENSHOTS === '1') {
				await mkdir(path.dirname(PICTURE), { recursive: true });
				await page.screenshot({ path: PICTURE, animations: 'disabled' });
			}
			for (const link of [page.locator('a.card').last(), page.locator('.lane a.mark').last()]) {
				const quotes = (await link.getAttribute('data-quotes'))?.split(' ') ?? [];
				await link.click();
				const first = page.locator(`mark[data-quote~="${quotes[0]}"]`).first();
				await page.locator(`mark.on[data-quote~="${quotes[0]}"]`).first().waitFor();
				expect(await isInView(page, first)).toBe(true);
				for (const mark of await page.locator('mark.on').all()) {
					const marked = (await mark.getAttribute('data-quote'))?.split(' ') ?? [];
					expect(quotes.some((quote) => marked.includes(quote))).toBe(true);
				}
				await page.goBack();
			}
		};
		await visiting(pageInMessage('Maya').replace(/#.*/, ''), work, DESK);
	});

	it('hides a kind and shows it again, on the timeline and in the list', async () => {
		await visiting(pageInMessage('Maya').replace(/#.*/, ''), async ({ page }) => {
			const questions = page.locator('.chart .k-question, .group.k-question');
			const visible = async () => (await questions.all()).length > 0 && (await questions.first().isVisible());
			expect(await visible()).toBe(true);
			await page.locator('label.filter', { hasText: 'Questions' }).click();
			expect(await visible()).toBe(false);
			await page.locator('label.filter', { hasText: 'Questions' }).click();
			expect(await visible()).toBe(true);
		});
	});

	it('can be walked with the keyboard alone', async () => {
		verifies('pages.keyboard');
		await visiting(pageInMessage('Maya').replace(/#.*/, ''), async ({ page }) => {
			const focused = page.locator(':focus');
			const at = async () => Number(await focused.getAttribute('data-at'));
			for (let presses = 0; presses < 40; presses++) {
				await page.keyboard.press('Tab');
				if (await page.locator('.chart a:focus').count()) break;
			}
			const first = await at();
			await page.keyboard.press('End');
			const last = await at();
			expect(last).toBeGreaterThan(first);
			await page.keyboard.press('ArrowLeft');
			expect(await at()).toBeLessThanOrEqual(last);
			const href = await focused.getAttribute('href');
			await page.keyboard.press('Enter');
			await page.locator('mark.on').first().waitFor();
			expect(`#${await focused.getAttribute('id')}`).toBe(href);
			expect(await isInView(page, page.locator('mark.on').first())).toBe(true);
			// From the chart the next stop is behind it: its other marks are one stop together.
			await page.locator('.chart a[tabindex="0"]').focus();
			await page.keyboard.press('Tab');
			expect(await page.locator('.chart a:focus').count()).toBe(0);
		});
	});

	it('can be read, and its links lead to the quotes, without JavaScript', async () => {
		verifies('pages.without-script');
		const work = async ({ page }: ObservedPage) => {
			expect(await page.locator('.lane .speech').first().isVisible()).toBe(true);
			const card = page.locator('a.card').last();
			const target = page.locator(`[id="${(await card.getAttribute('href'))?.slice(1)}"]`);
			expect(await isInView(page, target)).toBe(false);
			await card.click();
			expect(await isInView(page, target)).toBe(true);
		};
		await visiting(pageInMessage('Maya').replace(/#.*/, ''), work, { javaScriptEnabled: false });
	});

	it('fits a phone, with everything unfolded', async () => {
		verifies('pages.phone');
		for (const address of [pageInMessage('Maya'), pageInMessage('Maya').replace('signature=', 'signature=x')]) {
			const observed = await observePage(served.browser, PHONE);
			const { page } = observed;
			await page.goto(address);
			await unfoldAll(page);
			const { needed, there } = await widthsOf(page);
			expect(needed).toBe(there);
			await observed.close();
		}
	});

	it.each(['light', 'dark'] as const)('has no faint text in the %s', async (colorScheme) => {
		verifies('pages.dark');
		const work = async ({ page }: ObservedPage) => {
			await unfoldAll(page);
			expect(await faintTexts(page)).toEqual([]);
			const behind = (await page.evaluate('getComputedStyle(document.body).backgroundColor')) as string;
			const [red = 0] = behind.match(/\d+/g)?.map(Number) ?? [];
			expect(red > 128).toBe(colorScheme === 'light');
		};
		await visiting(pageInMessage('Maya'), work, { colorScheme });
	});

	it('says what to do about a forged link and about one that has expired', async () => {
		verifies('pages.forged-link', 'pages.link-expires');
		const forged = pageInMessage('Maya').replace('view=coaching', 'view=record');
		const signer = createSigner(SECRET_KEY, 'call page');
		const links = createCallLinks({ signer, publicUrl: served.engine });
		const callId = new URL(forged).pathname.split('/').at(-1) ?? '';
		const old = links.of('acme')(callId, new Date(Date.now() - 31 * DAY_MS)) ?? '';
		for (const [address, status, words] of [
			[forged, 403, 'opens only with the link'],
			[old, 410, 'has expired'],
		] as const) {
			const observed = await observePage(served.browser);
			const answer = await observed.page.goto(address);
			expect(answer?.status()).toBe(status);
			expect(await observed.page.locator('h1').textContent()).toContain(words);
			expect(await observed.page.locator('main').textContent()).not.toContain('Maya');
			expect(observed.origins()).toEqual([served.engine]);
			await observed.close();
		}
	});

	it('shows no coaching to those who come from the CRM', async () => {
		verifies('pages.record-view');
		const { notes } = await served.sandbox.state();
		const addresses = notes.map(({ body }) => /href="([^"]*\/calls\/[^"]*)"/.exec(body)?.[1]?.replaceAll('&amp;', '&'));
		expect(addresses.length).toBe(day.notes.length);
		await visiting(addresses[0] ?? '', async ({ page }) => {
			expect(await page.locator('.lane').count()).toBeGreaterThan(1);
			expect(await page.locator('.k-coachable-moment, .talk, .playbook').count()).toBe(0);
		});
	});

	it('stays usable for a call of three hours with 3,000 sentences', async () => {
		verifies('pages.long-calls');
		const stamp = (ms: number) => new Date(ms).toISOString().slice(11, 23);
		const cues = Array.from({ length: 3_000 }, (_, at) => {
			const speaker = ['Rita', 'Carl', 'Dora'][Math.floor(at / 3) % 3];
			const text = at % 40 === 7 ? 'What does it cost per user?' : `We spoke about part ${at} of the plan for a while.`;
			return `${stamp(at * 3_600)} --> ${stamp(at * 3_600 + 3_300)}\n<v ${speaker}>${text}</v>`;
		});
		await visiting(await pageOfUpload(`WEBVTT\n\n${cues.join('\n\n')}\n`, 'A long day'), async ({ page }) => {
			expect(await page.locator('.turn span[id]').count()).toBe(3_000);
			const mark = page.locator('.lane a.mark').last();
			const quote = (await mark.getAttribute('data-quotes'))?.split(' ')[0];
			await mark.click();
			const quoted = page.locator(`mark.on[data-quote~="${quote}"]`).first();
			await quoted.waitFor();
			expect(await isInView(page, quoted)).toBe(true);
		});
	});

	it('shows an upload without times as a plain list', async () => {
		verifies('pages.untimed');
		const text = 'Rita: Hi Carl.\nCarl: What does it cost per user?\nRita: I will send you the offer by Thursday.\n';
		await visiting(await pageOfUpload(text, 'Without times'), async ({ page }) => {
			expect(await page.locator('.chart, .time').count()).toBe(0);
			await page.locator('a.card', { hasText: 'by Thursday' }).first().click();
			expect(await page.locator('mark.on').first().textContent()).toContain('by Thursday');
		});
	});

	it('shows what was said as it was said, also where it was a script', async () => {
		verifies('pages.safe-text');
		const evil = '<script>alert(1)</script><img src=x onerror=alert(1)>"\'';
		const text = `Rita: Hi ${evil} Carl.\nCarl: What does ${evil} cost?\nRita: I will send you ${evil} by Thursday.\n`;
		await visiting(await pageOfUpload(text, evil), async ({ page }) => {
			expect(await page.locator('h1').textContent()).toBe(evil);
			expect(await page.locator('.turns').textContent()).toContain(`I will send you ${evil} by Thursday.`);
			expect(await page.locator('.turns img, .turns script, h1 *').count()).toBe(0);
		});
	});
});
