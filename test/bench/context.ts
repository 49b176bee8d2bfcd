/** Reading session memory over a bare GET of the same bytes: one client, in turns, another session each time. */
import { createTokens } from '../../engine/adapters/models/tokens.ts';
import { createRedisConnect } from '../../engine/adapters/redis/connection.ts';
import type { Message } from '../../engine/ports/model.ts';
import { sessionMemoryOver } from '../../engine/wiring/sessions.ts';
import { seededRandom } from '../crash/random.ts';
import { startRedis } from '../servers/redis.ts';
import { option, print, quantile } from './shared/figures.ts';

const READS = option('reads', 20_000);
const SESSIONS = option('sessions', 1_000);
const BATCH = 100;
const TENANT = 'acme';

process.env.SOPHIA_SEED ??= '1';
const { between } = seededRandom('context');

/** Words as they follow each other in talk; made up, so that they compress as speech does and not as one word. */
const SYLLABLES = 'ba ke li mo nu pra ste vi zon tor qua del fi gra hu jen lo mi ser ta un wes'.split(' ');
const WORDS = Array.from({ length: 3_000 }, () =>
	Array.from({ length: between(1, 4) }, () => SYLLABLES[between(0, SYLLABLES.length - 1)]).join(''),
);
const words = (count: number) =>
	Array.from({ length: count }, () => WORDS[Math.floor(WORDS.length * (between(0, 1_000) / 1_001) ** 3)]).join(' ');

const log = { debug() {}, info() {}, warn: console.error, error: console.error, child: () => log };
const server = await startRedis({ appendOnly: false });
const redis = createRedisConnect({ url: server.url })();
const memory = sessionMemoryOver(redis, createTokens(), log);
const keyOf = (user: string) => `ctx:{${TENANT}}:${user}`;

/** As members keep them: what was asked, and what was reported. */
async function converse(user: string, turns: number): Promise<void> {
	const said: Message[] = [{ role: 'system', content: words(60) }];
	for (let at = 0; at < turns; at += 1) {
		said.push(
			{ role: 'user', content: words(between(8, 40)) },
			{ role: 'assistant', content: words(between(40, 200)) },
		);
	}
	await memory.append({ tenant: TENANT, user }, 'said', said);
}

async function measured(work: () => Promise<unknown>): Promise<number> {
	const begun = performance.now();
	await work();
	return (performance.now() - begun) * 1_000;
}

type Times = { bare: number[]; read: number[] };

/** Whoever is first changes each time. */
async function compare(users: readonly string[], reads: number): Promise<Times> {
	const times: Times = { bare: [], read: [] };
	for (let at = 0; at < reads; at += 1) {
		const user = users[at % users.length] as string;
		const bare = async () => times.bare.push(await measured(() => redis.getBuffer(keyOf(user))));
		const read = async () => times.read.push(await measured(() => memory.read({ tenant: TENANT, user })));
		for (const one of at % 2 === 0 ? [bare, read] : [read, bare]) {
			await one();
			// That a session was accessed is told after its reader has it; it must not slow the other.
			await new Promise((resolve) => setImmediate(resolve));
			await redis.ping();
		}
	}
	return times;
}

const round = (value: number) => value.toFixed(0);

for (const [name, turns] of [
	['', 5],
	['_full', 100],
] as const) {
	const users = Array.from({ length: SESSIONS }, (_, at) => `user${name}-${at}`);
	for (const user of users) await converse(user, turns);
	const bytes = await redis.strlen(keyOf(users[0] as string));
	const unpacked = JSON.stringify(await memory.read({ tenant: TENANT, user: users[0] as string })).length;
	await compare(users, Math.min(READS, 2_000));
	const { bare, read } = await compare(users, READS);
	const [bare99, read99] = [quantile(bare, 0.99), quantile(read, 0.99)];
	const how = `${READS} reads of ${SESSIONS} sessions of ${unpacked} bytes, ${bytes} compressed`;
	print({
		...{ bench: 'context', metric: `read_p99_ratio_to_bare_get${name}`, value: read99 / bare99, unit: 'ratio' },
		note: `${how}; p99 ${round(read99)} us over ${round(bare99)} us, p50 ${round(quantile(read, 0.5))} over ${round(quantile(bare, 0.5))}`,
	});
	print({
		...{ bench: 'context', metric: `read_p99_baseline${name}`, value: bare99, unit: 'us' },
		note: `bare GET; ${how}`,
	});
	const batches: number[] = [];
	for (let from = 0; from + BATCH <= users.length; from += BATCH) {
		batches.push(await measured(() => memory.readMany(TENANT, users.slice(from, from + BATCH))));
	}
	const each = quantile(batches, 0.5) / BATCH;
	print({
		...{ bench: 'context', metric: `batch_read_each${name}`, value: each, unit: 'us' },
		note: `${BATCH} users a batch, median`,
	});
}
redis.disconnect();
await server.remove();
process.exit();
