import { afterEach, describe, expect, it } from '@jest/globals';
import { verifies } from '../../test/verifies.ts';
import { createTestApp, type TestApp } from './testing/app.ts';

type Operation = { tags: string[]; summary?: string; responses: Record<string, { description: string }> };
type Description = {
	openapi: string;
	security: unknown;
	servers: { url: string }[];
	tags: { name: string }[];
	paths: Record<string, Record<string, Operation>>;
	components: { schemas: Record<string, unknown>; securitySchemes: Record<string, object> };
};

let test: TestApp;
afterEach(() => test.app.close());

async function describedAt(url: string, publicUrl?: string): Promise<Description> {
	test = await createTestApp({ app: { publicUrl } });
	return (await test.app.inject({ url })).json<Description>();
}

describe('/openapi.json', () => {
	it('describes every route with its schemas, its errors and the key', async () => {
		verifies('http.openapi');
		const description = await describedAt('/openapi.json');
		expect(Object.keys(description.paths).sort()).toEqual([
			'/healthz',
			'/metrics',
			'/readyz',
			'/v1/calls/{id}',
			'/v1/connections',
			'/v1/feedback',
			'/v1/interactions',
			'/v1/interactions/{id}/feedback',
			'/v1/memory',
			'/v1/memory/{id}',
			'/v1/playbooks',
			'/v1/playbooks/{name}',
			'/v1/runs',
			'/v1/runs/{id}',
			'/v1/runs/{id}/cancel',
			'/v1/runs/{id}/collect',
			'/v1/runs/{id}/costs',
			'/v1/runs/{id}/events',
			'/v1/runs/{id}/questions',
			'/v1/runs/{id}/questions/{question}/answer',
			'/v1/sessions/{user}',
			'/v1/subscriptions',
			'/v1/subscriptions/{id}',
			'/v1/teams',
			'/v1/teams/{name}',
			'/v1/transcripts',
			'/v1/webhooks/gong/{connection}',
		]);
		expect(description.openapi).toMatch(/^3\.1/);
		expect(description.security).toEqual([{ key: [] }]);
		const post = description.paths['/v1/runs']?.post;
		expect(JSON.stringify(post)).toContain('RunRequest');
		expect(JSON.stringify(post)).toContain('ErrorBody');
		expect(JSON.stringify(description.components.schemas)).toContain('budgetUsd');
		expect(JSON.stringify(description)).not.toContain('"$ref":"#/definitions');
	});

	it('says of every operation what it does, where it belongs, and what it answers', async () => {
		verifies('pages.api-page');
		const { paths, tags } = await describedAt('/openapi.json');
		const groups = tags.map(({ name }) => name);
		const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
		expect(operations.length).toBeGreaterThan(8);
		for (const operation of operations) {
			expect(operation.summary).toMatch(/^[A-Z][^`]{5,}$/);
			expect(groups).toEqual(expect.arrayContaining(operation.tags));
			for (const { description } of Object.values(operation.responses)) {
				expect(description).toMatch(/\.$/);
				expect(description).not.toContain('Default Response');
			}
		}
	});

	it('names each schema once, and none that nothing refers to', async () => {
		const description = await describedAt('/openapi.json');
		const text = JSON.stringify(description);
		const names = Object.keys(description.components.schemas);
		expect(names).toEqual(expect.arrayContaining(['RunRequest', 'RunResult', 'ErrorBody']));
		expect(names.filter((name) => name.endsWith('Input') && names.includes(name.replace(/Input$/, '')))).toEqual([]);
		const referred = [...text.matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name);
		expect(new Set(referred)).toEqual(new Set(names));
	});

	it('says where to send requests: to PUBLIC_URL, else to where the description came from', async () => {
		expect((await describedAt('/openapi.json')).servers).toEqual([{ url: '/' }]);
		await test.app.close();
		const { servers } = await describedAt('/openapi.json', 'https://example.com/sophia');
		expect(servers).toEqual([{ url: 'https://example.com/sophia' }]);
	});
});

describe('/docs', () => {
	verifies('pages.api-page', 'pages.own-origin');

	it('serves its page and every file of it, and lets none be loaded from elsewhere', async () => {
		test = await createTestApp();
		const page = await test.app.inject({ url: '/docs/' });
		expect([page.statusCode, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
		expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/);
		expect(page.headers['content-security-policy']).not.toMatch(/unsafe|https?:/);
		expect(page.body).not.toMatch(/<script(?![^>]* src="\.\/)/);
		const files = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address = '']) => address);
		expect(files.length).toBeGreaterThan(5);
		for (const file of files) {
			expect(file).toMatch(/^\.\/static\//);
			const answer = await test.app.inject({ url: new URL(file, 'http://x/docs/').pathname });
			expect([file, answer.statusCode]).toEqual([file, 200]);
		}
	});

	it('leads to its address with a slash, whatever a proxy puts before it', async () => {
		test = await createTestApp();
		const { statusCode, headers } = await test.app.inject({ url: '/docs' });
		expect([statusCode, headers.location]).toEqual([302, 'docs/']);
	});

	it('sends what is tried out to its own origin, below the path of PUBLIC_URL', async () => {
		expect((await describedAt('/docs/json')).servers).toEqual([{ url: '/' }]);
		await test.app.close();
		expect((await describedAt('/docs/json', 'https://example.com/sophia')).servers).toEqual([{ url: '/sophia' }]);
	});

	it('answers like any other address where there is nothing', async () => {
		test = await createTestApp();
		for (const url of ['/docs/static/nothing.js', '/docs/static/..%2f..%2fpackage.json', '/docs/nothing']) {
			const answer = await test.app.inject({ url });
			expect([url, answer.json<{ error: { code: string } }>().error.code]).toEqual([url, 'not-found']);
		}
	});
});
