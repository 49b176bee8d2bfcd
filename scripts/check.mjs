/** `npm run check`: types, lint and boundaries; prints what is wrong, and how long each took. */
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { checkMachine, environmentWith, installEngine, installTools, node24 } from './install.mjs';
import { runMain } from './shared/message.mjs';
import { root } from './shared/paths.mjs';
import { say, secondsSince } from './shared/progress.mjs';
import { run } from './shared/run.mjs';

/** Name and command of each check; the slowest first, so that two at a time end together. */
const checks = [
	['n8n lint', 'npm', 'run', '--silent', 'lint'],
	['types of the engine', 'tsc', '-p', 'engine/tsconfig.json', '--noEmit'],
	['types of tests and scripts', 'tsc', '-p', 'test/tsconfig.json', '--noEmit'],
	['types of the nodes', 'tsc', '-p', 'tsconfig.json', '--noEmit'],
	[
		'boundaries',
		'depcruise',
		'--config',
		'.dependency-cruiser.cjs',
		'--output-type',
		'err-long',
		'engine',
		'nodes',
		'credentials',
		'scripts',
		'test',
	],
	['format and lint', 'biome', 'check', '--error-on-warnings', '.'],
];

/**
 * Runs all checks, two at a time.
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function checkAll() {
	checkMachine();
	await installEngine();
	await installTools();
	const env = environmentWith(await node24());
	const rest = [...checks];
	const counts = { passed: 0, failed: 0 };
	async function work() {
		for (let check = rest.shift(); check; check = rest.shift()) {
			const [name, command, ...args] = /** @type {[string, string, ...string[]]} */ (check);
			const began = Date.now();
			const { code, stdout, stderr } = await run(command, args, { cwd: root, env });
			counts[code === 0 ? 'passed' : 'failed']++;
			say(`${code === 0 ? '✔' : '✖'} ${name} (${secondsSince(began)} s)`);
			if (code !== 0) say(`${stdout}${stderr}`.trimEnd());
		}
	}
	await Promise.all([work(), work()]);
	return counts;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	await runMain(async () => ((await checkAll()).failed ? 1 : 0));
}
