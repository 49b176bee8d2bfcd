/** The sandbox as a process of its own, and its control API: what it was asked, what landed, which faults it shows. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { keepCalls } from '../logs/kept.ts';
import { prepareProgram } from './program.ts';

export type SandboxOptions = {
	/** Folder with calls in Gong's wire format; without it the demo calls. */
	calls?: string;
	/** YYYY-MM-DD. */
	today?: string;
	zone?: string;
	/** How many calls the day before `today` gets. */
	dayCalls?: number;
	/** File that keeps messages and notes over a restart. */
	state?: string;
};

export type SandboxService = 'gong' | 'slack' | 'hubspot';

export type SandboxFault = {
	service: SandboxService;
	operation?: string;
	kind: 'status' | 'cut' | 'cut-after-write' | 'late-write' | 'hold' | 'body' | 'half-body' | 'delay';
	times?: number;
	skip?: number;
	status?: number;
	retryAfterSeconds?: number;
	delayMs?: number;
	body?: string;
};

export type SandboxMessage = {
	ts: string;
	channel: string;
	user: { id: string; email: string; name: string };
	text: string;
	blocks: Record<string, unknown>[];
	metadata?: { event_type: string; event_payload: Record<string, unknown> };
	at: string;
};

export type SandboxNote = {
	id: string;
	body: string;
	timestamp: string;
	associations: { type: 'contact' | 'deal' | 'company'; id: string; name: string }[];
	properties: Record<string, string>;
	at: string;
};

export type SandboxState = {
	today: string;
	zone: string;
	calls: number;
	messages: SandboxMessage[];
	notes: SandboxNote[];
};

export type SandboxRequest = {
	n: number;
	at: string;
	service: SandboxService;
	method: string;
	path: string;
	operation: string;
	/** Of the body. */
	digest: string;
	status: number;
	landed?: string;
};

export type SandboxSettings = {
	slack?: { ask?: 'open' | 'missing-scope' | 'rate-limited'; scopes?: string[] };
	hubspot?: {
		ask?: 'open' | 'missing-scope' | 'rate-limited';
		searchLagMs?: number;
		scopes?: string[];
		perTenSeconds?: number;
	};
	gong?: { perSecond?: number; scopes?: string[] };
};

export type Sandbox = {
	/** `http://127.0.0.1:PORT`. */
	readonly address: string;
	/** Addresses and secrets of connections to its services. */
	readonly gong: { address: string; accessKey: string; accessKeySecret: string };
	readonly slack: { address: string; token: string };
	readonly hubspot: { address: string; token: string };
	state(): Promise<SandboxState>;
	/** Requests numbered above `since`. */
	requests(since?: number): Promise<SandboxRequest[]>;
	fault(fault: SandboxFault): Promise<void>;
	clearFaults(): Promise<void>;
	/** Lets the held requests go on. */
	release(): Promise<void>;
	settings(settings: SandboxSettings): Promise<void>;
	/** The key of Gong's webhooks, PEM. */
	gongPublicKey(): Promise<string>;
	/** Has Gong say to that address that a call is over; what came back. */
	gongWebhook(webhook: { url: string; callId: string; isTest?: boolean }): Promise<{ status: number; body: string }>;
	/** Empties messages, notes, requests and faults; settings stay. */
	reset(): Promise<void>;
	stop(): Promise<void>;
};

const MAIN = path.resolve(import.meta.dirname, '../../engine/sandbox/main.ts');

export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	if (options.calls) keepCalls(options.calls);
	let address = '';
	const program = prepareProgram({
		name: 'sandbox',
		command: () => ({ path: process.execPath, parameters: [MAIN, '--port', '0', ...toArguments(options)] }),
		isReady: async (folder) => {
			const said = await readFile(path.join(folder, 'output.log'), 'utf8');
			address = /"listening":"([^"]+)"/.exec(said)?.[1] ?? '';
			return address !== '';
		},
		endSignal: 'SIGTERM',
	});
	await program.start();

	async function ask<Answer>(method: string, route: string, body?: object): Promise<Answer> {
		const response = await fetch(`${address}/sandbox/${route}`, {
			method,
			...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
		});
		const text = await response.text();
		if (!response.ok) throw new Error(`The sandbox refused ${method} ${route}: ${text}`);
		return JSON.parse(text) as Answer;
	}

	return {
		address,
		gong: { address: `${address}/gong`, accessKey: 'sandbox-access-key', accessKeySecret: 'sandbox-secret' },
		slack: { address: `${address}/slack/api/`, token: 'xoxb-sandbox' },
		hubspot: { address: `${address}/hubspot`, token: 'pat-sandbox' },
		state: () => ask('GET', 'state'),
		requests: async (since = 0) =>
			(await ask<{ requests: SandboxRequest[] }>('GET', `requests?since=${since}`)).requests,
		fault: (fault) => ask('POST', 'faults', fault),
		clearFaults: () => ask('DELETE', 'faults'),
		release: () => ask('POST', 'release'),
		settings: (settings) => ask('POST', 'settings', settings),
		gongPublicKey: async () => (await ask<{ publicKey: string }>('GET', 'gong/public-key')).publicKey,
		gongWebhook: (webhook) => ask('POST', 'gong/webhook', webhook),
		reset: () => ask('POST', 'reset'),
		stop: () => program.remove(),
	};
}

function toArguments({ calls, today, zone, dayCalls, state }: SandboxOptions): string[] {
	return [
		...(calls ? ['--calls', path.resolve(calls)] : []),
		...(today ? ['--today', today] : []),
		...(zone ? ['--zone', zone] : []),
		...(dayCalls ? ['--day-calls', String(dayCalls)] : []),
		...(state ? ['--state', path.resolve(state)] : []),
	];
}
