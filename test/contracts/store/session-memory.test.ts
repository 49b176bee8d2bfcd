/** The port of session memory, the same on one Redis and on a cluster of three nodes. */
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { createRedisClusterConnect, createRedisConnect } from '../../../engine/adapters/redis/connection.ts';
import { createRedisSessionMemory } from '../../../engine/adapters/redis/session-memory.ts';
import { addToSession } from '../../../engine/domain/teams/session/add.ts';
import type { Message } from '../../../engine/ports/model.ts';
import type { Summarize } from '../../../engine/ports/session-memory.ts';
import { openSessions } from '../../../engine/wiring/sessions.ts';
import { need } from '../../need.ts';
import { startRedis } from '../../servers/redis.ts';
import { startRedisCluster } from '../../servers/redis-cluster.ts';
import { verifies } from '../../verifies.ts';

type Redis = ReturnType<ReturnType<typeof createRedisConnect>>;
type Cluster = ReturnType<ReturnType<typeof createRedisClusterConnect>>;
type Opened = { connect(): Redis | Cluster; remove(): Promise<void> };

const SERVERS: { name: string; open(): Promise<Opened> }[] = [
	{
		name: 'one Redis',
		async open() {
			const server = await startRedis({ appendOnly: false });
			return { connect: createRedisConnect({ url: server.url }), remove: server.remove };
		},
	},
	{
		name: 'a cluster of three nodes',
		async open() {
			const cluster = await startRedisCluster();
			return { connect: createRedisClusterConnect(cluster), remove: cluster.remove };
		},
	},
];

const DAY_SECONDS = 24 * 60 * 60;
/** They are told once whoever reads has the answer. */
const accessesTold = () => new Promise((resolve) => setImmediate(resolve));
const said = (content: string): Message[] => [{ role: 'user', content }];
const tokens = { count: (text: string) => Math.ceil(text.length / 4) };

