/**
 * OpenAI's chat completions with as little work as can be, so that it is not what is measured: a request with tools is
 * answered with one call for each member, one with results of tools with the answer, any other with a report.
 * `POST /control` with `{ "delayMs": N }` sets how long each answer takes, and says how many were given since the last one.
 */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ANSWER, MEMBERS, PART, REPORT } from './work.ts';

type Tool = { function: { name: string; parameters?: { properties?: Record<string, unknown> } } };
type Asked = { model: string; tools?: Tool[]; messages: { role: string }[]; stream?: boolean };
type Call = { name: string; arguments: string };

let delayMs = 0;
let answered = 0;

/** By the names of the tools and their fields: one that takes a member is called for each, of several each is called once. */
const known = new Map<string, Call[]>();
function callsOf(tools: Tool[]): Call[] {
	const key = tools.map((tool) => `${tool.function.name} ${fieldsOf(tool)}`).join();
	const calls = known.get(key) ?? tools.flatMap(callsOfOne);
	known.set(key, calls);
	return calls;
}

const fieldsOf = ({ function: { parameters } }: Tool): string[] => Object.keys(parameters?.properties ?? {});

function callsOfOne(tool: Tool): Call[] {
	const fields = fieldsOf(tool);
	const { name } = tool.function;
	const filled = (member: string) => Object.fromEntries(fields.map((key) => [key, key === 'member' ? member : PART]));
	const members = fields.includes('member') ? MEMBERS.map((one) => one.name) : [name];
	return members.map((member) => ({ name, arguments: JSON.stringify(filled(member)) }));
}

const USAGE = { prompt_tokens: 400, completion_tokens: 60, total_tokens: 460 };

function completion({ model, tools, messages }: Asked): object {
	const isLast = messages.at(-1)?.role === 'tool';
	const calls = tools?.length && !isLast ? callsOf(tools) : undefined;
	const message = calls
		? {
				...{ role: 'assistant', content: null },
				tool_calls: calls.map((call, at) => ({ id: `call_${answered}_${at}`, type: 'function', function: call })),
			}
		: { role: 'assistant', content: isLast ? ANSWER : REPORT };
	return {
		...{ id: `chatcmpl-${answered}`, object: 'chat.completion', created: 1_764_000_000, model, usage: USAGE },
		choices: [{ index: 0, message, logprobs: null, finish_reason: calls ? 'tool_calls' : 'stop' }],
	};
}

function control(body: string): object {
	const given = answered;
	delayMs = (JSON.parse(body) as { delayMs: number }).delayMs;
	answered = 0;
	return { answered: given };
}

async function answer(request: IncomingMessage): Promise<string> {
	const pieces: Buffer[] = [];
	for await (const piece of request) pieces.push(piece as Buffer);
	const body = Buffer.concat(pieces).toString('utf8');
	// What the traces of a side are told to.
	if (request.url === '/v1/traces') return '{}';
	if (request.url === '/control') return JSON.stringify(control(body));
	answered += 1;
	const said = JSON.stringify(completion(JSON.parse(body) as Asked));
	if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
	return said;
}

const server = createServer((request, response) => {
	answer(request).then(
		(text) =>
			response
				.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
				.end(text),
		(error: unknown) => response.writeHead(500).end(String(error)),
	);
});
server.keepAliveTimeout = 600_000;
server.listen(0, '127.0.0.1', () => {
	const { port } = server.address() as AddressInfo;
	process.stdout.write(`${JSON.stringify({ ready: true, origin: `http://127.0.0.1:${port}` })}\n`);
});
process.once('SIGTERM', () => process.exit(0));
// A bench that was killed leaves nobody behind.
process.once('disconnect', () => process.exit(0));
process.channel?.unref();
