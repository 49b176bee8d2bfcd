/** `npm test`: the whole proof, closed by one line that counts everything. `--unit`: the fast tests only. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { checkAll } from './check.mjs';
import { installHost } from './host/install.mjs';
import { checkMachine, environmentWith, installEngine, installTools, node24 } from './install.mjs';
import { canApt, installWithApt } from './shared/apt.mjs';
import { Message, runMain } from './shared/message.mjs';
import { onPath } from './shared/on-path.mjs';
import { root } from './shared/paths.mjs';
import { stopAll } from './shared/processes.mjs';
import { say, secondsSince, step } from './shared/progress.mjs';
import { ending, run } from './shared/run.mjs';

/** In how many processes each suite runs: most wait for servers of their own; what is killed wants the machine for itself. */
const suites = { contracts: 2, e2e: 2, crash: 1 };
const work = mkdtempSync(path.join(tmpdir(), 'sophia-test-'));
const skips = path.join(work, 'skips');
/** What engines of tests log, and what must never stand there: test/logs/kept.ts. */
const logs = path.join(work, 'logs');
mkdirSync(logs);
const total = { passed: 0, failed: 0, skipped: 0 };

/** What the suites on real servers need, and the commands that tell that it is there. */
const wanted = [
	{ what: 'redis', commands: ['redis-server'] },
	{ what: 'postgres', commands: ['postgres', '/usr/lib/postgresql'] },
	{ what: 'chromium', commands: ['chromium', 'chromium-browser', 'google-chrome'] },
	{ what: 'compiler', commands: ['g++', 'c++'] },
	{ what: 'compiler', commands: ['make'] },
	{ what: 'compiler', commands: ['python3'] },
];

/** As root on Debian or Ubuntu installs what is missing; elsewhere the tests that need it say so. */
async function installMissing() {
	const missing = [...new Set(wanted.filter(({ commands }) => !onPath(...commands)).map(({ what }) => what))];
	if (missing.length === 0 || !canApt()) return;
	await step(`Installing ${missing.join(', ')} with apt-get`, () => installWithApt(missing)).catch(report);
}

/** What cannot be had is no reason to leave out the rest: the tests that need it are skipped, or fail where required. */
function report(/** @type {unknown} */ error) {
	if (!(error instanceof Message)) throw error;
	say(error.message);
}

/** What jest needs for modules, and what keeps V8 from aborting under the embedded store (engine/webassembly.ts). */
const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', '--no-wasm-code-gc'];

/** Runs jest and adds its counts to the total. */
async function jest(/** @type {string} */ name, /** @type {string[]} */ args, /** @type {string} */ node) {
	const began = Date.now();
	say(`\n— ${name}`);
	const file = path.join(work, `${name}.json`);
	const env = { ...environmentWith(node), SOPHIA_SKIPS: skips, SOPHIA_TEST_LOGS: logs };
	const words = [...flags, 'node_modules/jest/bin/jest.js', ...args, '--json', '--outputFile', file];
	const ended = await run(node, words, { cwd: root, env, show: true });
	if (!existsSync(file)) say(`jest left no results: ${ending(ended)}`);
	const counts = existsSync(file)
		? count(JSON.parse(readFileSync(file, 'utf8')))
		: { passed: 0, failed: 1, skipped: 0 };
	add(counts);
	say(`— ${name}: ${inWords(counts)} (${secondsSince(began)} s)`);
}

/** A file that could not even be loaded is one failure. */
function count(/** @type {Record<string, number>} */ result) {
	const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0, numTodoTests = 0 } = result;
	const { numRuntimeErrorTestSuites = 0 } = result;
	return {
		passed: numPassedTests,
		failed: numFailedTests + numRuntimeErrorTestSuites,
		skipped: numPendingTests + numTodoTests,
	};
}

function add(/** @type {{ passed: number, failed: number, skipped?: number }} */ { passed, failed, skipped = 0 }) {
	total.passed += passed;
	total.failed += failed;
	total.skipped += skipped;
}

function inWords(/** @type {{ passed: number, failed: number, skipped: number }} */ { passed, failed, skipped }) {
	return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** Holds what the engines of all suites have logged against the secrets that they had and what was said. */
async function checkLogs(/** @type {string} */ node) {
	const ended = await run(node, [path.join(root, 'test/logs/check.ts'), logs], { cwd: root });
	if (ended.code !== 0) throw new Message(`The logs could not be checked:\n${ended.stderr}`);
	const { lines, tests, secrets, sentences, found } = JSON.parse(ended.stdout);
	for (const { file, test, what } of found) say(`A log holds ${what}: ${file}, ${test}`);
	if (lines === 0) say('No test has kept a line of a log: nothing was checked.');
	const clean = lines > 0 && found.length === 0;
	add({ passed: clean ? 1 : 0, failed: clean ? 0 : 1 });
	const counts = `${lines} lines of ${tests} tests, against ${secrets} secrets and ${sentences} sentences`;
	say(`— logs: ${counts}: ${clean ? 'clean' : 'NOT clean'}`);
}

async function main() {
	checkMachine();
	const unitOnly = process.argv.includes('--unit');
	const others = process.argv.slice(2).filter((argument) => argument !== '--unit');
	if (others.length) throw new Message(`Unknown: ${others.join(' ')}. npm test takes --unit and nothing else.`);
	await installEngine();
	await installTools();
	const node = await node24();
	if (!unitOnly) {
		await installMissing();
		await installHost({ node }).catch(report);
		say('\n— types, lint and boundaries');
		add(await checkAll());
	}
	await jest('unit', [], node);
	for (const [suite, workers] of unitOnly ? [] : Object.entries(suites)) {
		if (!hasTests(path.join(root, 'test', suite))) continue;
		const inTurn = workers === 1 ? '--runInBand' : `--maxWorkers=${workers}`;
		await jest(suite, ['--config', 'test/jest.config.mjs', inTurn, '--forceExit', `/test/${suite}/`], node);
	}
	await checkLogs(node);
	if (existsSync(skips)) say(`\nSkipped, because something is absent:\n${readFileSync(skips, 'utf8').trimEnd()}`);
	say(`\n${inWords(total)}`);
	return total.failed ? 1 : 0;
}

function hasTests(/** @type {string} */ folder) {
	const files = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
	return files.some((file) => file.endsWith('.test.ts'));
}

await runMain(async () => {
	try {
		return await main();
	} finally {
		await stopAll();
		rmSync(work, { recursive: true, force: true });
	}
});
