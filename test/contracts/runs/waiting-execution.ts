/** Plays the resume address of an execution that waits in n8n, with n8n's own answers. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export type ResumeAnswer =
	/** It goes on now. */
	| 'resumed'
	/** It goes on now, and the answer is lost. */
	| 'resumed-unheard'
	| 'waiting'
	| 'running-already'
	| 'finished-already'
	| 'finished-with-error'
	| 'unknown'
	/** An emptied database gave its number to another execution. */
	| 'of-another';

const ANSWERS: Record<Exclude<ResumeAnswer, 'resumed-unheard'>, { status: number; body: object }> = {
	resumed: { status: 200, body: { accepted: true } },
	waiting: { status: 200, body: { waiting: true } },
	'running-already': { status: 409, body: { message: 'The execution "7" is running already.' } },
	'finished-already': { status: 409, body: { message: 'The execution "7" has finished already.' } },
	'finished-with-error': { status: 409, body: { message: 'The execution "7" has finished with error.' } },
	'of-another': { status: 401, body: { error: 'Invalid token' } },
	unknown: { status: 404, body: { message: 'The execution "7" does not exist.' } },
};

export type WaitingExecution = {
	readonly url: string;
	/** What came in so far. */
	readonly received: { method: string; body: string }[];
	/** Answers the next requests in this order; the last one stays. */
	answer(...answers: ResumeAnswer[]): void;
	/** Stops listening: connections are refused. */
	stop(): Promise<void>;
	/** Listens again on the same port. */
	start(): Promise<void>;
};

export async function startWaitingExecution(...answers: ResumeAnswer[]): Promise<WaitingExecution> {
	const received: WaitingExecution['received'] = [];
	let server: Server;
	let port = 0;
	let next = answers;

	async function start(): Promise<void> {
		server = createServer(async (request, response) => {
			// The engine looks at the origin before it takes a run.
			if (request.url === '/') return void response.end();
			let body = '';
			for await (const chunk of request.setEncoding('utf8')) body += chunk;
			received.push({ method: request.method ?? '', body });
			const answer = (next.length > 1 ? next.shift() : next[0]) ?? 'waiting';
			if (answer === 'resumed-unheard') return void response.destroy();
			const { status, body: text } = ANSWERS[answer];
			response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(text));
		});
		await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
		port = (server.address() as AddressInfo).port;
	}
	await start();

	return {
		url: `http://127.0.0.1:${port}/webhook-waiting/7?signature=abc`,
		received,
		answer(...more) {
			next = more;
		},
		start,
		async stop() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
