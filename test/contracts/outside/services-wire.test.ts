/** What services (MCP servers) cannot do to runs by saying over HTTP what no server says. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { createServices } from '../../../engine/adapters/mcp/services.ts';
import type { Service } from '../../../engine/contract/service.ts';
import type { Tool, Wanted } from '../../../engine/ports/tool.ts';
import { answer, listOf, startRaw } from '../../servers/mcp/raw.ts';
import { verifies } from '../../verifies.ts';
import { clock, errorOf, everythingIn, openGuard, unstopped, until } from './fakes.ts';
import { recordedBreakers, recordedLog, runOf } from './services-fakes.ts';

const WANTED: Wanted = { tools: [], services: ['raw'] };

describe('services that speak another wire', () => {
	const closing: (() => Promise<void>)[] = [];
	afterEach(async () => {
		for (const close of closing.splice(0).reverse()) await close();
	});

	/** Its tool `look` reads, `note` writes. */
	async function servicesOf(
		handle: Parameters<typeof startRaw>[1],
		more: Partial<Service> = {},
		tools: string[] = ['look', 'note'],
	) {
		const raw = await startRaw(tools, handle);
		closing.push(raw.remove);
		const [breakers, log] = [recordedBreakers(), recordedLog()];
		const service = {
			name: 'raw',
			url: raw.url,
			headers: {},
			deadlineSeconds: 5,
			reads: ['look'],
			approval: [],
			...more,
		};
		const services = createServices({
			...{ services: [service as Service], variable: () => 'token-of-the-service', breakers, clock, log },
		});
		closing.push(services.close);
		return { raw, services, breakers, log };
	}

	async function boxOf(...of: Parameters<typeof servicesOf>) {
		const opened = await servicesOf(...of);
		const box = await opened.services.open(runOf(), WANTED);
		const toolOf = (name: string) => box.tools.get(`raw.${name}`) as Tool;
		return {
			...opened,
			box,
			read(name = 'look', input: object = {}) {
				const tool = toolOf(name);
				if (tool.writes) throw new Error(`${name} writes.`);
				return tool.use(input, unstopped);
			},
			write(name = 'note', input: object = {}) {
				const tool = toolOf(name);
				if (!tool.writes) throw new Error(`${name} reads.`);
				return tool.attempt(input, 'key-1').do(openGuard());
			},
			calls: (name: string) => opened.raw.messages.filter(({ params }) => params?.name === name).length,
		};
	}

	const refusing = (status: number, body = '') =>
		boxOf(({ method }, response) => {
			if (method !== 'tools/call') return false;
			response.writeHead(status, { 'content-type': 'application/json' }).end(body);
			return true;
		});

	it.each([600, 999])(
		'answer with a status that there is not (%d): a failure of theirs, not of the engine',
		async (status) => {
			verifies('teams.services-bad');
			const { read, write } = await refusing(status);
			expect(await errorOf(read())).toMatchObject({ code: 'service-unavailable' });
			expect(await errorOf(write())).toMatchObject({ code: 'service-unavailable', notDone: false });
		},
	);

	it.each([400, 408, 409, 425, 429, 499, 500, 502])(
		'answer a write with %d: it is not repeated, and nobody knows',
		async (status) => {
			verifies('teams.services-lost-write');
			const { write, calls } = await refusing(status, '{}');
			expect(await errorOf(write())).toMatchObject({ code: 'service-unavailable', notDone: false });
			expect(calls('note')).toBe(1);
		},
	);

	it.each([401, 403, 405, 413])('answer a write with %d: it was surely not done', async (status) => {
		verifies('teams.services-lost-write');
		const { write, calls } = await refusing(status);
		expect(await errorOf(write())).toMatchObject({ code: 'service-unavailable', notDone: true });
		expect(calls('note')).toBe(1);
	});

	it.each([
		[404, ''],
		[400, '{"jsonrpc":"2.0","error":{"code":-32000,"message":"No valid session ID provided"},"id":null}'],
	])('do not know the session (%d %s): a new one is asked, for a write too', async (status, body) => {
		verifies('teams.services-lost-write');
		const { write, calls } = await refusing(status, body);
		expect(await errorOf(write())).toMatchObject({ code: 'service-unavailable', notDone: true });
		expect(calls('note')).toBe(2);
	});

	it('fail at one request: another over the same session is heard to its end', async () => {
		verifies('teams.services-lost-write');
		const noted = Promise.withResolvers<void>();
		const { raw, read, write } = await boxOf(async ({ id, method, params }, response) => {
			if (method !== 'tools/call') return false;
			if (params?.name === 'look') {
				response.writeHead(502).end();
				return true;
			}
			await noted.promise;
			return answer(response, id, { content: [{ type: 'text', text: 'noted' }] });
		});
		const writing = write();
		await until(async () => raw.messages.some(({ params }) => params?.name === 'note'));
		expect(await errorOf(read())).toMatchObject({ code: 'service-unavailable' });
		noted.resolve();
		expect(await writing).toBe('noted');
	});

	it('answer for an older list late: the newer one stays', async () => {
		verifies('teams.services-refreshed');
		const late = Promise.withResolvers<void>();
		let lists = 0;
		const { raw, services } = await servicesOf(async ({ id, method }, response) => {
			if (method !== 'tools/list') return false;
			const nth = ++lists;
			if (nth === 2) await late.promise;
			return answer(response, id, listOf('look', ...(nth < 3 ? [] : ['new'])));
		});
		const announce = async () => {
			const { length } = raw.messages;
			raw.tell({ method: 'notifications/tools/list_changed' });
			// What was asked after it was answered is behind it on the way.
			raw.tell({ method: 'ping', id: `after-${length}` });
			await until(async () => raw.messages.some(({ id }) => id === `after-${length}`));
		};
		await services.open(runOf(), WANTED);
		await until(async () => raw.messages.some(({ method }) => method === 'GET'));
		await announce();
		const slow = services.open(runOf('slow'), WANTED);
		await until(async () => lists === 2);
		await announce();
		const fresh = await services.open(runOf('fresh'), WANTED);
		expect([...fresh.tools.keys()]).toEqual(['raw.look', 'raw.new']);
		late.resolve();
		await slow;
		const after = await services.open(runOf('after'), WANTED);
		expect([...after.tools.keys()]).toEqual(['raw.look', 'raw.new']);
		expect(after.missing).toEqual([]);
	});

	it('ask without end: the connection is given up', async () => {
		verifies('teams.services-bad');
		const { raw, box } = await boxOf(({ method }) => method === undefined);
		await until(async () => raw.messages.some(({ method }) => method === 'GET'));
		for (let at = 0; at < 1_000; at++) raw.tell({ id: at, method: 'ping' });
		await until(async () => raw.messages.some(({ method }) => method === 'DELETE'));
		const answers = raw.messages.filter(({ method }) => method === undefined);
		expect(answers.length).toBeLessThanOrEqual(300);
		await box.close();
		await until(async () => (await raw.connections()) === 0);
	});

	it('ask with a number of a megabyte: nothing of it is sent back', async () => {
		verifies('teams.services-bad');
		const { raw, read } = await boxOf(() => false);
		await until(async () => raw.messages.some(({ method }) => method === 'GET'));
		raw.tell({ id: 'x'.repeat(1024 * 1024), method: 'ping' });
		raw.tell({ id: 'short', method: 'ping' });
		await until(async () => raw.messages.some(({ id }) => id === 'short'));
		expect(raw.messages.filter(({ method }) => method === undefined)).toHaveLength(1);
		expect(await read()).toBe('ok');
	});

	it('say what they were sent: nobody reads the secret', async () => {
		verifies('teams.services-secrets');
		const echoed = (id: unknown) => ({
			jsonrpc: '2.0',
			id,
			error: { code: -32_000, message: 'not token-of-the-service' },
		});
		const { box, read, write, log } = await boxOf(
			({ id, method, params }, response, request) => {
				const said = String(request.headers.authorization);
				if (method === 'tools/list') {
					const [look, note] = listOf('look', 'note').tools;
					return answer(response, id, { tools: [{ ...look, description: `For ${said}` }, note] });
				}
				if (method !== 'tools/call') return false;
				if (params?.name === 'look')
					return answer(response, id, { content: [{ type: 'text', text: `Heard ${said}.` }] });
				response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(echoed(id)));
				return true;
			},
			{ bearer: 'TOKEN' } as Partial<Service>,
		);
		expect(box.tools.get('raw.look')?.description).toBe('For Bearer (hidden)');
		expect(await read()).toBe('Heard Bearer (hidden).');
		const error = await errorOf(write());
		expect(error.message).toContain('not (hidden)');
		expect(everythingIn([error, log.lines])).not.toContain('token-of-the-service');
	});

	it('say again and again that their tools have changed: it is told once', async () => {
		verifies('teams.services-refreshed');
		const { raw, log } = await boxOf(() => false);
		await until(async () => raw.messages.some(({ method }) => method === 'GET'));
		for (let at = 0; at < 1_000; at++) raw.tell({ method: 'notifications/tools/list_changed' });
		raw.tell({ id: 'after', method: 'ping' });
		await until(async () => raw.messages.some(({ id }) => id === 'after'));
		expect(log.lines).toHaveLength(1);
	});

	it('begin their list again instead of going on: it is said that it is not whole', async () => {
		verifies('teams.services-limits');
		const { box } = await boxOf(({ id, method }, response) => {
			if (method !== 'tools/list') return false;
			return answer(response, id, { ...listOf('look'), nextCursor: 'same' });
		});
		expect([...box.tools.keys()]).toEqual(['raw.look']);
		expect(box.missing).toContainEqual({
			tool: 'raw.*',
			reason: 'Its list leads back to a page that was read; the rest is left out.',
		});
	});

	it('are being opened when all is closed: nothing stays open', async () => {
		verifies('teams.services-sessions');
		const answering = Promise.withResolvers<void>();
		const { raw, services } = await servicesOf(async ({ method }) => {
			if (method === 'initialize') await answering.promise;
			return false;
		});
		const opening = services.open(runOf(), WANTED);
		await until(async () => raw.messages.some(({ method }) => method === 'initialize'));
		const closed = services.close();
		answering.resolve();
		await closed;
		await Promise.allSettled([opening]);
		expect(await errorOf(services.open(runOf(), WANTED))).toMatchObject({ code: 'service-unavailable' });
		await until(async () => (await raw.connections()) === 0);
	});
});
