/**
 * A lock file that one living process holds. It names the process by id and start time, because ids are used again:
 * the lock of a killed process is recognized and taken over, without a moment in which two could hold it.
 */
import { type ExecFileSyncOptions, execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { TerminalError } from '../../../errors.ts';

export type Lock = { release(): void };

type Holder = { pid: number; started: string; nonce: string };

/**
 * Takes the lock or throws TerminalError `store-locked`, which tells the holder's process id.
 *
 * It is written beside and linked into place, so it is never seen half-written. A dead holder's lock is replaced only
 * by who holds a second lock, named after that very holder: of two that find it dead, one replaces it, and the other
 * finds a living one.
 */
export function takeLock(path: string): Lock {
	const mine: Holder = { pid: process.pid, started: startOf(process.pid) ?? '', nonce: randomUUID() };
	const draft = `${path}.${mine.nonce}`;
	writeFileSync(draft, JSON.stringify(mine), { mode: 0o600, flag: 'wx' });
	try {
		if (!linked(draft, path)) replaceDead(path, draft);
	} finally {
		removed(draft);
	}
	return {
		release() {
			if (readHolder(path)?.nonce === mine.nonce) removed(path);
		},
	};
}

function replaceDead(path: string, draft: string): void {
	const holder = readHolder(path);
	if (holder === undefined) {
		// Released between our two looks.
		if (linked(draft, path)) return;
		throw lockedBy(readHolder(path), path);
	}
	if (isAlive(holder)) throw lockedBy(holder, path);
	const turn = takeLock(`${path}.${holder.nonce}`);
	try {
		const now = readHolder(path);
		if (now?.nonce !== holder.nonce) throw lockedBy(now, path);
		renameSync(draft, path);
	} finally {
		turn.release();
	}
}

function lockedBy(holder: Holder | undefined, path: string): TerminalError {
	const who = holder === undefined ? 'another process' : `process ${holder.pid}`;
	return new TerminalError(
		'store-locked',
		`The embedded database is in use by ${who}. Stop it, or set SOPHIA_HOME to another folder.`,
		{ details: { pid: holder?.pid, lock: path } },
	);
}

function linked(from: string, to: string): boolean {
	try {
		linkSync(from, to);
		return true;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
		throw error;
	}
}

function removed(path: string): void {
	try {
		unlinkSync(path);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
	}
}

/** Undefined when there is no lock. What cannot be read as one counts as a dead holder's. */
function readHolder(path: string): Holder | undefined {
	let text: string;
	try {
		text = readFileSync(path, 'utf8');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
		throw error;
	}
	try {
		const { pid, started, nonce } = JSON.parse(text) as Partial<Holder>;
		if (Number.isInteger(pid) && typeof started === 'string' && typeof nonce === 'string' && /^[\w-]+$/.test(nonce)) {
			return { pid: pid as number, started, nonce };
		}
	} catch {
		// Cut short by a power failure, or not ours.
	}
	return { pid: 0, started: '', nonce: 'unreadable' };
}

function isAlive({ pid, started }: Holder): boolean {
	if (pid <= 0) return false;
	try {
		process.kill(pid, 0);
	} catch (error) {
		// EPERM: it lives and belongs to somebody else.
		if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
	}
	const now = startOf(pid);
	return now === undefined || started === '' || now === started;
}

/** When a process started, as text to compare: boot and clock ticks on Linux, else what `ps` says; undefined: unknown. */
function startOf(pid: number): string | undefined {
	try {
		const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
		const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
		// Field 22, counted behind the command in parentheses, which may hold blanks (man 5 proc).
		return `${boot}/${status.slice(status.lastIndexOf(')') + 2).split(' ')[19]}`;
	} catch {
		// No /proc here, or the process has just gone.
	}
	try {
		const options = { stdio: ['ignore', 'pipe', 'ignore'], timeout: 5_000 } satisfies ExecFileSyncOptions;
		return (
			execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], options)
				.toString()
				.trim() || undefined
		);
	} catch {
		return undefined;
	}
}
