/**
 * Keeps what engines of tests write to their logs, and what must never stand there: scripts/test.mjs has the one held against
 * the other when all suites are over. Does nothing where `SOPHIA_TEST_LOGS` names no folder.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import type { Script, Scripted } from '../../engine/sandbox/models/script.ts';
import type { ModelServer } from '../../engine/sandbox/models/server.ts';

/** A line of a log, and the test during which it came. */
export type KeptLine = { file: string; test: string; line: string };

/** `secret`: no log may hold it. `speech`: none may hold a sentence of it. `calls`: a folder with transcripts. */
export type KeptCanary = { kind: 'secret' | 'speech' | 'calls'; what: string; text: string };

/** More of one upload tells nothing new. */
const MOST_SPEECH = 100_000;

export function keepLine(line: string): void {
	keep('lines', { ...current(), line } satisfies KeptLine);
}

/** The whole log of an engine that writes to a file. */
export function keepLogFile(file: string): void {
	if (!existsSync(file)) return;
	for (const line of readFileSync(file, 'utf8').split('\n')) if (line !== '') keepLine(line);
}

/** `what`: in words that may be shown. Secrets of two parts, as Gong's, are kept as both. */
export function keepSecret(what: string, secret: string): void {
	for (const text of new Set([secret, ...secret.split(':')]))
		keep('canaries', { kind: 'secret', what, text } as KeptCanary);
}

export function keepSpeech(what: string, speech: string): void {
	keep('canaries', { kind: 'speech', what, text: speech.slice(0, MOST_SPEECH) } satisfies KeptCanary);
}

export function keepCalls(folder: string): void {
	keep('canaries', { kind: 'calls', what: 'a transcript', text: path.resolve(folder) } satisfies KeptCanary);
}

/** Keeps all that a stand-in of a provider is told to answer from here on. */
export function keepAnswers(server: ModelServer): void {
	keepSecret('the key of a model', server.key);
	const { script } = server;
	const kept = (scripted: Scripted | undefined) => {
		if (scripted?.kind === 'say') keepSpeech('an answer of a model', scripted.text ?? '');
		return scripted as Scripted;
	};
	server.script = (next: Script) =>
		script(typeof next === 'function' ? async (request) => kept(await next(request)) : next.map(kept));
}

function keep(kind: 'lines' | 'canaries', entry: KeptLine | KeptCanary): void {
	const folder = process.env.SOPHIA_TEST_LOGS;
	if (folder) appendFileSync(path.join(folder, `${kind}-${process.pid}.jsonl`), `${JSON.stringify(entry)}\n`);
}

/** Benches use the same helpers, outside of jest. */
function current(): { file: string; test: string } {
	const { expect } = globalThis as { expect?: { getState(): { testPath?: string; currentTestName?: string } } };
	const { testPath = '', currentTestName = 'before or between its tests' } = expect?.getState() ?? {};
	return { file: path.relative(process.cwd(), testPath), test: currentTestName };
}
