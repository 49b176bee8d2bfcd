/** Starts a real MCP server for tests, over HTTP or as a program that the engine starts, and has it misbehave. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Service } from '../../../engine/contract/service.ts';
import { anyPort } from '../../../scripts/shared/ports.mjs';
import { type Program, prepareProgram } from '../program.ts';
import type { Control } from './control.ts';
import { READS } from './worlds.ts';

export type Call = { tool: string; input: Record<string, unknown>; meta?: Record<string, unknown> };

export type McpServer = {
	/** As a file of services has it, checked. */
	readonly service: Service;
	/** From now on, also in a process that runs. */
	set(control: Control): void;
	/** Calls of tools since the beginning; `tools/list`, `initialized` and, over HTTP, `listens` among them. */
	calls(): Call[];
	/** Kills the process, and with stdio every one. */
	kill(): Promise<void>;
	/** Over HTTP, on the same port; with stdio the engine does it. */
	start(): Promise<void>;
	remove(): Promise<void>;
};

export type Transport = 'http' | 'stdio';

const PROGRAM = join(import.meta.dirname, 'program.ts');

/** `world`: of worlds.ts; the service has its name where `more` names no other. */
export async function startMcp(
	world: string,
	transport: Transport,
	more: Partial<Service> = {},
	control: Control = {},
): Promise<McpServer> {
	const folder = mkdtempSync(join(tmpdir(), 'sophia-mcp-'));
	const set = (next: Control) => writeFileSync(join(folder, 'control.json'), JSON.stringify(next));
	set(control);
	const shared = {
		name: world,
		deadlineSeconds: 20,
		reads: [...(READS[world] ?? [])],
		approval: [],
		tenants: undefined,
	};
	const lines = (file: string) =>
		existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8').split('\n').filter(Boolean) : [];
	let program: Program | undefined;
	let service: Service;
	if (transport === 'http') {
		const port = await anyPort();
		program = prepareProgram({
			name: `mcp-${world}`,
			command: () => ({ path: process.execPath, parameters: [PROGRAM, folder, world, String(port)] }),
			isReady: () => isOpen(port),
			endSignal: 'SIGKILL',
		});
		await program.start();
		service = { ...shared, url: `http://127.0.0.1:${port}/mcp`, headers: {}, ...more } as Service;
	} else {
		const args = [PROGRAM, folder, world];
		service = { ...shared, command: process.execPath, args, variables: [], ...more } as Service;
	}
	const running = () => lines('pids').map(Number).filter(isAlive);
	const kill = async () => {
		if (program) return program.stop('SIGKILL');
		const pids = running();
		for (const pid of pids) process.kill(pid, 'SIGKILL');
		while (pids.some(isAlive)) await new Promise((resolve) => setTimeout(resolve, 2));
	};
	return {
		service,
		set,
		calls: () => lines('calls.jsonl').map((line) => JSON.parse(line) as Call),
		kill,
		async start() {
			await program?.start();
		},
		async remove() {
			await kill();
			await program?.remove();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
	} catch {
		return false;
	}
	// A killed child that its parent has not taken notice of is no longer alive.
	return existsSync(`/proc/${pid}`) ? !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8')) : true;
}

function isOpen(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1', () => {
			socket.destroy();
			resolve(true);
		});
		socket.on('error', () => resolve(false));
	});
}
