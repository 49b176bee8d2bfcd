/** The real n8n for end-to-end tests, with the pack installed and a credential for the engine. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { installHost } from '../../scripts/host/install.mjs';
import * as host from '../../scripts/host/n8n.mjs';
import { installPack } from '../../scripts/host/pack.mjs';
import { type Session, signIn } from '../../scripts/host/session.mjs';
import { node24 } from '../../scripts/install.mjs';
import { anyPort } from '../../scripts/shared/ports.mjs';

export { type Execution, hasEnded, outputOf, type Session, type Workflow } from '../../scripts/host/session.mjs';

export interface N8n {
	/** `http://127.0.0.1:PORT`; the same after a restart. */
	readonly address: string;
	/** The login for the editor. */
	readonly owner: { email: string; password: string };
	/** What to put under `credentials.sophiaApi` of a node. */
	readonly credential: { id: string; name: string };
	/** Signed in to the n8n that runs now: ask for it again after a restart. */
	readonly session: Session;
	/** The file that holds what n8n wrote. */
	readonly log: string;
	/** Stops it; SIGKILL for a crash. */
	stop(signal?: NodeJS.Signals): Promise<void>;
	/** Starts it again on the same data and port, after {@link stop} or a stop of its own. */
	restart(): Promise<void>;
	/** Stops it, takes away its database (workflows, executions, credentials), and starts it; the instance stays. */
	emptyDatabase(): Promise<void>;
}

export interface N8nOptions {
	engineAddress: string;
	apiKey: string;
	/** An empty folder for everything that this n8n stores; the caller removes it. */
	folder: string;
	/** More settings of n8n, such as GENERIC_TIMEZONE. */
	env?: Record<string, string>;
}

/** Starts n8n and waits until it answers; 10 s with an installed host, plus 10 s when the pack has changed. */
export async function startN8n({ engineAddress, apiKey, folder, env }: N8nOptions): Promise<N8n> {
	const node = await node24();
	const installed = await installHost({ node });
	await installPack({ node, userFolder: folder });
	const owner = { email: 'owner@sophia.example', password: 'Sophia-owner-1' };
	const log = path.join(folder, 'n8n.log');
	const [port, brokerPort] = [await anyPort(), await anyPort()];
	const data = { address: engineAddress, apiKey, n8nAddress: '' };

	async function open() {
		const options = { node, host: installed, userFolder: folder, port, brokerPort, owner, log, env };
		const started = host.startN8n(options);
		await started.ready();
		const session = await signIn({ address: started.address, host: installed, owner });
		const credential = await session.credential({ name: 'Sophia', type: 'sophiaApi', data });
		return { ...started, session, credential };
	}

	let current = await open();
	const stop = (signal?: NodeJS.Signals) => current.process.stop(signal);
	const restart = async () => {
		await stop();
		current = await open();
	};
	return {
		address: current.address,
		owner,
		get credential() {
			return current.credential;
		},
		get session() {
			return current.session;
		},
		log,
		stop,
		restart,
		async emptyDatabase() {
			await stop();
			for (const suffix of ['', '-wal', '-shm']) {
				await rm(path.join(folder, '.n8n', `database.sqlite${suffix}`), { force: true });
			}
			await restart();
		},
	};
}

/**
 * Waits until n8n listens on a production webhook: activation and start register webhooks a moment after they say they
 * have. Asks with a method that no webhook has, so that no workflow runs.
 */
export async function untilWebhook(address: string, webhookPath: string, withinSeconds = 30): Promise<void> {
	const deadline = Date.now() + withinSeconds * 1000;
	for (;;) {
		const response = await fetch(`${address}/webhook/${webhookPath}`, { method: 'DELETE' });
		const text = await response.text();
		if (/Did you mean to make a/.test(text)) return;
		if (Date.now() > deadline) throw new Error(`n8n has no webhook ${webhookPath}: ${response.status} ${text}`);
		await sleep(100);
	}
}
