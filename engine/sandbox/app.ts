/** Builds the sandbox: three look-alikes, the control API and the inbox page behind one server. */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createControl } from './control.ts';
import { type Answer, type Exchange, encode, type Operation, readBody, type Service, send } from './exchange.ts';
import { createFaults, type Fault } from './faults.ts';
import { createGong } from './gong.ts';
import { createGongWebhooks } from './gong-webhook.ts';
import { createHubspot } from './hubspot.ts';
import { createInbox } from './page/inbox.ts';
import { createRate } from './rate.ts';
import { createRequestLog, type LoggedRequest, type ServiceName } from './requests.ts';
import { defaultSettings } from './settings.ts';
import { createSlack } from './slack.ts';
import { openState } from './state.ts';
import type { World } from './world.ts';

export interface Sandbox {
	server: Server;
	/** Stops listening, cuts what is open and drops held requests and late writes. */
	close(): Promise<void>;
}

export interface SandboxOptions {
	world: World;
	/** The journal that keeps messages and notes over a restart; absent: memory. */
	stateFile?: string;
	/** The clock of rate limits, timestamps and the search index, in milliseconds since 1970. */
	now?: () => number;
}

export function buildSandbox({ world, stateFile, now = Date.now }: SandboxOptions): Sandbox {
	const settings = defaultSettings();
	const state = openState(stateFile, now);
	const requests = createRequestLog();
	const faults = createFaults();
	const rate = createRate(now);
	const services: Record<ServiceName, Service> = {
		gong: createGong(world, settings, rate),
		slack: createSlack(world, settings, state, rate),
		hubspot: createHubspot({ world, settings, state, rate, now }),
	};
	const webhooks = createGongWebhooks({ world, keyFile: stateFile && `${stateFile}.gong-key` });
	const control = createControl({ world, state, requests, faults, settings, rate, webhooks });
	const inbox = createInbox(world, state);

	async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const url = new URL(request.url ?? '/', 'http://sandbox');
		const exchange: Exchange = {
			method: request.method ?? 'GET',
			path: url.pathname,
			query: url.searchParams,
			headers: request.headers,
			raw: await readBody(request),
		};
		const prefix = url.pathname.split('/')[1] ?? '';
		if (Object.hasOwn(services, prefix)) {
			const service = prefix as ServiceName;
			const inner = { ...exchange, path: url.pathname.slice(prefix.length + 1) };
			return serve(service, services[service](inner), inner, response);
		}
		send(response, prefix === 'sandbox' ? await control(exchange) : inbox(exchange));
	}

	async function serve(service: ServiceName, operation: Operation, exchange: Exchange, response: ServerResponse) {
		const { method, path, raw } = exchange;
		const digest = createHash('sha256').update(raw).digest('hex').slice(0, 16);
		const entry = requests.add({ service, method, path: `/${service}${path}`, operation: operation.name, digest });
		const fault = faults.take(service, operation.name);
		const write = (): Answer => {
			const answer = operation.handle();
			if (answer.landed !== undefined) entry.landed = answer.landed;
			return answer;
		};
		if (fault) return spoil(fault, write, entry, response);
		reply(response, entry, write());
	}

	async function spoil(fault: Fault, write: () => Answer, entry: LoggedRequest, response: ServerResponse) {
		switch (fault.kind) {
			case 'status': {
				const retry = fault.retryAfterSeconds;
				const headers = retry === undefined ? undefined : { 'retry-after': String(retry) };
				return reply(response, entry, { status: fault.status, headers, body: fault.body ?? '{}' });
			}
			case 'body':
				return reply(response, entry, { status: 200, body: fault.body ?? '' });
			case 'cut':
				response.destroy();
				return;
			case 'cut-after-write':
				write();
				response.destroy();
				return;
			case 'late-write':
				response.destroy();
				return faults.later(fault.delayMs, write);
			case 'half-body': {
				const answer = write();
				const bytes = encode(answer);
				return reply(response, entry, answer, bytes.subarray(0, Math.floor(bytes.length / 2)));
			}
			case 'hold':
				// A vendor that has the request works it off, whether or not the caller still listens.
				if (await faults.held()) return reply(response, entry, write());
				response.destroy();
				return;
			case 'delay':
				return faults.later(fault.delayMs, () => reply(response, entry, write()));
		}
	}

	function reply(response: ServerResponse, entry: LoggedRequest, answer: Answer, bytes?: Buffer): void {
		entry.status = answer.status;
		send(response, answer, bytes);
	}

	const server = createServer((request, response) => {
		respond(request, response).catch((error: unknown) => {
			const message = error instanceof Error ? error.message : String(error);
			send(response, { status: 500, body: { error: `sandbox: ${message}` } });
		});
	});
	return {
		server,
		close() {
			faults.abandon();
			server.closeAllConnections();
			return new Promise((resolve) => server.close(() => resolve()));
		},
	};
}
