/**
 * A server as a process of its own, which can be killed: `node program.ts FOLDER WORLD [PORT]`, over HTTP with a port, else
 * over standard input and output. FOLDER/control.json says what it offers, and is read for each list; when it changes,
 * the server says so. FOLDER/calls.jsonl gets a line for each call, list and session,
 * FOLDER/pids one for each start.
 */
import { randomUUID } from 'node:crypto';
import { appendFileSync, readFileSync, watch } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import type { Control } from './control.ts';
import {
	CallToolRequestSchema,
	ListToolsRequestSchema,
	Server,
	StdioServerTransport,
	StreamableHTTPServerTransport,
} from './sdk.ts';
import { WORLDS } from './worlds.ts';

const [folder = '', worldName = '', port] = process.argv.slice(2);
const world = WORLDS[worldName];
if (!world) throw new Error(`There is no world ${worldName}.`);
const control = (): Control => JSON.parse(readFileSync(join(folder, 'control.json'), 'utf8'));
appendFileSync(join(folder, 'pids'), `${process.pid}\n`);

const tell = (call: object) => appendFileSync(join(folder, 'calls.jsonl'), `${JSON.stringify(call)}\n`);

const servers = new Set<Server>();

function build(): Server {
	const server = new Server({ name: worldName, version: '1.0.0' }, { capabilities: { tools: { listChanged: true } } });
	server.setRequestHandler(ListToolsRequestSchema, async ({ params }) => {
		const { offers = Object.keys(world ?? {}), extra = [], perPage = 1_000, noList = false } = control();
		tell({ tool: 'tools/list', input: {} });
		if (noList) await new Promise(() => {});
		const listed: unknown[] = offers.map((name) => {
			const { description, inputSchema, outputSchema, annotations } = world?.[name] ?? {
				description: `Made up: ${name}.`,
				inputSchema: { type: 'object' },
			};
			return { name, description, inputSchema, outputSchema, annotations };
		});
		const all = [...listed, ...extra];
		const from = Number(params?.cursor ?? 0);
		const next = from + perPage < all.length ? { nextCursor: String(from + perPage) } : {};
		return { tools: all.slice(from, from + perPage), ...next } as never;
	});
	server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
		const { name, arguments: input = {}, _meta } = params;
		tell({ tool: name, input, meta: _meta });
		const tool = world?.[name];
		if (!tool || !(control().offers ?? Object.keys(world)).includes(name)) throw new Error(`There is no tool ${name}.`);
		return (await tool.run(input)) as never;
	});
	server.oninitialized = () => tell({ tool: 'initialized', input: {} });
	servers.add(server);
	server.onclose = () => servers.delete(server);
	return server;
}

let last = readFileSync(join(folder, 'control.json'), 'utf8');
watch(join(folder, 'control.json'), () => {
	const now = readFileSync(join(folder, 'control.json'), 'utf8');
	if (now === last || now === '') return;
	last = now;
	if (control().silent) return;
	for (const server of servers) server.sendToolListChanged().catch(() => {});
}).unref();

if (port === undefined) {
	await build().connect(new StdioServerTransport());
	process.stdin.on('end', () => process.exit(0));
} else {
	const sessions = new Map<string, StreamableHTTPServerTransport>();
	createServer(async (request, response) => {
		const refuse = (status: number) => response.writeHead(status).end();
		const { token } = control();
		if (token !== undefined && request.headers.authorization !== `Bearer ${token}`) return refuse(401);
		const id = request.headers['mcp-session-id'];
		const known = sessions.get(String(id));
		if (request.method === 'GET') tell({ tool: 'listens', input: {} });
		if (known) return known.handleRequest(request, response);
		if (id !== undefined) return refuse(404);
		const transport = new StreamableHTTPServerTransport({
			sessionIdGenerator: randomUUID,
			onsessioninitialized: (session) => void sessions.set(session, transport),
			onsessionclosed: (session) => void sessions.delete(session),
			enableJsonResponse: control().json ?? false,
		});
		await build().connect(transport as never);
		return transport.handleRequest(request, response);
	}).listen(Number(port), '127.0.0.1');
}
