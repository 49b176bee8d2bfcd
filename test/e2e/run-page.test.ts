/** The page of a run in a real browser: what each model call cost, on a desk, on a phone, in the dark, and while it goes on. */
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { RunCosts, RunResult } from '../../engine/contract/index.ts';
import { startOpenAi } from '../../engine/sandbox/models/openai.ts';
import type { Scripted } from '../../engine/sandbox/models/script.ts';
import { MODEL_KEY, type ModelServer } from '../../engine/sandbox/models/server.ts';
import { keepAnswers } from '../logs/kept.ts';
import { need } from '../need.ts';
import { DOMAIN, works } from '../teams/business-model.ts';
import { verifies } from '../verifies.ts';
import { faintTexts, observePage, unfoldAll, widthsOf } from './observed-page.ts';
import { PHONE, useServedPages } from './served-pages.ts';

const WINDOW = { from: '2026-11-17T00:00:00+01:00', to: '2026-11-18T00:00:00+01:00' };
const DESK = { viewport: { width: 1280, height: 1280 }, deviceScaleFactor: 1.5 };
const PICTURE = path.resolve(import.meta.dirname, '../../docs/images/run-page.png');

const TEAM_PICTURE = path.resolve(import.meta.dirname, '../../docs/images/run-page-team.png');

/** An answer that found nothing, by a provider that says what it used. */
const NOTHING_FOUND: Scripted = {
	...{ kind: 'say', text: JSON.stringify({ found: [], summary: [] }) },
	counts: { input: 1_900, output: 40 },
};

