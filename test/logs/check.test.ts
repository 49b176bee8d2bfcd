import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { DEMO_CALLS } from '../../engine/sandbox/demo/calls.ts';
import { MODEL_KEY } from '../../engine/sandbox/models/server.ts';
import { verifies } from '../verifies.ts';
import { checkLogs } from './check.ts';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'sophia-logs-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What a test in `file` has kept. */
function kept(file: string, lines: string[], canaries: object[] = []): void {
	const entries = lines.map((line) => JSON.stringify({ file, test: 'a test', line }));
	writeFileSync(path.join(folder, `lines-${file}.jsonl`), `${entries.join('\n')}\n`);
	writeFileSync(
		path.join(folder, `canaries-${file}.jsonl`),
		canaries.map((one) => `${JSON.stringify(one)}\n`).join(''),
	);
}

it('reads every line of every process, and names the test whose log holds what it must not', () => {
	verifies('logs.no-secret-or-speech');
	const secret = 'of-another-test';
	const demo = DEMO_CALLS[0]?.script.split('\n').find((line) => line.length > 80) ?? '';
	const prompt = 'What was said on the call is material';
	kept('one', [
		'{"msg":"listening"}',
		`{"msg":"${secret}"}`,
		`{"err":{"message":"${demo.slice(demo.indexOf(': ') + 2)}"}}`,
	]);
	kept(
		'two',
		['{"msg":"answered"}', `{"msg":"refused ${MODEL_KEY}"}`, '{"said":"What we say about that."}'],
		[
			{ kind: 'secret', what: 'the secret of a connection', text: secret },
			{
				kind: 'speech',
				what: 'an answer of a model',
				text: JSON.stringify({ sentences: [{ text: prompt, line: 1 }] }),
			},
		],
	);
	const { lines, tests, found, secrets, sentences } = checkLogs(folder);
	expect([lines, tests]).toEqual([6, 2]);
	expect(secrets).toBeGreaterThan(3);
	expect(sentences).toBeGreaterThan(500);
	expect(found).toEqual([
		{ file: 'one', test: 'a test', what: 'the secret of a connection' },
		{ file: 'one', test: 'a test', what: 'a transcript' },
		{ file: 'two', test: 'a test', what: 'the key of a model' },
	]);
	expect(JSON.stringify(found)).not.toContain(secret);
});

it('has seen nothing where nothing was kept', () => {
	expect(checkLogs(folder)).toMatchObject({ lines: 0, found: [] });
});
