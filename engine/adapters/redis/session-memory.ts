/**
 * Session memory over Redis, one server or a cluster. `ctx:{tenant}:user` holds a session, `ctx:{tenant}` when each was
 * accessed last. The braces put all of a tenant into one slot, so that a script reads many of its users at once.
 */
import type { Cluster, Redis } from 'ioredis';
import { RetryableError } from '../../errors.ts';
import type { Log } from '../../ports/log.ts';
import type { Message } from '../../ports/model.ts';
import type {
	AddToSession,
	KeptSession,
	SessionErasure,
	SessionMemory,
	SessionScope,
	Summarize,
} from '../../ports/session-memory.ts';
import { sessionCommands } from './session-memory/scripts.ts';
import { packSession, unpackSession } from './session-memory/value.ts';

export type RedisSessionMemoryOptions = {
	redis: Redis | Cluster;
	/** What stays when something is added. */
	add: AddToSession;
	log: Log;
	/** Since the last access. */
	keptSeconds?: number;
};

const DAY_SECONDS = 24 * 60 * 60;

/** So long Redis may take, ms. */
const PATIENCE_MS = 5_000;

/** Of one script: Redis does nothing else meanwhile. */
const BATCH = 100;

/** Each time another append of the same session was faster. */
const MOST_ATTEMPTS = 100;

/** Braces in a name would move its tenant's keys to another slot; what is escaped has none. */
const escaped = (name: string) => encodeURIComponent(name.toWellFormed());
const indexOf = (tenant: string) => `ctx:{${escaped(tenant)}}`;
const keyOf = (tenant: string, user: string) => `${indexOf(tenant)}:${escaped(user)}`;

const empty = (): KeptSession => ({ ids: [], messages: [], tokens: [] });
const NO_BYTES = Buffer.alloc(0);

