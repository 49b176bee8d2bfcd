/**
 * Word that calls are over, sent to a running engine over HTTP: by Gong, and by everybody else. What was taken is
 * counted by somebody who subscribed, and forged word must neither be answered with 200 nor be told.
 */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CallEvent } from '../../engine/contract/event.ts';
import { type EngineHome, makeEngineHome } from '../contracts/engine/engine-process.ts';
import { startReceiver } from '../contracts/events/receiver.ts';
import { seededRandom } from '../crash/random.ts';
import { bodyOf, forgeries, makeKeys, type Place, signed, type WebhookRequest } from '../forged/webhook.ts';
import { startRedis } from '../servers/redis.ts';
import { concurrently, option, print } from './shared/figures.ts';

const FORGED = option('forged', 1_000);
const VALID = option('valid', 200);
const AT_ONCE = 8;

process.env.SOPHIA_SEED ??= '1';

const redis = await startRedis();
const home = await makeEngineHome({ REDIS_URL: redis.url, PUBLIC_URL: 'https://sophia.example/' });
const receiver = await startReceiver();
try {
	const { address } = await home.serve();
	if (address === undefined) throw new Error('The engine does not listen.');
	const [here, there] = [await connect(home, 'here', address), await connect(home, 'there', address)];

	const statuses = new Map<string, number>();
	const accepted: string[] = [];
	const odd: string[] = [];
	const forger = { random: seededRandom('webhook'), place: here, other: there, keys: makeKeys() };
	await concurrently([...forgeries(forger, FORGED)], AT_ONCE, async ({ kind, ...request }) => {
		const { status, code } = await send(request, address);
		statuses.set(`${status} ${code}`, (statuses.get(`${status} ${code}`) ?? 0) + 1);
		if (status < 300) accepted.push(kind);
		if (status !== 400 && status !== 401) odd.push(`${kind}: ${status} ${code}`);
	});

	const ids = Array.from({ length: VALID }, (_, index) => String(7_000_000_000_000_000_000n + BigInt(index)));
	const outcomes: string[] = [];
	// Each is sent twice, as a service does that did not hear the answer.
	await concurrently([...ids, ...ids], AT_ONCE, async (id) => {
		const { outcome } = await send(signed(here, bodyOf(id)), address);
		outcomes.push(outcome ?? 'refused');
	});
	await receiver.until(VALID);
	const told = receiver.received.map(({ event }) => (event as CallEvent).data.call.id);
	const forgedTold = told.filter((id) => !ids.includes(id)).length;
	const count = (outcome: string) => outcomes.filter((one) => one === outcome).length;
	const answered = [...statuses].map(([answer, times]) => `${times} × ${answer}`).join(', ');
	const oddly = odd.length > 0 ? `; answered oddly: ${odd.slice(0, 3).join(', ')}` : '';
	print({
		...{ bench: 'webhook', metric: 'forged_accepted', value: accepted.length + forgedTold, unit: 'requests' },
		note: `${FORGED} forged, seed ${process.env.SOPHIA_SEED}: ${answered}${oddly}`,
	});
	print({
		...{ bench: 'webhook', metric: 'valid_accepted_share', value: (count('told') + count('repeated')) / (2 * VALID) },
		...{ unit: 'share', note: `${VALID} calls, each sent twice: ${count('told')} told, ${count('repeated')} repeated` },
	});
	print({
		...{ bench: 'webhook', metric: 'told_per_valid_call', value: new Set(told).size / VALID, unit: 'events' },
		note: `${told.length} events arrived for ${VALID} calls`,
	});
} finally {
	await receiver.close();
	await home.remove();
	await redis.remove();
}
// A kept connection must not keep the process.
process.exit();

/** A tenant with a Gong, and somebody who wants to be told of its finished calls. */
async function connect(engine: EngineHome, tenant: string, address: string): Promise<Place> {
	const run = async (words: string[], input = '') => {
		const ran = await engine.run(words, { input });
		if (ran.code !== 0) throw new Error(`engine ${words.join(' ')}: ${ran.err}`);
		return ran.out.trim();
	};
	const keys = makeKeys();
	const file = path.join(engine.home, `${tenant}.pem`);
	await writeFile(file, keys.publicKey);
	await run(['tenant', 'create', tenant]);
	const gong = ['connection', 'add', 'gong', '--tenant', tenant, '--name', 'main', '--address', 'http://127.0.0.1:9'];
	await run(gong, 'access:secret');
	const place = await run(['connection', 'webhook', '--tenant', tenant, 'gong-main', '--public-key', file]);
	const key = await run(['key', 'create', '--tenant', tenant]);
	const response = await fetch(`${address}/v1/subscriptions`, {
		method: 'POST',
		headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
		body: JSON.stringify({ url: `${receiver.address}/${tenant}`, filters: { types: ['call.finished'] } }),
	});
	if (!response.ok) throw new Error(`POST subscriptions: ${response.status} ${await response.text()}`);
	return { ...keys, address: place };
}

/** The way a proxy passes it on: the address that Gong signed is the outer one. */
async function send(request: WebhookRequest, engine: string) {
	const response = await fetch(engine + new URL(request.address).pathname, {
		method: 'POST',
		headers: {
			'content-type': 'application/json',
			...(request.authorization ? { authorization: request.authorization } : {}),
		},
		body: new Uint8Array(request.body),
	});
	const answer = (await response.json()) as { outcome?: string; error?: { code: string } };
	return { status: response.status, code: answer.error?.code ?? answer.outcome, outcome: answer.outcome };
}
