/** The page of the interface at /docs in a real browser, on a desk and on a phone. */
import { expect, it } from '@jest/globals';
import { need } from '../need.ts';
import { verifies } from '../verifies.ts';
import { type ObservedPage, widthsOf } from './observed-page.ts';
import { PHONE, useServedPages } from './served-pages.ts';

need('redis', 'chromium')('the page of the interface', () => {
	const served = useServedPages();

	it('shows the interface at /docs, where a request with the key works', async () => {
		verifies('pages.api-page', 'pages.own-origin');
		for (const options of [{}, PHONE]) {
			const work = async ({ page }: ObservedPage) => {
				await page.locator('.opblock').first().waitFor();
				expect(page.url()).toBe(`${served.engine}/docs/`);
				await page.locator('.btn.authorize').first().click();
				await page.locator('.auth-container input').fill(served.apiKey);
				await page.locator('.auth-btn-wrapper .authorize').click();
				await page.locator('.auth-btn-wrapper .btn-done').click();
				const operation = page.locator('.opblock', { hasText: '/v1/connections' }).first();
				await operation.locator('.opblock-summary').click();
				await operation.locator('.execute').click();
				const answer = operation.locator('.live-responses-table');
				await answer.getByText('gong-main').first().waitFor();
				expect(await answer.locator('tr.response .response-col_status').first().textContent()).toContain('200');
				const { needed, there } = await widthsOf(page);
				expect(needed).toBe(there);
			};
			await served.visiting(`${served.engine}/docs`, work, options);
		}
	});
});