export function createRedisSessionMemory(options: RedisSessionMemoryOptions): SessionMemory & SessionErasure {
	const { redis, add, log, keptSeconds = DAY_SECONDS } = options;
	const commands = sessionCommands(redis);

	const accessed = new Map<string, Set<string>>();

	/** After whoever reads has the answer; those of one moment go together. */
	function touch(tenant: string, users: readonly string[]): void {
		if (users.length === 0) return;
		if (accessed.size === 0) setImmediate(tellAccesses);
		const those = accessed.get(tenant) ?? new Set();
		for (const user of users) those.add(user);
		accessed.set(tenant, those);
	}

	function tellAccesses(): void {
		const lots = [...accessed].flatMap(([tenant, users]) => inLots([...users]).map((some) => [tenant, some] as const));
		for (const [tenant, users] of lots) {
			const keys = [indexOf(tenant), ...users.map((user) => keyOf(tenant, user))];
			const touched = answered(commands.sophiaSessionTouch(keys.length, ...keys, keptSeconds, ...users));
			touched.catch((error: unknown) => log.warn({ tenant, err: error }, 'the last access of a session was not noted'));
		}
		accessed.clear();
	}

	/** One is read without a script: that takes half the time. */
	async function bytesOfOne(tenant: string, user: string): Promise<Buffer | null> {
		try {
			return await redis.getBuffer(keyOf(tenant, user));
		} catch (error) {
			if (/^WRONGTYPE/.test((error as Error).message)) return NO_BYTES;
			throw error;
		}
	}

	async function bytesOf(tenant: string, users: readonly string[]): Promise<(Buffer | null)[]> {
		const keys = users.map((user) => keyOf(tenant, user));
		return answered(commands.sophiaSessionReadBuffer(keys.length, ...keys));
	}

	/** Undefined where there is none. Bytes that somebody else wrote count as none; they are replaced by the next append. */
	function sessionIn(tenant: string, bytes: Buffer | null | undefined): KeptSession | undefined {
		if (!bytes) return undefined;
		try {
			return unpackSession(bytes);
		} catch (error) {
			log.warn(
				{ tenant, reason: (error as Error).message.slice(0, 100) },
				'a session cannot be read and counts as none',
			);
			return undefined;
		}
	}

	/** The same older turns are put into words once, however often somebody else was faster. */
	function once(tenant: string, summarize: Summarize) {
		const written = new Map<string, string | undefined>();
		return async (older: Message[]): Promise<string | undefined> => {
			const said = JSON.stringify(older);
			if (written.has(said)) return written.get(said);
			const summary = await summarize(older).catch((error: unknown) => {
				log.warn({ tenant, err: error }, 'older turns of a session were not summarized');
				return undefined;
			});
			written.set(said, summary);
			return summary;
		};
	}

	/** In batches; one entry a user whose session is there. */
	async function* batches(tenant: string, users: readonly string[]): AsyncGenerator<[string, Message[]][]> {
		for (const some of inLots(users)) {
			const bytes = await bytesOf(tenant, some);
			yield some.flatMap((user, at): [string, Message[]][] => {
				const session = sessionIn(tenant, bytes[at]);
				return session ? [[user, session.messages]] : [];
			});
		}
	}

	async function eraseAll(tenant: string, users: readonly string[]): Promise<number> {
		let gone = 0;
		for (const some of inLots(users)) {
			const keys = [indexOf(tenant), ...some.map((user) => keyOf(tenant, user))];
			gone += await answered(commands.sophiaSessionErase(keys.length, ...keys, ...some));
		}
		return gone;
	}

	const usersOf = (tenant: string) => answered(redis.zrange(indexOf(tenant), '0', '-1'));

	return {
		async read({ tenant, user }) {
			const session = sessionIn(tenant, await answered(bytesOfOne(tenant, user)));
			if (session) touch(tenant, [user]);
			return session?.messages ?? [];
		},
		async readMany(tenant, users) {
			const found = new Map<string, Message[]>();
			for await (const some of batches(tenant, [...new Set(users)]))
				for (const [user, said] of some) found.set(user, said);
			touch(tenant, [...found.keys()]);
			return found;
		},
		async append({ tenant, user }: SessionScope, id, messages, summarize) {
			const shorten = summarize && once(tenant, summarize);
			for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
				const before = await answered(bytesOfOne(tenant, user));
				const session = await add(sessionIn(tenant, before) ?? empty(), id, messages, shorten);
				if (session === undefined) return;
				const values = [keptSeconds, user, before ?? NO_BYTES, packSession(session)];
				const swapped = await answered(commands.sophiaSessionSwap(2, indexOf(tenant), keyOf(tenant, user), ...values));
				if (swapped === 1) return;
			}
			throw new RetryableError('queue-unavailable', 'A session changed all the time.', { details: { reason: 'busy' } });
		},
		async erase({ tenant, user }) {
			await eraseAll(tenant, [user]);
		},
		async eraseUser(tenant, user) {
			const theirs = (await usersOf(tenant)).filter((one) => one.startsWith(`${user}/`));
			return eraseAll(tenant, [user, ...theirs]);
		},
		async erasePerson(tenant, email) {
			const users = await usersOf(tenant);
			const address = email.toLowerCase();
			const named = users.filter((user) => user.toLowerCase().includes(address));
			for await (const some of batches(tenant, users)) {
				const saying = some.filter(([, said]) => JSON.stringify(said).toLowerCase().includes(address));
				named.push(...saying.map(([user]) => user));
			}
			return eraseAll(tenant, [...new Set(named)]);
		},
		async eraseTenant(tenant) {
			return eraseAll(tenant, await usersOf(tenant));
		},
	};
}

function inLots(users: readonly string[]): string[][] {
	const lots: string[][] = [];
	for (let from = 0; from < users.length; from += BATCH) lots.push(users.slice(from, from + BATCH));
	return lots;
}

/** Nobody may wait for a Redis that is away; a command that is on its way is not taken back, and may be repeated. */
async function answered<Value>(answer: Promise<Value>): Promise<Value> {
	const { promise: late, reject } = Promise.withResolvers<never>();
	const timer = setTimeout(() => reject(new Error('late')), PATIENCE_MS);
	try {
		return await Promise.race([answer, late]);
	} catch (error) {
		throw new RetryableError('queue-unavailable', undefined, { details: { reason: (error as Error).name } });
	} finally {
		clearTimeout(timer);
	}
}
