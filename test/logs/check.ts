/** Holds all that engines of tests have logged against every secret that they had and every sentence that was said. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DEMO_CALLS } from '../../engine/sandbox/demo/calls.ts';
import { HUBSPOT_TOKEN } from '../../engine/sandbox/hubspot.ts';
import { MODEL_KEY } from '../../engine/sandbox/models/server.ts';
import { SLACK_TOKEN } from '../../engine/sandbox/slack.ts';
import { type Canaries, createFinder, sentencesIn } from './find.ts';
import type { KeptCanary, KeptLine } from './kept.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

export type Checked = {
	lines: number;
	/** Tests during which something was logged. */
	tests: number;
	secrets: number;
	sentences: number;
	/** What was found where: never the thing itself. */
	found: { file: string; test: string; what: string }[];
};

/** `folder`: what kept.ts has kept in. */
export function checkLogs(folder: string): Checked {
	const canaries = canariesOf(read<KeptCanary>(folder, 'canaries'));
	const find = createFinder(canaries);
	const tests = new Set<string>();
	const found = new Map<string, Checked['found'][number]>();
	let lines = 0;
	for (const { file, test, line } of read<KeptLine>(folder, 'lines')) {
		lines += 1;
		tests.add(`${file} ${test}`);
		const what = find(line);
		if (what) found.set(`${file} ${test} ${what}`, { file, test, what });
	}
	const { secrets, sentences } = canaries;
	return { lines, tests: tests.size, secrets: secrets.size, sentences: sentences.size, found: [...found.values()] };
}

function* read<Entry>(folder: string, kind: 'lines' | 'canaries'): Generator<Entry> {
	for (const name of globSync(`${kind}-*.jsonl`, { cwd: folder }).sort()) {
		for (const line of readFileSync(path.join(folder, name), 'utf8').split('\n')) {
			if (line !== '') yield JSON.parse(line) as Entry;
		}
	}
}

/** Those that tests have kept, those of the stand-ins, the demo calls, and every prompt. */
function canariesOf(kept: Iterable<KeptCanary>): Canaries {
	const secrets = new Map([
		[MODEL_KEY, 'the key of a model'],
		[SLACK_TOKEN, 'a token of Slack'],
		[HUBSPOT_TOKEN, 'a token of HubSpot'],
	]);
	const sentences = new Map<string, string>();
	const add = (text: string, what: string) => {
		for (const sentence of sentencesIn(text)) if (!sentences.has(sentence)) sentences.set(sentence, what);
	};
	for (const file of globSync('engine/domain/**/prompts/*.md', { cwd: ROOT })) {
		add(readFileSync(path.join(ROOT, file), 'utf8'), 'a prompt');
	}
	for (const { script } of DEMO_CALLS) add(script, 'a transcript');
	const folders = new Set<string>();
	for (const { kind, text, what } of kept) {
		if (kind === 'secret') secrets.set(text, what);
		else if (kind === 'speech') add(text, what);
		else folders.add(text);
	}
	for (const folder of folders) {
		for (const file of globSync('**/*.json', { cwd: folder })) {
			add(readFileSync(path.join(folder, file), 'utf8'), 'a transcript');
		}
	}
	return { secrets, sentences };
}

/** `node test/logs/check.ts FOLDER`: one line of JSON. */
if (process.argv[1] === import.meta.filename) {
	process.stdout.write(`${JSON.stringify(checkLogs(process.argv[2] ?? ''))}\n`);
}
