/** The tenant `demo` with a key and three connections to the sandbox; made once, found again on the next start. */
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { Message } from '../shared/message.mjs';
import { engineFolder } from '../shared/paths.mjs';
import { step } from '../shared/progress.mjs';
import { run, tail } from '../shared/run.mjs';

/** The sandbox's published secrets: they open nothing else. */
const vendors = [
	{ vendor: 'gong', path: '/gong', secret: 'sandbox-access-key:sandbox-secret' },
	{ vendor: 'slack', path: '/slack/api/', secret: 'xoxb-sandbox' },
	{ vendor: 'hubspot', path: '/hubspot', secret: 'pat-sandbox' },
];

/** The connections of the demo tenant, as a run names them. */
export const connections = { calls: 'gong-main', chat: 'slack-main', crm: 'hubspot-main' };

/** What the demo keeps between starts, in `home`/demo.json, readable by its owner only. */
export function remembered(/** @type {string} */ home) {
	const file = path.join(home, 'demo.json');
	/** @type {Record<string, string>} */
	const values = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
	return {
		values,
		remember(/** @type {Record<string, string>} */ more) {
			Object.assign(values, more);
			writeFileSync(file, `${JSON.stringify(values, null, '\t')}\n`, { mode: 0o600 });
			chmodSync(file, 0o600);
		},
	};
}

/**
 * @param {{ node: string, home: string, redis: string, engine: string, sandbox: string, zone: string }} options
 *   `redis`, `engine`, `sandbox`: addresses; `zone`: of the tenant
 * @returns {Promise<string>} the API key
 */
export async function prepareDemo({ node, home, redis, engine, sandbox, zone }) {
	const command = async (/** @type {string[]} */ args, /** @type {string | undefined} */ input) => {
		const env = { ...process.env, SOPHIA_HOME: home, REDIS_URL: redis };
		const result = await run(node, [path.join(engineFolder, 'main.ts'), ...args], { env, input });
		if (result.code !== 0) throw new Message(`engine ${args.join(' ')}:\n${tail(result.stderr || result.stdout)}`);
		return result.stdout.trim();
	};
	const { values, remember } = remembered(home);
	const addressOf = (/** @type {string} */ place) => new URL(place, sandbox).href;
	let existing = values.apiKey ? await listConnections(engine, values.apiKey) : undefined;
	const fits = (/** @type {(typeof vendors)[number]} */ { vendor, path: place }) =>
		existing?.some(({ id, address }) => id === `${vendor}-main` && same(address, addressOf(place)));
	if (existing && vendors.every(fits)) return /** @type {string} */ (values.apiKey);

	return await step('Making the tenant demo, its API key and its connections to the sandbox', async () => {
		if (!existing) {
			await command(['tenant', 'create', 'demo', '--zone', zone], undefined).catch((error) => {
				if (!/exists/.test(error.message)) throw error; // A lost demo.json: the tenant is still there.
			});
			remember({ apiKey: await command(['key', 'create', '--tenant', 'demo', '--name', 'npm start'], undefined) });
			existing = await listConnections(engine, /** @type {string} */ (values.apiKey));
		}
		for (const entry of vendors.filter((vendor) => !fits(vendor))) {
			const { vendor, path: place, secret } = entry;
			if (existing?.some(({ id }) => id === `${vendor}-main`)) {
				await command(['connection', 'remove', '--tenant', 'demo', `${vendor}-main`], undefined);
			}
			const args = ['connection', 'add', vendor, '--tenant', 'demo', '--name', 'main', '--address', addressOf(place)];
			await command(args, secret);
		}
		return /** @type {string} */ (values.apiKey);
	});
}

const same = (/** @type {string} */ a, /** @type {string} */ b) => a.replace(/\/$/, '') === b.replace(/\/$/, '');

/** @returns {Promise<{ id: string, address: string }[] | undefined>} undefined where the key is not known */
async function listConnections(/** @type {string} */ engine, /** @type {string} */ apiKey) {
	const response = await fetch(`${engine}/v1/connections`, { headers: { authorization: `Bearer ${apiKey}` } });
	if (response.status === 401) return undefined;
	if (!response.ok) throw new Message(`GET /v1/connections answered ${response.status}: ${await response.text()}`);
	return /** @type {any} */ (await response.json()).connections;
}