for (const { name, open } of SERVERS) {
	need('redis')(`session memory on ${name}`, () => {
		let server: Opened;
		let redis: Redis | Cluster;
		const clients: (Redis | Cluster)[] = [];
		const warned: string[] = [];
		let tenants = 0;
		let tenant: string;

		beforeAll(async () => {
			server = await open();
			redis = client();
		});
		beforeEach(() => {
			warned.length = 0;
			tenant = `tenant-${tenants++}`;
		});
		afterAll(async () => {
			for (const one of clients) one.disconnect();
			await server?.remove();
		});

		function client(): Redis | Cluster {
			const one = server.connect();
			clients.push(one);
			return one;
		}
		/** As another process would have it. */
		function another(over = redis) {
			const hear = (_: object, message: string) => void warned.push(message);
			const log = { debug: hear, info: hear, warn: hear, error: hear, child: () => log };
			return createRedisSessionMemory({ redis: over, add: addToSession(tokens), log });
		}
		const index = () => `ctx:{${tenant}}`;
		const key = (user: string) => `${index()}:${user}`;

		it('reads what was said, compressed under the key of tenant and user', async () => {
			verifies('teams.memory-once');
			const memory = another();
			const talk: Message[] = [
				{ role: 'system', content: 'rules “ü” \u{1f600}' },
				{ role: 'user', content: 'words '.repeat(500) },
				{ role: 'assistant', content: '', toolCalls: [{ id: 'a', name: 't', arguments: { x: [1] } }] },
				{ role: 'tool', content: 'result', toolCallId: 'a' },
			];
			expect(await memory.read({ tenant, user: 'jo' })).toEqual([]);
			await memory.append({ tenant, user: 'jo' }, '1', talk);
			await memory.append({ tenant, user: 'jo' }, '1', talk);
			expect(await another(client()).read({ tenant, user: 'jo' })).toEqual(talk);
			expect(await redis.strlen(key('jo'))).toBeLessThan(JSON.stringify(talk).length / 5);
		});

		it('is forgotten a day after the last access, which reading is', async () => {
			verifies('teams.memory-day');
			const memory = another();
			await memory.append({ tenant, user: 'jo' }, '1', said('hello'));
			for (const access of [() => memory.read({ tenant, user: 'jo' }), () => memory.readMany(tenant, ['jo'])]) {
				await redis.expire(key('jo'), 60);
				await redis.expire(index(), 60);
				await redis.zadd(index(), 1, 'jo');
				await access();
				const score = () => redis.zscore(index(), 'jo');
				for (let looks = 0; (await score()) === '1'; looks += 1) expect(looks).toBeLessThan(10_000);
				for (const one of [key('jo'), index()]) {
					expect(await redis.ttl(one)).toBeGreaterThan(DAY_SECONDS - 60);
					expect(await redis.ttl(one)).toBeLessThanOrEqual(DAY_SECONDS);
				}
				expect(Number(await redis.zscore(index(), 'jo'))).toBeGreaterThan(Date.now() - 60_000);
			}
			// Reading somebody who has said nothing leaves nothing; whoever said something long ago is trimmed.
			await memory.read({ tenant, user: 'nobody' });
			await accessesTold();
			await redis.zadd(index(), 1, 'long-ago');
			await memory.append({ tenant, user: 'ann' }, '1', said('hello'));
			expect((await redis.zrange(index(), '0', '-1')).toSorted()).toEqual(['ann', 'jo']);
		});

		it('loses nothing of what many processes add at once', async () => {
			verifies('teams.memory-once');
			const processes = [another(client()), another(client()), another(client())];
			const ids = Array.from({ length: 15 }, (_, at) => `${at}`);
			// Two of the three add the same, as after a crash of one that was believed dead.
			const adding = ids.flatMap((id) =>
				[id, id, `${id} other`].map((one, at) => processes[at]?.append({ tenant, user: 'jo' }, one, said(one))),
			);
			await Promise.all(adding);
			const read = (await another().read({ tenant, user: 'jo' })).map(({ content }) => content);
			expect(read.toSorted()).toEqual(ids.flatMap((id) => [id, `${id} other`]).toSorted());
		});

		it('has older turns put into words once, also where another process is faster, and goes on where it cannot', async () => {
			verifies('teams.memory-summary');
			const memory = another();
			const long = 'x'.repeat(4_000);
			for (let at = 0; at < 5; at += 1) await memory.append({ tenant, user: 'jo' }, `${at}`, said(`${at}${long}`));
			let asked = 0;
			const summarize: Summarize = async () => {
				asked += 1;
				if (asked === 1) await another().append({ tenant, user: 'jo' }, 'between', said('between'));
				return 'in short';
			};
			await memory.append({ tenant, user: 'jo' }, 'more', said(`m${long}`), summarize);
			const beginnings = (await memory.read({ tenant, user: 'jo' })).map(({ content }) => content.slice(0, 7));
			expect(beginnings).toEqual(['Summary', '4xxxxxx', 'between', 'mxxxxxx']);
			expect(asked).toBe(1);
			const failing = () => Promise.reject(new Error('no model'));
			for (const id of ['p', 'q', 'r', 's']) {
				await memory.append({ tenant, user: 'jo' }, id, said(id + long), failing);
			}
			expect((await memory.read({ tenant, user: 'jo' })).at(-1)?.content[0]).toBe('s');
			expect(warned).toContain('older turns of a session were not summarized');
		});

		it('reads many users in one batch, and no one of another tenant', async () => {
			verifies('teams.memory-batch', 'teams.memory-walls');
			const memory = another();
			const users = Array.from({ length: 230 }, (_, at) => `user/${at}:{x}`);
			for (const user of users) await memory.append({ tenant, user }, '1', said(user));
			await memory.append({ tenant: `${tenant}:user`, user: 'jo' }, '1', said('theirs'));
			const found = await memory.readMany(tenant, [...users, 'nobody', 'jo', users[0] as string]);
			expect([...found]).toEqual(users.map((user) => [user, said(user)]));
			const odd = ['{a}', 'a}', '{', 'a:b', 'ä b', '\ud800'];
			for (const one of odd) await memory.append({ tenant: one, user: one }, '1', said(one.toWellFormed()));
			for (const one of odd) {
				expect([...(await memory.readMany(one, odd)).values()]).toEqual([said(one.toWellFormed())]);
			}
		});

		it('spreads tenants over the nodes, and has all of a tenant in one place', async () => {
			verifies('teams.memory-batch');
			if (!redis.isCluster) return;
			const memory = another();
			for (let at = 0; at < 30; at += 1)
				await memory.append({ tenant: `spread-${at}`, user: 'jo' }, '1', said('hello'));
			const kept = await Promise.all((redis as Cluster).nodes('master').map((node) => node.keys('ctx:{spread-*}:jo')));
			expect(kept.flat()).toHaveLength(30);
			expect(kept.every((keys) => keys.length > 0)).toBe(true);
		});

		it('counts bytes that are no session as none, says so, and writes over them', async () => {
			verifies('teams.memory-foreign');
			const memory = another();
			const session = (messages: unknown) => JSON.stringify({ version: 1, ids: [], messages, tokens: [1] });
			const foreign = [
				Buffer.from('no zlib'),
				Buffer.alloc(0),
				deflateSync('no JSON'),
				deflateSync('null'),
				deflateSync(session([{ role: 'user', content: 1 }])),
				deflateSync(session([null])),
				deflateSync(session([{ role: 'root', content: 'x' }])),
				deflateSync(session([{ role: 'assistant', content: 'x', toolCalls: [null] }])),
				deflateSync(session(said('x'))).subarray(0, 20),
				// 100 MiB in 100 KiB.
				deflateSync(Buffer.alloc(100 * 1024 * 1024)),
			];
			for (const [at, bytes] of foreign.entries()) {
				const user = `${at}`;
				await redis.set(key(user), bytes);
				warned.length = 0;
				expect(await memory.read({ tenant, user })).toEqual([]);
				expect(warned).toEqual(['a session cannot be read and counts as none']);
				expect(await memory.readMany(tenant, [user])).toEqual(new Map());
				await memory.append({ tenant, user }, '1', said('mine'));
				expect(await memory.read({ tenant, user })).toEqual(said('mine'));
			}
			await redis.hset(key('hash'), 'a', 'b');
			expect(await memory.read({ tenant, user: 'hash' })).toEqual([]);
			await redis.set(index(), 'no sorted set');
			expect(await memory.read({ tenant, user: '0' })).toEqual(said('mine'));
			await memory.append({ tenant, user: 'hash' }, '1', said('mine'));
			expect(await memory.read({ tenant, user: 'hash' })).toEqual(said('mine'));
		});

		it('refuses more than a session may hold, and keeps what was there', async () => {
			verifies('teams.memory-limits');
			const memory = another();
			await memory.append({ tenant, user: 'jo' }, '1', said('hello'));
			const rules: Message[] = [{ role: 'system', content: 'x'.repeat(1024 * 1024) }];
			await expect(memory.append({ tenant, user: 'jo' }, '2', rules)).rejects.toMatchObject({
				code: 'session-too-large',
			});
			expect(await memory.read({ tenant, user: 'jo' })).toEqual(said('hello'));
		});

		it('erases a user with the members’ sessions, a person wherever named, and a tenant, and nobody else', async () => {
			verifies('teams.memory-erased', 'teams.memory-walls');
			const memory = another();
			const other = `${tenant}-other`;
			const users = ['jo', 'jo/Team/Ann', 'joan', 'bo/jo', 'Carl@Customer.example', 'bo'];
			for (const user of users) {
				await memory.append({ tenant, user }, '1', said('hello'));
				await memory.append({ tenant: other, user }, '1', said('carl@customer.example'));
			}
			expect(await memory.eraseUser(tenant, 'jo')).toBe(2);
			await memory.append({ tenant, user: 'bo' }, '2', said('Ask CARL@customer.example.'));
			expect(await memory.erasePerson(tenant, 'carl@customer.example')).toBe(2);
			expect([...(await memory.readMany(tenant, users)).keys()]).toEqual(['joan', 'bo/jo']);
			await memory.erase({ tenant, user: 'bo/jo' });
			expect(await memory.eraseTenant(tenant)).toBe(1);
			expect(await redis.exists(index())).toBe(0);
			expect((await memory.readMany(other, users)).size).toBe(users.length);
		});

		it('says that Redis is away', async () => {
			const away = client();
			away.disconnect();
			await expect(another(away).read({ tenant, user: 'jo' })).rejects.toMatchObject({ code: 'queue-unavailable' });
		});
	});
}

need('redis')('where session memory lies', () => {
	it('lies in the cluster that its host names, and in the Redis of the queue without one', async () => {
		verifies('teams.memory-cluster');
		const [queue, cluster] = await Promise.all([startRedis({ appendOnly: false }), startRedisCluster()]);
		const redis = createRedisConnect({ url: queue.url })();
		const log = { debug() {}, info() {}, warn() {}, error() {}, child: () => log };
		const places = [undefined, cluster.urls.slice(0, 1)].map((urls) => openSessions({ redis, cluster: urls, log }));
		try {
			for (const [at, { memory }] of places.entries()) {
				const session = { tenant: `acme-${at}`, user: 'jo' };
				await memory.append(session, '1', said('hello'));
				expect(await memory.read(session)).toEqual(said('hello'));
			}
			expect(await redis.keys('ctx:*:jo')).toEqual(['ctx:{acme-0}:jo']);
		} finally {
			for (const { close } of places) close();
			redis.disconnect();
			await Promise.all([queue.remove(), cluster.remove()]);
		}
	});
});
