/** What services (MCP servers) promise to runs, over Streamable HTTP and stdio alike: real servers, as bad as they come. */
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { createServices, type Services } from '../../../engine/adapters/mcp/services.ts';
import { createRedisBreakers } from '../../../engine/adapters/redis/breakers.ts';
import { createRedisConnect } from '../../../engine/adapters/redis/connection.ts';
import type { Service } from '../../../engine/contract/service.ts';
import { RetryableError, TerminalError } from '../../../engine/errors.ts';
import type { WriteGuard } from '../../../engine/ports/run-context.ts';
import type { Tool, Toolbox, Wanted } from '../../../engine/ports/tool.ts';
import { openServices } from '../../../engine/wiring/services.ts';
import { anyPort } from '../../../scripts/shared/ports.mjs';
import { TOOL_ATTACKS } from '../../fixtures/tool-attacks.ts';
import { need } from '../../need.ts';
import type { Control } from '../../servers/mcp/control.ts';
import { SHIPPED, startShippedServices } from '../../servers/mcp/shipped.ts';
import { type McpServer, startMcp, type Transport } from '../../servers/mcp/start.ts';
import { BAD_ITEMS, trouble } from '../../servers/mcp/trouble.ts';
import { READS, WORLDS } from '../../servers/mcp/worlds.ts';
import { startRedis } from '../../servers/redis.ts';
import { verifies } from '../../verifies.ts';
import { clock, closedGuard, errorOf, everythingIn, openGuard, unstopped, until } from './fakes.ts';
import { recordedBreakers, recordedLog, runOf, steeredClock } from './services-fakes.ts';

const TRANSPORTS: readonly Transport[] = ['http', 'stdio'];

/** Characters that nobody sees, but for line feeds and tabs. */
const UNSEEN = /(?!\n|\t|\u200c|\u200d)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

const all = (name: string): Wanted => ({ tools: [], services: [name] });