need('redis', 'chromium')('the page of a run', () => {
	const served = useServedPages();
	const { ask, visiting } = served;
	let openAi: ModelServer;
	let day: RunResult;

	beforeAll(async () => {
		openAi = await startOpenAi();
		keepAnswers(openAi);
		const add = ['connection', 'add', 'openai', '--tenant', 'acme', '--name', 'main'];
		await served.home.run([...add, '--address', `${openAi.origin}/v1`], { input: `${MODEL_KEY}\n` });
		let asked = 0;
		openAi.script(() => {
			asked += 1;
			return asked % 4 === 2 ? { kind: 'fail', status: 500 } : NOTHING_FOUND;
		});
		day = await ended(await start({ kind: 'analyze-window', inputs: [{ window: WINDOW }], budgetUsd: 0.05 }));
	});
	afterAll(() => openAi?.close());

	const start = async (request: object): Promise<string> => {
		const connections = { calls: 'gong-main', models: ['openai-main'] };
		return (await ask<{ id: string }>('POST', '/v1/runs', JSON.stringify({ connections, ...request }))).id;
	};
	const ended = (id: string) => ask<RunResult>('GET', `/v1/runs/${id}?wait=60s`);
	const costsOf = (id: string) => ask<RunCosts>('GET', `/v1/runs/${id}/costs`);
	const pageOf = ({ page }: RunResult) => page as string;

	it('is named by the result, and shows each call of a model with what it cost', async () => {
		verifies('costs.page', 'costs.in-the-result', 'costs.nothing-said');
		expect(day.state).toBe('succeeded');
		const costs = await costsOf(day.id);
		const { entries, budget, models } = costs;
		expect(entries.shown.filter(({ outcome }) => outcome === 'failed').length).toBeGreaterThan(0);
		expect(budget.spentUsd + budget.reservedUsd).toBeCloseTo(day.spentUsd, 12);
		await visiting(pageOf(day), async ({ page }) => {
			expect(await page.locator('h1').textContent()).toBe('Calls of a period');
			expect(await page.locator('.facts .state').textContent()).toBe('Succeeded');
			expect(await page.locator('.entry').count()).toBe(entries.inAll);
			expect(await page.locator('.part').count()).toBe(new Set(entries.shown.map(({ child }) => child?.id)).size);
			await unfoldAll(page);
			const text = (await page.locator('main').textContent()) ?? '';
			for (const { model } of models) expect(text).toContain(model);
			expect(text).toContain('1,900 tokens in');
			const answers = day.results.map(
				({ value }) => value as { calls: { insights: { evidence: { quote: string }[] }[] }[] },
			);
			const quotes =
				JSON.stringify(answers)
					.match(/"quote":"([^"\\]{30,})"/g)
					?.map((found) => found.slice(9, -1)) ?? [];
			expect(quotes.length).toBeGreaterThan(5);
			for (const quote of quotes) expect(text + JSON.stringify(costs)).not.toContain(quote);
		});
		await visiting(
			pageOf(day),
			async ({ page }) => {
				await page.locator('.part > summary').first().click();
				const panel = await page.locator('.model-calls').boundingBox();
				for (const cost of await page.locator('.model-calls .cost:visible').all()) {
					const box = await cost.boundingBox();
					expect(box?.y).toBeGreaterThan(panel?.y as number);
				}
				if (process.env.SOPHIA_SCREENSHOTS === '1') await page.screenshot({ path: PICTURE });
			},
			DESK,
		);
	});

	it('says of calls that were read before that they are not paid again', async () => {
		verifies('costs.known-before');
		const again = await ended(await start({ kind: 'analyze-window', inputs: [{ window: WINDOW }] }));
		const { entries } = await costsOf(again.id);
		const known = entries.shown.filter(({ outcome }) => outcome === 'known');
		expect(known.length).toBeGreaterThan(0);
		await visiting(pageOf(again), async ({ page }) => {
			await unfoldAll(page);
			expect(await page.locator('.entry.known').count()).toBe(known.length);
			expect(await page.locator('.entry.known').first().textContent()).toContain('Known before, not paid again');
		});
	});

	it('shows a run that goes on, with what is set aside', async () => {
		verifies('costs.page');
		const text = 'Rita: Hi Carl.\nCarl: What does it cost per user?\nRita: I will send you the offer by Thursday.\n';
		const query = new URLSearchParams({ title: 'Goes on', rep: 'Rita', internal: 'Rita', started: WINDOW.from });
		const { callId } = await ask<{ callId: string }>('POST', `/v1/transcripts?${query}`, text, 'text/plain');
		const goOn = Promise.withResolvers<Scripted>();
		openAi.script(() => goOn.promise);
		const arrival = new Promise<void>((resolve) => {
			openAi.script(() => {
				resolve();
				return goOn.promise;
			});
		});
		const id = await start({ kind: 'analyze-call', inputs: [{ callId }], connections: { models: ['openai-main'] } });
		await arrival;
		const running = await ask<RunResult>('GET', `/v1/runs/${id}`);
		await visiting(pageOf(running), async ({ page }) => {
			expect(await page.locator('.going-on').textContent()).toContain('still going on');
			expect(await page.locator('.budget').textContent()).toContain('Reserved');
			expect(await page.locator('.entry.under-way').count()).toBe(1);
			goOn.resolve(NOTHING_FOUND);
			await ended(id);
			await page.getByRole('link', { name: 'Look again' }).click();
			expect(await page.locator('.facts .state').textContent()).toBe('Succeeded');
			expect(await page.locator('.entry.done').count()).toBe(1);
		});
	});

	it('draws a team at work: members over one time, what was only shown, and all of it in words', async () => {
		verifies('teams.timeline', 'costs.page-for-all');
		openAi.script(works);
		const task = `Please write a note about ${DOMAIN}. And the calls?`;
		const connections = { calls: 'gong-main', crm: 'hubspot-main', models: ['openai-main'] };
		const inputs = [{ team: 'BusinessIntelligenceTeam', task }];
		const run = await ended(await start({ kind: 'run-team', inputs, connections, delivery: 'preview' }));
		const { teamwork } = await costsOf(run.id);
		expect(teamwork?.ended).toMatchObject([{ notUsed: [{ tool: 'hubspot-note', state: 'shown', count: 1 }] }]);
		for (const options of [PHONE, DESK]) {
			await visiting(
				pageOf(run),
				async ({ page }) => {
					const lanes = page.locator('.lane');
					expect(await lanes.locator('.who bdi').allTextContents()).toEqual([
						...['BizCoordinator', 'CRMSpecialist', 'SalesCoach'],
					]);
					// One time for all: what the members did lies between the two words of their leader.
					const boxes = await lanes.locator('rect:not(.track)').all();
					const edges = await Promise.all(boxes.map((one) => one.boundingBox()));
					const left = edges.map((box) => box?.x ?? 0);
					expect(left.slice(2).every((x) => x >= (left[0] as number) && x < (left[1] as number))).toBe(true);
					expect(await page.locator('.teamwork').textContent()).toContain('hubspot-note by CRMSpecialist: only shown');
					if (options === DESK && process.env.SOPHIA_SCREENSHOTS === '1') await page.screenshot({ path: TEAM_PICTURE });
					await unfoldAll(page);
					expect(await page.locator('.deeds tbody tr').count()).toBe(boxes.length);
					const { needed, there } = await widthsOf(page);
					expect(needed).toBe(there);
					expect(await faintTexts(page)).toEqual([]);
					// Nothing of what the team was asked, or found, stands there.
					const shown = await page.content();
					for (const said of ['write a note', 'The CRM knows', 'Halden']) expect(shown).not.toContain(said);
				},
				options,
			);
		}
	});

	it('opens with the link it was made for alone', async () => {
		verifies('costs.page-link');
		const link = pageOf(day);
		const other = await ended(await start({ kind: 'analyze-window', inputs: [{ window: WINDOW }] }));
		const forged = [
			link.replace('tenant=acme', 'tenant=other'),
			link.replace(day.id, other.id),
			link.replace(/signature=./, (text) => (text.endsWith('A') ? 'signature=B' : 'signature=A')),
			link.replace(/\?.*/, ''),
		];
		const pages = await Promise.all(
			forged.map(async (address) => {
				const answer = await fetch(address);
				return [answer.status, (await answer.text()).replace(/request [\w-]+/, '')] as const;
			}),
		);
		expect(pages.map(([status]) => status)).toEqual([403, 403, 403, 403]);
		expect(new Set(pages.map(([, text]) => text)).size).toBe(1);
	});

	it('needs no script, fits a phone, and has no faint text in the light and in the dark', async () => {
		verifies('costs.page-for-all');
		for (const options of [
			{ ...PHONE, colorScheme: 'light' as const },
			{ ...PHONE, colorScheme: 'dark' as const },
			{ colorScheme: 'dark' as const },
		]) {
			await visiting(
				pageOf(day),
				async ({ page }) => {
					await unfoldAll(page);
					const { needed, there } = await widthsOf(page);
					expect(needed).toBe(there);
					expect(await faintTexts(page)).toEqual([]);
				},
				options,
			);
		}
		const observed = await observePage(served.browser, { javaScriptEnabled: false });
		await observed.page.goto(pageOf(day));
		await observed.page.locator('.part > summary').first().click();
		expect(await observed.page.locator('.part[open] .entry').count()).toBeGreaterThan(0);
		await observed.close();
	});
});
