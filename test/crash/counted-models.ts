/**
 * A stand-in of OpenAI in the process of the test, which nobody kills: it counts every model call of a team by run, member and
 * turn, and knows which were under way on a connection that broke.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { pause } from './waiting.ts';

export const LEADER = 'Lead';
export const MEMBERS = ['Ann', 'Bob', 'Cleo'] as const;

/** A leader that hands out work to three, each of whom tells a colleague by chat and then reports. */
export const CALLS_OF_A_RUN = 2 + MEMBERS.length * 2;

export const markOf = (run: number): string => `Run ${run}:`;
export const messageOf = (run: number, member: string): string => `${member} tells of run ${run}`;

/** Moments in ms since 1970. */
export type SeenCall = {
	run: number;
	member: string;
	turn: number;
	at: number;
	/** When the connection on which it came was closed. */
	closedAt: number | undefined;
};

type Connection = { calls: SeenCall[]; closedAt: number | undefined };

export type CountedModels = { address: string; calls: SeenCall[]; close(): Promise<void> };

type Message = { role: string; content: string | null };

/** `colleagues`: e-mail addresses. Every answer takes from 50 to `mostMs`. */
export async function startCountedModels(colleagues: readonly string[], mostMs: number): Promise<CountedModels> {
	const calls: SeenCall[] = [];
	const connections = new WeakMap<Socket, Connection>();

	async function answer(request: IncomingMessage): Promise<string> {
		const pieces: Buffer[] = [];
		for await (const piece of request) pieces.push(piece as Buffer);
		const { model, messages } = JSON.parse(Buffer.concat(pieces).toString('utf8')) as {
			model: string;
			messages: Message[];
		};
		// A process may be killed between its request and our reading of it.
		const connection = connections.get(request.socket);
		const seen = { ...whoAsks(messages), at: Date.now(), closedAt: connection?.closedAt };
		calls.push(seen);
		connection?.calls.push(seen);
		await pause(50 + ((calls.length * 97) % (mostMs - 50)));
		const said = messageFor(seen, colleagues, calls.length);
		const finish = 'tool_calls' in said ? 'tool_calls' : 'stop';
		return JSON.stringify({
			...{ id: 'chatcmpl-counted', object: 'chat.completion', created: 1_764_000_000, model },
			choices: [{ index: 0, message: { role: 'assistant', ...said }, logprobs: null, finish_reason: finish }],
			usage: { prompt_tokens: 400, completion_tokens: 40, total_tokens: 440 },
		});
	}

	const server = createServer((request, response) => {
		answer(request).then(
			(text) => response.writeHead(200, { 'content-type': 'application/json' }).end(text),
			// The client is gone, or asks what nobody foresaw: then it hears so.
			(error: unknown) => !response.headersSent && response.writeHead(500).end(String(error)),
		);
	});
	server.on('connection', (socket: Socket) => {
		const connection: Connection = { calls: [], closedAt: undefined };
		connections.set(socket, connection);
		socket.once('close', () => {
			connection.closedAt = Date.now();
			for (const call of connection.calls) call.closedAt = connection.closedAt;
		});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
		calls,
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

function whoAsks(messages: Message[]): Pick<SeenCall, 'run' | 'member' | 'turn'> {
	const text = messages.map(({ content }) => content ?? '').join('\n');
	const [, run] = /Run (\d+):/.exec(text) ?? [];
	const [, member] = /^You are (\w+)/.exec(messages[0]?.content ?? '') ?? [];
	if (run === undefined || member === undefined) throw new Error(`Nobody knows who asks: ${text.slice(0, 500)}`);
	return { run: Number(run), member, turn: messages.filter(({ role }) => role === 'assistant').length + 1 };
}

function messageFor({ run, member, turn }: SeenCall, colleagues: readonly string[], number: number) {
	if (turn > 1) return { content: `${member} is done with run ${run}.` };
	const called = (name: string, given: object, at: number) => ({
		...{ id: `call_${number}_${at}`, type: 'function' },
		function: { name, arguments: JSON.stringify(given) },
	});
	if (member === LEADER) {
		const order = (name: string) => ({ member: name, task: `Tell a colleague of it, ${name}.` });
		return { content: null, tool_calls: MEMBERS.map((name, at) => called('delegate', order(name), at)) };
	}
	const to = colleagues[(run + MEMBERS.indexOf(member as 'Ann')) % colleagues.length];
	return { content: null, tool_calls: [called('slack-notifier', { to, text: messageOf(run, member) }, 0)] };
}