describe.each(TRANSPORTS)('services over %s', (transport) => {
	const closing: (() => Promise<void>)[] = [];
	afterEach(async () => {
		for (const close of closing.splice(0).reverse()) await close();
	});

	async function server(world: string, more: Partial<Service> = {}, control: Control = {}): Promise<McpServer> {
		const started = await startMcp(world, transport, more, control);
		closing.push(started.remove);
		return started;
	}

	function open(
		servers: readonly McpServer[],
		variable: (name: string) => string | undefined = () => undefined,
		time = clock,
	) {
		const [breakers, log] = [recordedBreakers(), recordedLog()];
		const services: Services = createServices({
			...{ services: servers.map(({ service }) => service), variable, breakers, clock: time, log },
		});
		closing.push(services.close);
		return { ...services, breakers, log };
	}

	/** A server of that world, and a toolbox with all its tools. */
	async function boxOf(world: string, more: Partial<Service> = {}, control: Control = {}) {
		const started = await server(world, more, control);
		const services = open([started]);
		return { server: started, services, box: await services.open(runOf(), all(world)) };
	}

	const toolOf = (box: Toolbox, name: string): Tool => {
		const tool = box.tools.get(name);
		if (!tool) throw new Error(`There is no ${name} among ${[...box.tools.keys()].join(', ')}.`);
		return tool;
	};
	const read = async (box: Toolbox, name: string, input: object = {}, signal = unstopped) => {
		const tool = toolOf(box, name);
		if (tool.writes) throw new Error(`${name} writes.`);
		return tool.use(input, signal);
	};
	const attempt = (box: Toolbox, name: string, input: object = {}) => {
		const tool = toolOf(box, name);
		if (!tool.writes) throw new Error(`${name} reads.`);
		return tool.attempt(input, 'key-1');
	};
	const write = async (box: Toolbox, name: string, input: object = {}, guard: WriteGuard = openGuard()) =>
		attempt(box, name, input).do(guard);
	const calls = (started: McpServer, tool: string) => started.calls().filter((call) => call.tool === tool).length;
	const reasonOf = (box: Toolbox, tool: string) => box.missing.find((one) => one.tool === tool)?.reason;

	describe('what there is', () => {
		it.each(['research', 'context', 'github', 'business', 'agents'])(
			'has the tools of %s by qualified names',
			async (world) => {
				verifies('teams.services-qualified');
				const { box } = await boxOf(world);
				expect([...box.tools.keys()]).toEqual(Object.keys(WORLDS[world] ?? {}).map((name) => `${world}.${name}`));
				expect(box.missing).toEqual([]);
				for (const tool of box.tools.values()) {
					expect(tool).toMatchObject({ service: world, input: { type: 'object' }, approval: false });
					expect(tool.description).not.toBe('');
					expect(tool.writes).toBe(!READS[world]?.includes(tool.name.slice(world.length + 1)));
				}
			},
		);

		it('writes where the file does not say that it reads, whatever the server says of itself', async () => {
			verifies('teams.services-write');
			const { box } = await boxOf('trouble', { reads: ['echo'], approval: ['note'] });
			expect(toolOf(box, 'trouble.note')).toMatchObject({ writes: true, onlyMe: false, approval: true });
			expect(toolOf(box, 'trouble.add')).toMatchObject({ writes: true, approval: false });
			expect(toolOf(box, 'trouble.echo')).toMatchObject({ writes: false });
		});

		it('has single tools where single ones are wanted, and says which are not there', async () => {
			const services = open([await server('github')]);
			const tools = ['github.search_issues', 'github.merge', 'gitlab.search', 'sql-analyzer'];
			const box = await services.open(runOf(), { tools, services: [] });
			expect([...box.tools.keys()]).toEqual(['github.search_issues']);
			expect(box.missing).toEqual([
				{ tool: 'github.merge', reason: 'The service does not list it.' },
				{ tool: 'gitlab.search', reason: 'No service of this name is connected.' },
			]);
		});

		it('is not there for a tenant that is not named, in the words of one that does not exist', async () => {
			verifies('teams.services-walls');
			const services = open([await server('github', { tenants: ['acme'] })]);
			const other = await services.open(runOf('globex'), all('github'));
			const nobody = await services.open(runOf('globex'), all('gitlab'));
			expect(other.tools.size).toBe(0);
			expect(other.missing.map(({ reason }) => reason)).toEqual(nobody.missing.map(({ reason }) => reason));
			expect((await services.open(runOf('acme'), all('github'))).tools.size).toBe(2);
		});

		it('is read page by page', async () => {
			const { box } = await boxOf('trouble', {}, { perPage: 2 });
			expect(box.tools.size).toBe(Object.keys(trouble).length);
		});

		it('leaves out what cannot be offered, and says each', async () => {
			verifies('teams.services-limits');
			const { box } = await boxOf('trouble', { reads: ['echo'] }, { offers: ['echo'], extra: [...BAD_ITEMS] });
			expect([...box.tools.keys()]).toEqual(['trouble.echo']);
			expect(toolOf(box, 'trouble.echo').description).toBe('Says it again.');
			const expected = BAD_ITEMS.map((item) => (item as { name?: string } | null)?.name ?? '?').map((name) =>
				name.length > 64 ? `${name.slice(0, 63)}…` : name,
			);
			expect(box.missing.map(({ tool }) => tool)).toEqual([...new Set(expected)].map((name) => `trouble.${name}`));
		});

		it('stops at 200 tools and says so', async () => {
			verifies('teams.services-limits');
			const offers = Array.from({ length: 201 }, (_, at) => `tool_${at}`);
			const { box } = await boxOf('trouble', {}, { offers });
			expect(box.tools.size).toBe(200);
			expect(reasonOf(box, 'trouble.*')).toContain('more than 200');
		});
	});

	describe('a use', () => {
		it('gives what the tool returned, as JSON, and what only reads can be asked twice', async () => {
			const { box, services } = await boxOf('trouble');
			expect(await read(box, 'trouble.echo', { words: 'hello' })).toBe('hello');
			expect(await read(box, 'trouble.add', { a: 1, b: 2 })).toEqual({ sum: 3 });
			expect(await read(box, 'trouble.picture')).toBe('(left out: image/png, 4 characters)');
			expect(services.breakers.outcomes).toEqual(['success', 'success', 'success', 'success']);
		});

		it('that writes takes the key of the effect along', async () => {
			const { box, server } = await boxOf('trouble');
			expect(await write(box, 'trouble.note', { words: 'x' })).toBe('noted: x');
			expect(server.calls().at(-1)?.meta).toMatchObject({ 'n8n-nodes-sophia/effect-key': 'key-1' });
		});

		it('that writes does not leave where its guard says that it is too late', async () => {
			verifies('effects.guard-at-the-last-moment');
			const { box, server } = await boxOf('trouble');
			await expect(write(box, 'trouble.note', { words: 'x' }, closedGuard())).rejects.toThrow('the time is over');
			expect(calls(server, 'note')).toBe(0);
		});

		it.each([
			['fails', 'There is no such record.'],
			['throws', 'broken inside'],
			['liar', 'nothing that fits its schema'],
			['odd', 'trouble.odd'],
			['huge', 'larger than 4 MiB'],
		])('of a tool that is %s ends with tool-failed', async (name, words) => {
			verifies('teams.services-bad');
			const { box, services } = await boxOf('trouble');
			const error = await errorOf(read(box, `trouble.${name}`));
			expect(error).toBeInstanceOf(TerminalError);
			expect(error.code).toBe('tool-failed');
			expect(error.message).toContain(words);
			expect(error.message.length).toBeLessThan(1_000);
			expect(error.message).not.toMatch(UNSEEN);
			// It answered: the service is well.
			expect(services.breakers.outcomes).toEqual(['success', 'success']);
			expect(await read(box, 'trouble.echo', { words: 'still there' })).toBe('still there');
		});

		it('is cut where it is long', async () => {
			const { box } = await boxOf('trouble');
			const words = String(await read(box, 'trouble.long'));
			expect(words).toHaveLength(200_000 + '\n(cut: it was 1048576 characters long)'.length);
		});

		it('of a tool that never answers ends at the deadline of its service', async () => {
			verifies('teams.services-bad');
			const started = await server('trouble', { deadlineSeconds: 17 });
			const time = steeredClock(17_000);
			const services = open([started], undefined, time);
			const box = await services.open(runOf(), all('trouble'));
			const used = read(box, 'trouble.never');
			await until(async () => calls(started, 'never') === 1);
			time.pass();
			const error = await errorOf(used);
			expect(error).toBeInstanceOf(RetryableError);
			expect(error).toMatchObject({ code: 'tool-timed-out', notDone: false });
			expect(services.breakers.outcomes).toEqual(['success', 'failure']);
		});

		it('ends with the reason of who stopped it, and says nothing about the service', async () => {
			const { box, server, services } = await boxOf('trouble');
			const controller = new AbortController();
			const reason = new TerminalError('run-cancelled');
			const used = read(box, 'trouble.never', {}, controller.signal);
			await until(async () => calls(server, 'never') === 1);
			controller.abort(reason);
			await expect(used).rejects.toBe(reason);
			expect(services.breakers.outcomes).toEqual(['success', 'neutral']);
		});

		it('leaves a service alone that its breaker leaves alone', async () => {
			verifies('teams.services-breaker');
			const { box, server, services } = await boxOf('trouble');
			services.breakers.open = true;
			expect(await errorOf(read(box, 'trouble.echo', { words: 'x' }))).toMatchObject({
				code: 'service-unavailable',
				notDone: true,
			});
			expect(calls(server, 'echo')).toBe(0);
			const next = await services.open(runOf(), all('trouble'));
			expect(next.tools.size).toBe(0);
			expect(reasonOf(next, 'trouble.*')).toContain('left alone');
		});
	});

	describe('a service that dies', () => {
		it('is reached again by what only reads, over one new session for all', async () => {
			verifies('teams.services-reconnect');
			const { box, server } = await boxOf('trouble');
			await server.kill();
			await server.start();
			const words = ['a', 'b', 'c', 'd', 'e'];
			expect(await Promise.all(words.map((one) => read(box, 'trouble.echo', { words: one })))).toEqual(words);
			expect(calls(server, 'initialized')).toBe(2);
			expect(box.missing).toEqual([]);
		});

		it('in the middle of a write: nobody repeats it, and nobody knows', async () => {
			verifies('teams.services-lost-write');
			const { box, server } = await boxOf('trouble', { reads: [] });
			const error = await errorOf(write(box, 'trouble.die'));
			expect(error).toMatchObject({ code: 'service-unavailable', notDone: false });
			await server.start();
			expect(await attempt(box, 'trouble.die').find(new Date(0), unstopped)).toMatchObject({ answer: 'cannot-tell' });
			expect(calls(server, 'die')).toBe(1);
		});

		it('is asked once more by what only reads, and not again', async () => {
			const { box, server } = await boxOf('trouble');
			const used = errorOf(read(box, 'trouble.die'));
			if (transport === 'http') {
				await until(async () => calls(server, 'die') === 1);
				await server.kill();
				await server.start();
			}
			expect((await used).code).toBe('service-unavailable');
			expect(calls(server, 'die')).toBe(2);
		});

		it('and stays away is named, and did surely nothing', async () => {
			const services = open([
				await server('trouble', { command: '/no/such/program', url: 'http://127.0.0.1:9/mcp' } as object),
			]);
			const box = await services.open(runOf(), all('trouble'));
			expect(box.tools.size).toBe(0);
			expect(reasonOf(box, 'trouble.*')).toContain('does not answer');
			expect(services.breakers.outcomes).toEqual(['failure']);
		});

		it('and forgets a tool without a word is found out when it says no', async () => {
			verifies('teams.services-vanished');
			const { box, server } = await boxOf('trouble');
			server.set({ offers: ['echo'], silent: true });
			expect((await errorOf(read(box, 'trouble.add', { a: 1, b: 2 }))).code).toBe('service-tools-missing');
			expect(reasonOf(box, 'trouble.add')).toContain('no longer does');
		});

		it.each([
			['an empty list', []],
			['fewer tools', ['echo']],
		])('and comes back with %s: what is gone is an error, in this run and the next', async (_, offers) => {
			verifies('teams.services-vanished');
			const { box, server, services } = await boxOf('trouble');
			await server.kill();
			server.set({ offers, silent: true });
			await server.start();
			const error = await errorOf(read(box, 'trouble.add', { a: 1, b: 2 }));
			expect(error).toBeInstanceOf(TerminalError);
			expect(error.code).toBe('service-tools-missing');
			expect(calls(server, 'add')).toBe(0);
			expect(reasonOf(box, 'trouble.add')).toContain('no longer does');

			const next = await services.open(runOf(), all('trouble'));
			expect([...next.tools.keys()]).toEqual(offers.map((name) => `trouble.${name}`));
			expect(next.missing).toHaveLength(Object.keys(trouble).length - offers.length);
			expect(reasonOf(next, 'trouble.add')).toContain('no longer does');
			expect(services.log.lines).toContainEqual(expect.objectContaining({ message: 'a service has lost tools' }));

			await server.kill();
			server.set({});
			await server.start();
			expect((await services.open(runOf(), all('trouble'))).missing).toEqual([]);
		});
	});

	describe('a list that changes', () => {
		async function changed(control: Control) {
			const opened = await boxOf('trouble', { reads: ['echo', 'add'] }, { offers: ['echo', 'add'] });
			if (transport === 'http') await until(async () => calls(opened.server, 'listens') === 1);
			opened.server.set(control);
			await until(async () => opened.services.log.lines.length > 0);
			return opened;
		}

		it('gives a run nothing more, and the next one all', async () => {
			verifies('teams.services-refreshed');
			const { box, services } = await changed({ offers: ['echo', 'add', 'slow'] });
			expect(await read(box, 'trouble.echo', { words: 'x' })).toBe('x');
			expect([...box.tools.keys()]).toEqual(['trouble.echo', 'trouble.add']);
			const next = await services.open(runOf(), all('trouble'));
			expect([...next.tools.keys()]).toEqual(['trouble.echo', 'trouble.add', 'trouble.slow']);
		});

		it('and loses a tool takes it from the run that has it, with a word', async () => {
			verifies('teams.services-refreshed');
			const { box, server } = await changed({ offers: ['echo'] });
			expect((await errorOf(read(box, 'trouble.add', { a: 1, b: 2 }))).code).toBe('service-tools-missing');
			expect(reasonOf(box, 'trouble.add')).toContain('taken it away');
			expect(calls(server, 'add')).toBe(0);
		});

		it('to nothing is an error, also where the service says it', async () => {
			verifies('teams.services-vanished');
			const { services } = await changed({ offers: [] });
			const next = await services.open(runOf(), all('trouble'));
			expect(next.missing.map(({ tool }) => tool)).toEqual(['trouble.echo', 'trouble.add']);
			expect(reasonOf(next, 'trouble.add')).toContain('no longer does');
		});

		it('or not, is read once for many runs', async () => {
			verifies('teams.services-refreshed');
			const { box, server, services } = await boxOf('trouble');
			await box.close();
			const next = await services.open(runOf(), all('trouble'));
			expect(await read(next, 'trouble.echo', { words: 'x' })).toBe('x');
			expect(calls(server, 'tools/list')).toBe(1);
			expect(calls(server, 'initialized')).toBe(2);
		});
	});

	it('has a session for each run: one that ends closes no other', async () => {
		verifies('teams.services-sessions');
		const { box, server, services } = await boxOf('trouble');
		const other = await services.open(runOf('globex'), all('trouble'));
		const slow = read(other, 'trouble.slow', { ms: 200 });
		await until(async () => calls(server, 'slow') === 1);
		await box.close();
		expect(await slow).toBe('at last');
		expect((await errorOf(read(box, 'trouble.echo', { words: 'x' }))).code).toBe('service-unavailable');
	});

	it('says nothing of its tools where the service has none', async () => {
		verifies('teams.services-vanished');
		const { box } = await boxOf('trouble', { reads: [] }, { offers: [] });
		expect(box.missing).toEqual([{ tool: 'trouble.*', reason: 'The service lists no tools.' }]);
	});

	it('waits for no list longer than its deadline', async () => {
		const { box } = await boxOf('trouble', { deadlineSeconds: 1 }, { noList: true });
		expect(reasonOf(box, 'trouble.*')).toContain('does not answer');
	});

	describe('an attack', () => {
		it.each(TOOL_ATTACKS.map(({ name }, at) => [name, at] as const))('in what a tool returns: %s', async (_, at) => {
			verifies('teams.services-untrusted');
			const { box } = await attacked();
			const before = [...box.tools.keys()];
			const returned = String(await read(box, 'trouble.attack', { at }));
			expect(returned).not.toMatch(UNSEEN);
			expect([...box.tools.keys()]).toEqual(before);
			expect(box.missing).toEqual([]);
		});

		it('in what tools say of themselves: names are as they were, words are short and plain', async () => {
			verifies('teams.services-untrusted');
			expect(new Set(TOOL_ATTACKS.map(({ name }) => name)).size).toBe(50);
			const extra = TOOL_ATTACKS.map(({ text }, at) => ({
				name: `attack_${at}`,
				description: text.repeat(50),
				inputSchema: { type: 'object', properties: { to: { type: 'string', description: text } } },
				annotations: { readOnlyHint: true },
			}));
			const { box } = await boxOf('trouble', {}, { offers: ['echo'], extra });
			expect([...box.tools.keys()]).toEqual(['trouble.echo', ...extra.map(({ name }) => `trouble.${name}`)]);
			for (const tool of box.tools.values()) {
				expect(tool.description.length).toBeLessThanOrEqual(1_000);
				expect(JSON.stringify([tool.description, tool.input]).replaceAll('\\n', '')).not.toMatch(UNSEEN);
				expect(tool.writes).toBe(tool.name !== 'trouble.echo');
			}
		});

		/** One server for all: what one attack did would be seen by the next. */
		let kept: Promise<{ box: Toolbox }> | undefined;
		const keptClosing: (() => Promise<void>)[] = [];
		afterAll(async () => {
			for (const close of keptClosing.reverse()) await close();
		});
		const attacked = () => {
			kept ??= (async () => {
				const started = await startMcp('trouble', transport);
				keptClosing.push(started.remove);
				const services = createServices({
					...{ services: [started.service], variable: () => undefined, clock, log: recordedLog() },
					breakers: recordedBreakers(),
				});
				keptClosing.push(services.close);
				return { box: await services.open(runOf(), all('trouble')) };
			})();
			return kept;
		};
	});
});

