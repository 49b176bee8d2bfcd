/** A person at n8n's editor: a real browser. */
import { type Browser, chromium } from 'playwright-core';
import type { N8n } from '../host/n8n.ts';
import { chromiumPath } from '../need.ts';

export type Editor = {
	/** Opens the workflow, runs it with the button, and waits until the editor shows how it ended. */
	execute(workflowId: string): Promise<void>;
	/** Opens the node and waits until its output shows the text. */
	untilShown(node: string, text: string): Promise<void>;
	/** Takes a picture of the canvas, when the messages about what was done are gone. */
	picture(file: string): Promise<void>;
	close(): Promise<void>;
};

const LONG = { timeout: 120_000 };

/** Logs in as the owner. */
export async function openEditor({ address, owner }: Pick<N8n, 'address' | 'owner'>): Promise<Editor> {
	const browser: Browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] });
	try {
		const context = await browser.newContext({ viewport: { width: 1440, height: 860 }, deviceScaleFactor: 2 });
		const page = await context.newPage();
		await page.goto(`${address}/signin`, LONG);
		await page.locator('input[type="email"], input[name="emailOrLdapLoginId"]').fill(owner.email, LONG);
		await page.locator('input[type="password"]').fill(owner.password);
		await page.locator('[data-test-id="form-submit-button"]').click();
		await page.waitForURL((url) => !url.pathname.includes('signin'), LONG);
		const executeButton = page.locator('[data-test-id="execute-workflow-button"]');
		return {
			async execute(workflowId) {
				await page.goto(`${address}/workflow/${workflowId}`, LONG);
				await executeButton.click(LONG);
				await page.getByText('Workflow executed successfully').first().waitFor(LONG);
			},
			async untilShown(node, text) {
				await page.locator(`[data-test-id="canvas-node"][data-node-name="${node}"]`).dblclick(LONG);
				await page.locator('[data-test-id="output-panel"]').getByText(text).first().waitFor(LONG);
			},
			async picture(file) {
				await page
					.locator('.el-notification')
					.first()
					.waitFor({ ...LONG, state: 'detached' });
				await executeButton.getByText('Execute workflow').waitFor(LONG);
				await page.mouse.move(700, 75);
				await page.screenshot({ path: file, animations: 'disabled' });
			},
			close: () => browser.close(),
		};
	} catch (error) {
		await browser.close();
		throw error;
	}
}
