/** `npm start`: from a fresh clone to yesterday's calls, coached, and an n8n that does it again every morning. */
import { mkdirSync } from 'node:fs';
import process from 'node:process';
import { checkMachine, installEngine, node24 } from './install.mjs';
import { findRedis } from './redis.mjs';
import { Message, runMain } from './shared/message.mjs';
import { sophiaHome } from './shared/paths.mjs';
import { stopAll } from './shared/processes.mjs';
import { say, secondsSince, step } from './shared/progress.mjs';
import { claimHome } from './start/claim.mjs';
import { coachDay, dayOf } from './start/day.mjs';
import { prepareDemo, remembered } from './start/demo.mjs';
import { showInN8n } from './start/n8n.mjs';
import { readOptions, usage } from './start/options.mjs';
import { startEngine, startSandbox } from './start/servers.mjs';
import { dateIn, dayBefore, ownZone } from './start/window.mjs';
import { describeDay, describeRepeat, problemsOf } from './start/words.mjs';

/** Resolves with the signal that asks us to end. */
const asked = new Promise((/** @type {(signal: NodeJS.Signals) => void} */ resolve) => {
	for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, resolve);
	// Whoever ends npm alone does not reach us: its shell keeps the signal, and leaves us to another parent.
	const parent = process.ppid;
	setInterval(() => process.ppid === parent || resolve('SIGTERM'), 500).unref();
});

async function main() {
	const options = readOptions(process.argv.slice(2));
	if (options.help) return say(usage);
	const began = Date.now();
	checkMachine();
	const home = sophiaHome();
	mkdirSync(home, { recursive: true, mode: 0o700 });
	await claimHome(home);
	await installEngine();
	const node = await node24();
	const redis = await findRedis({ home });
	say(`  Redis: ${redis.how}`);

	const { values, remember } = remembered(home);
	const zone = values.zone ?? ownZone(); // Kept: another zone would be another window, and everything sent again.
	remember({ zone });
	const today = options.today ?? dateIn(zone);
	const window = dayBefore(today, zone);
	const sandbox = await startSandbox({ node, home, today, zone });
	const engine = await startEngine({ node, home, redis: redis.url });
	const places = { engine: engine.address, sandbox: sandbox.address };
	const apiKey = await prepareDemo({ node, home, redis: redis.url, zone, ...places });

	const first = Date.now();
	const title = `Coaching the calls of ${dateIn(zone, Date.parse(window.from))} (${zone})`;
	const result = await step(title, () => coachDay({ engine: engine.address, apiKey, window }));
	const day = dayOf(result);
	const problems = problemsOf(day);
	if (result.state !== 'succeeded') problems.push(`The run ended as ${result.state}.`);
	say(describeDay(day, { seconds: secondsSince(first), inbox: `${sandbox.address}/` }));

	if (!options.engineOnly) {
		try {
			const shown = await showInN8n({ node, home, engine: engine.address, apiKey, window, zone });
			say(`  n8n ran the same window and ${describeRepeat(shown.day)}.`);
			say(`  Editor: ${shown.address}   e-mail: ${shown.email}   password: ${shown.password}`);
			problems.push(...problemsOf(shown.day));
		} catch (error) {
			if (!(error instanceof Message)) throw error;
			problems.push(error.message);
			say(`\n${error.message}\n${options.once ? '' : '\nThe engine and the sandbox stay up without n8n.\n'}`);
		}
	}
	say(`  Engine: ${engine.address}   API key: in ${home}/demo.json   Data and logs: ${home}`);
	say(`Ready in ${secondsSince(began)} s.`);
	if (options.once) return problems.length ? 1 : 0;
	say('Press Ctrl-C to stop everything that was started here.');
	const how = await Promise.race([engine.process.ended, sandbox.process.ended]);
	throw new Message(`A part of Sophia ended by itself (${how}). Its log is in ${home}/logs.`);
}

await runMain(async () => {
	try {
		const outcome = await Promise.race([main(), asked]);
		if (typeof outcome !== 'string') return outcome ?? undefined;
		say('\nStopping …');
		return outcome === 'SIGINT' ? 130 : 143;
	} finally {
		await stopAll();
	}
});
process.exit(); // Work that was cut short by a signal may still hold the loop.
