/** A real PostgreSQL for tests: an unprivileged cluster in a temporary folder, durable as in production (fsync on). */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { anyPort } from '../../scripts/shared/ports.mjs';
import { findProgram, missingProgram, prepareProgram } from './program.ts';

export type PostgresServer = {
	/** `postgres://…` with a login that may do everything. */
	readonly url: string;
	/** Ends the server and keeps its data. SIGINT (the default): orderly, cutting connections; SIGQUIT: as in a crash. */
	stop(signal?: NodeJS.Signals): Promise<void>;
	/** Stops it where it runs, and starts it on the same data and port. */
	restart(): Promise<void>;
	/** Ends the server and removes its data. */
	remove(): Promise<void>;
};

const DEBIAN = '/usr/lib/postgresql';

/** Starts a new cluster. Throws an error with `missing: 'postgres'` where PostgreSQL is not installed. */
export async function startPostgres(): Promise<PostgresServer> {
	const initdb = findProgram('initdb', debianFolders());
	const postgres = findProgram('postgres', debianFolders());
	if (initdb === undefined || postgres === undefined) throw missingProgram('postgres', 'apt-get install -y postgresql');
	const user = unprivilegedUser();
	const port = await anyPort();
	const program = prepareProgram({
		name: 'postgres',
		user,
		command: (folder) => ({
			path: postgres,
			parameters: ['-D', dataOf(folder), '-p', String(port), '-h', '127.0.0.1', '-c', 'unix_socket_directories='],
		}),
		isReady,
		endSignal: 'SIGINT',
	});
	const made = spawnSync(
		initdb,
		['-D', dataOf(program.folder), '-U', 'sophia', '--auth=trust', '-E', 'UTF8', '--no-locale', '--no-sync'],
		{ encoding: 'utf8', cwd: program.folder, ...user },
	);
	if (made.status !== 0) {
		await program.remove();
		throw new Error(`initdb failed: ${made.error?.message ?? made.stderr}`);
	}
	await program.start();
	return {
		url: `postgres://sophia@127.0.0.1:${port}/postgres`,
		stop: program.stop,
		remove: program.remove,
		async restart() {
			await program.stop();
			await program.start();
		},
	};
}

function dataOf(folder: string): string {
	return join(folder, 'data');
}

/** Debian keeps the programs of each release beside the PATH; the newest comes first. */
function debianFolders(): string[] {
	try {
		const releases = readdirSync(DEBIAN).sort((one, other) => Number(other) - Number(one));
		return releases.map((release) => join(DEBIAN, release, 'bin'));
	} catch {
		return [];
	}
}

/** PostgreSQL refuses to run as root: then the package's own user does. */
function unprivilegedUser(): { uid: number; gid: number } | undefined {
	if (process.getuid?.() !== 0) return undefined;
	const users = readFileSync('/etc/passwd', 'utf8').split('\n');
	const entry = users.find((line) => line.startsWith('postgres:')) ?? users.find((line) => line.startsWith('nobody:'));
	const [, , uid, gid] = (entry ?? '').split(':').map(Number);
	if (uid === undefined || gid === undefined) throw new Error('There is neither a user postgres nor nobody.');
	return { uid, gid };
}

/** The server writes its state into line 8 of postmaster.pid, its process id into line 1. */
async function isReady(folder: string, pid: number): Promise<boolean> {
	const lines = await readFile(join(dataOf(folder), 'postmaster.pid'), 'utf8').then(
		(text) => text.split('\n'),
		() => [],
	);
	return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
}
