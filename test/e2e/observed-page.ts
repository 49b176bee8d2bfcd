/** A page in a real browser, and everything that it asked for and complained of. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';

export type ObservedPage = {
	page: Page;
	/** Origins of all requests so far, also of pages that this one opened. */
	origins(): string[];
	/** Errors of its scripts, and what its content security policy refused. */
	complaints: string[];
	close(): Promise<void>;
};

export async function observePage(browser: Browser, options: BrowserContextOptions = {}): Promise<ObservedPage> {
	const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, ...options });
	const addresses = new Set<string>();
	const complaints: string[] = [];
	context.on('request', (request) => addresses.add(new URL(request.url()).origin));
	context.on('weberror', (error) => complaints.push(String(error.error())));
	context.on('console', (message) => {
		if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
	});
	return {
		page: await context.newPage(),
		origins: () => [...addresses],
		complaints,
		close: () => context.close(),
	};
}

/** Whether the whole element can be seen without scrolling. */
export async function isInView(page: Page, locator: Locator): Promise<boolean> {
	const box = await locator.boundingBox();
	const size = page.viewportSize();
	if (!box || !size) return false;
	return box.y >= 0 && box.y + box.height <= size.height && box.x >= 0 && box.x + box.width <= size.width;
}

/** Opens whatever is folded away. */
export async function unfoldAll(page: Page): Promise<void> {
	const folded = page.locator('details:not([open]) > summary');
	while ((await folded.count()) > 0) await folded.first().click();
}

/** How wide the page is, and how much of that the window shows: px. */
export async function widthsOf(page: Page): Promise<{ needed: number; there: number }> {
	const [needed, there] = (await page.evaluate(
		'[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
	)) as [number, number];
	return { needed, there };
}

/**
 * Texts whose contrast to what lies behind them is below what WCAG 2.2 asks for (1.4.3: 4.5 to 1, large texts 3 to 1),
 * each with its ratio. Looks at the page as it is, folded parts left out.
 */
export async function faintTexts(page: Page): Promise<string[]> {
	const script = await readFile(path.join(import.meta.dirname, 'in-page/faint-texts.js'), 'utf8');
	return (await page.evaluate(script)) as string[];
}