describe('services over http with a secret', () => {
	const closing: (() => Promise<void>)[] = [];
	afterEach(async () => {
		for (const close of closing.splice(0).reverse()) await close();
	});

	async function boxWith(token: string) {
		const server = await startMcp('github', 'http', { bearer: 'GITHUB_TOKEN' } as Partial<Service>, {
			token: 'right-token',
		});
		closing.push(server.remove);
		const log = recordedLog();
		const services = createServices({
			...{ services: [server.service], variable: () => token, breakers: recordedBreakers(), clock, log },
		});
		closing.push(services.close);
		return { box: await services.open(runOf(), all('github')), log };
	}

	it('sends what the variable holds, not what the file says', async () => {
		const { box } = await boxWith('right-token');
		expect(box.tools.size).toBe(2);
	});

	it('says that it was refused, and never with what', async () => {
		verifies('teams.services-secrets');
		const { box, log } = await boxWith('wrong-token');
		const reason = 'The service github does not answer (it answered 401).';
		expect(box.missing).toEqual([{ tool: 'github.*', reason }]);
		expect(everythingIn([box.missing, log.lines])).not.toContain('wrong-token');
	});
});

describe('services over http that answer as JSON', () => {
	it('are read and bounded the same', async () => {
		verifies('teams.services-bad');
		const server = await startMcp('trouble', 'http', {}, { json: true });
		const services = createServices({
			...{
				services: [server.service],
				variable: () => undefined,
				breakers: recordedBreakers(),
				clock,
				log: recordedLog(),
			},
		});
		try {
			const box = await services.open(runOf(), all('trouble'));
			const use = (name: string, input: object) => {
				const tool = box.tools.get(`trouble.${name}`);
				return tool && !tool.writes ? tool.use(input, unstopped) : undefined;
			};
			expect(await use('echo', { words: 'hello' })).toBe('hello');
			expect(await errorOf(use('huge', {}) as Promise<unknown>)).toMatchObject({ code: 'tool-failed' });
			expect(await use('echo', { words: 'still there' })).toBe('still there');
		} finally {
			await services.close();
			await server.remove();
		}
	});
});

