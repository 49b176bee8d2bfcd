/** Runs the real n8n with settings that keep it on this machine. */
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { environmentWith } from '../install.mjs';
import { start, untilReady } from '../shared/processes.mjs';

/** What n8n must not do: call out, ask, or load parts nobody needs here. */
const quiet = {
	N8N_DISABLED_MODULES: 'mcp-registry,instance-ai,chat-hub,workflow-builder',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',
	EXTERNAL_FRONTEND_HOOKS_URLS: '',
	N8N_SECURE_COOKIE: 'false', // The editor is on http://127.0.0.1, where browsers send no secure cookie.
	NO_COLOR: '1',
	NODE_ENV: 'production', // Under a test runner's `test` n8n says nothing and ends.
};

/**
 * What a person has set for an n8n of their own, which this one must not touch (its database, its queue), and what
 * only the engine is to know.
 */
const foreign =
	/^(N8N|DB|EXECUTIONS|QUEUE|WEBHOOK|NODES|NODE_FUNCTION|CREDENTIALS|GENERIC|VUE_APP|SOPHIA)_|^(DATABASE_URL|REDIS_URL)$/;

/** The environment of our n8n: the machine's, without what is meant for another program. */
export function hostEnvironment(env = process.env) {
	return Object.fromEntries(Object.entries(env).filter(([name]) => !foreign.test(name)));
}

/**
 * @typedef {{ email: string, password: string }} Owner
 *
 * @param {{ node: string, host: string, userFolder: string, port: number, brokerPort: number, owner: Owner,
 *   log: string, env?: Record<string, string> }} options `host`: the folder of {@link installHost};
 *   `brokerPort`: a second free port, for n8n's task runner; `env` wins over the settings here
 * @returns {{ address: string, process: import('../shared/processes.mjs').Started, ready: () => Promise<void> }}
 */
export function startN8n({ node, host, userFolder, port, brokerPort, owner, log, env = {} }) {
	mkdirSync(userFolder, { recursive: true, mode: 0o700 });
	const address = `http://127.0.0.1:${port}`;
	const bcrypt = createRequire(path.join(host, 'package.json'))('bcryptjs');
	const n8n = start({
		name: 'n8n',
		command: node,
		args: [path.join(host, 'node_modules', 'n8n', 'bin', 'n8n'), 'start'],
		cwd: userFolder,
		env: {
			...environmentWith(node, hostEnvironment()),
			...quiet,
			N8N_USER_FOLDER: userFolder,
			N8N_PORT: String(port),
			N8N_LISTEN_ADDRESS: '127.0.0.1',
			N8N_EDITOR_BASE_URL: `${address}/`,
			WEBHOOK_URL: `${address}/`,
			N8N_RUNNERS_BROKER_PORT: String(brokerPort),
			N8N_INSTANCE_OWNER_MANAGED_BY_ENV: 'true',
			N8N_INSTANCE_OWNER_EMAIL: owner.email,
			N8N_INSTANCE_OWNER_FIRST_NAME: 'Sophia',
			N8N_INSTANCE_OWNER_LAST_NAME: 'Demo',
			N8N_INSTANCE_OWNER_PASSWORD_HASH: bcrypt.hashSync(owner.password, 10),
			...env,
		},
		log,
	});
	// Its own word first: another n8n may answer on a port that was taken in between.
	const answers = async (/** @type {string} */ log) => {
		if (!log.includes('n8n ready on')) return undefined;
		const response = await fetch(`${address}/healthz/readiness`).catch(() => undefined);
		return response?.ok || undefined;
	};
	return {
		address,
		process: n8n,
		async ready() {
			await untilReady(n8n, answers, { withinSeconds: 180, everyMs: 250 });
		},
	};
}
