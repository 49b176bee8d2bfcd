/**
 * Services (MCP servers) that are killed at random moments while runs open and use their tools, and that come back with all
 * of their tools, some or none. Of each toolbox is asked whether every tool that the service ever listed is offered or
 * said to be missing; what each write did is counted by the servers.
 */
import { createServices } from '../../engine/adapters/mcp/services.ts';
import { SophiaError } from '../../engine/errors.ts';
import type { Breakers } from '../../engine/ports/breakers.ts';
import type { Log } from '../../engine/ports/log.ts';
import type { Toolbox, ToolRun } from '../../engine/ports/tool.ts';
import { clock, openGuard, unstopped } from '../contracts/outside/fakes.ts';
import { seededRandom } from '../crash/random.ts';
import { type McpServer, startMcp, type Transport } from '../servers/mcp/start.ts';
import { option, print } from './shared/figures.ts';

const KILLS = option('kills', 200);
const RUNS = option('runs', 3);
/** A kill comes at most so long after the last start, ms. */
const LATEST_MS = 400;

const OFFERED = ['echo', 'add', 'note', 'slow'];
/** What a service comes back with. */
const RETURNS = [OFFERED, OFFERED, ['echo'], []];

const random = seededRandom('mcp-kill');
const silent: Log = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };
/** Always closed: each toolbox is to meet the service, not its breaker. */
const breakers: Breakers = { enter: async () => 'closed', record: async () => {} };

const found = { toolboxes: 0, empty: 0, fewer: 0, uses: 0, unclear: 0, writes: 0, repeated: 0 };

const runOf = (at: number): ToolRun => ({
	...{ id: `run-${at}`, rootId: `run-${at}`, tenant: 'acme', connections: {}, delivery: 'send', recipient: undefined },
	...{ requestedAt: new Date(0), signal: unstopped },
});

for (const transport of ['http', 'stdio'] as const) await round(transport, Math.ceil(KILLS / 2));

const note = `${KILLS} kills, ${found.toolboxes} looks at toolboxes, ${found.uses} uses`;
const bench = 'mcp-kill';
print({ bench, metric: 'silent_empty_tool_sets', value: found.empty, unit: 'toolboxes', note });
print({ bench, metric: 'silently_missing_tools', value: found.fewer, unit: 'tools', note });
print({ bench, metric: 'unclear_ends', value: found.unclear, unit: 'uses', note });
print({
	bench,
	metric: 'repeated_writes',
	value: found.repeated,
	unit: 'writes',
	note: `of ${found.writes} asked for`,
});

async function round(transport: Transport, kills: number): Promise<void> {
	const reads = OFFERED.filter((name) => name !== 'note');
	const server = await startMcp('trouble', transport, { deadlineSeconds: 5, reads }, { offers: OFFERED });
	const services = createServices({
		...{ services: [server.service], variable: () => undefined, breakers, clock, log: silent },
	});
	const done = new AbortController();
	try {
		// The first of all toolboxes learns what there is.
		await (await services.open(runOf(0), { tools: [], services: ['trouble'] })).close();
		const working = Array.from({ length: RUNS }, (_, at) => work(services.open, transport, at, done.signal));
		for (let kill = 0; kill < kills; kill++) {
			await clock.sleep(random.between(0, LATEST_MS));
			await server.kill();
			server.set({ offers: random.pick(RETURNS), silent: true });
			await server.start();
		}
		done.abort();
		await Promise.all(working);
		count(server);
	} finally {
		done.abort();
		await services.close();
		await server.remove();
	}
}

/** One run after the other: opens, looks, uses, looks again, closes. */
async function work(
	open: (run: ToolRun, wanted: { tools: string[]; services: string[] }) => Promise<Toolbox>,
	transport: Transport,
	at: number,
	done: AbortSignal,
): Promise<void> {
	for (let turn = 0; !done.aborted; turn++) {
		const box = await open(runOf(at), { tools: [], services: ['trouble'] });
		look(box);
		await Promise.all([
			use(() => reading(box, 'echo', { words: 'x' })),
			use(() => reading(box, 'add', { a: 1, b: 2 })),
			use(() => reading(box, 'slow', { ms: 10 })),
			use(() => writing(box, `${transport} ${at} ${turn}`)),
		]);
		look(box);
		await box.close();
	}
}

function look(box: Toolbox): void {
	found.toolboxes += 1;
	if (box.tools.size === 0 && box.missing.length === 0) found.empty += 1;
	const told = new Set(box.missing.map(({ tool }) => tool));
	const whole = told.has('trouble.*');
	found.fewer += OFFERED.filter(
		(name) => !box.tools.has(`trouble.${name}`) && !told.has(`trouble.${name}`) && !whole,
	).length;
}

async function use(once: () => Promise<unknown>): Promise<void> {
	found.uses += 1;
	await once().catch((error: unknown) => {
		if (!(error instanceof SophiaError)) found.unclear += 1;
	});
}

async function reading(box: Toolbox, name: string, input: object): Promise<unknown> {
	const tool = box.tools.get(`trouble.${name}`);
	return tool && !tool.writes ? tool.use(input, unstopped) : undefined;
}

async function writing(box: Toolbox, words: string): Promise<unknown> {
	const tool = box.tools.get('trouble.note');
	if (!tool?.writes) return undefined;
	found.writes += 1;
	return tool.attempt({ words }, words).do(openGuard());
}

function count(server: McpServer): void {
	const seen = new Map<string, number>();
	for (const { tool, input } of server.calls()) {
		if (tool !== 'note') continue;
		seen.set(String(input.words), (seen.get(String(input.words)) ?? 0) + 1);
	}
	found.repeated += [...seen.values()].filter((times) => times > 1).length;
}