describe('the services of the shipped teams', () => {
	it('are named by a file as a host writes it, and are all there', async () => {
		verifies('teams.services-qualified');
		const shipped = await startShippedServices();
		const { breakers, log } = { breakers: recordedBreakers(), log: recordedLog() };
		const services = await openServices({ servicesFile: shipped.file, breakers, log });
		try {
			const box = await services.open(runOf(), { tools: [], services: [...SHIPPED] });
			expect(box.missing).toEqual([]);
			expect(new Set([...box.tools.values()].map(({ service }) => service))).toEqual(new Set(SHIPPED));
		} finally {
			await services.close();
			await shipped.remove();
		}
	});
});

need('redis')('a service that fails again and again', () => {
	it('is left alone after more than three failures, for that tenant', async () => {
		verifies('teams.services-breaker');
		const redis = await startRedis();
		const client = createRedisConnect({ url: redis.url })();
		const url = `http://127.0.0.1:${await anyPort()}/mcp`;
		const service = { name: 'gone', url, headers: {}, deadlineSeconds: 5, reads: [], approval: [] };
		const services = createServices({
			...{ services: [service], variable: () => undefined, clock, log: recordedLog() },
			breakers: createRedisBreakers({ redis: client }),
		});
		const reasonFor = async (tenant: string) => (await services.open(runOf(tenant), all('gone'))).missing[0]?.reason;
		try {
			for (let failures = 0; failures < 4; failures++) expect(await reasonFor('acme')).toContain('does not answer');
			expect(await reasonFor('acme')).toContain('left alone');
			expect(await reasonFor('globex')).toContain('does not answer');
		} finally {
			await services.close();
			client.disconnect();
			await redis.remove();
		}
	});
});
