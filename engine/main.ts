/** The engine's command line: `node engine/main.ts COMMAND`. */
import { createLog } from './adapters/log/pino.ts';
import { connectOperations } from './commands/admin-client.ts';
import { type CommandLine, type Role, readCommandLine } from './commands/command-line.ts';
import { readSecret } from './commands/read-secret.ts';
import {
	type CommandOutput,
	type ExitCode,
	type OpenOperations,
	reportError,
	runCommand,
} from './commands/run-command.ts';
import { readConfig } from './config.ts';
import { keepHeapSmall } from './heap.ts';
import { keepWebAssemblyCode } from './webassembly.ts';

/** Less than the 10 s after which supervisors commonly kill; nothing is lost by not waiting longer. */
const STOP_MS = 9_000;

const output: CommandOutput = {
	out: (text) => process.stdout.write(`${text}\n`),
	err: (text) => process.stderr.write(`${text}\n`),
};

// Whatever is written (database, socket, keys) is for this user alone.
process.umask(0o077);
// Commands open the store too, where no engine has it.
keepWebAssemblyCode();
process.exitCode = await main(process.argv.slice(2));

async function main(words: string[]): Promise<ExitCode> {
	try {
		const line = readCommandLine(words);
		if (line.what === 'help') {
			output.out(line.text);
			return 0;
		}
		return line.what === 'serve' ? await serve(line) : await runOne(line);
	} catch (error) {
		return reportError(error, { json: words.includes('--json'), err: output.err });
	}
}

async function runOne({ command, given, json }: Extract<CommandLine, { what: 'command' }>): Promise<ExitCode> {
	const config = readConfig(process.env);
	const open: OpenOperations = async () => {
		const running = await connectOperations(config.home);
		if (running !== undefined) return { operations: running, close: async () => undefined };
		// What happens here is told by the command itself, on standard output and error.
		const { openOperations } = await import('./wiring/operations.ts');
		return openOperations(config, createLog({ level: 'silent' }));
	};
	const ask = (question: string) => readSecret(question, { input: process.stdin, output: process.stderr });
	return runCommand(command, { ...given, readSecret: ask }, open, { ...output, json });
}

async function serve({ role, port }: { role: Role; port: number | undefined }): Promise<ExitCode> {
	keepHeapSmall();
	const config = readConfig(process.env, { needs: ['REDIS_URL'] });
	const log = createLog({ level: config.logLevel });
	for (const event of ['unhandledRejection', 'uncaughtException'] as const) {
		process.on(event, (error: unknown) => {
			log.fatal({ err: error }, 'an error that nobody foresaw; the engine ends');
			process.exit(1);
		});
	}
	const { startEngine } = await import('./wiring/engine.ts');
	const stop = untilStopped();
	const listen = role !== 'worker' || port !== undefined;
	const engine = await startEngine({ config: { ...config, port: port ?? config.port }, role, listen, log });
	const signal = await stop;
	log.info({ signal }, 'stopping');
	const late = setTimeout(() => {
		log.warn({}, 'not everything closed in time; what was going on goes on at the next start');
		process.exit(0);
	}, STOP_MS);
	await engine.close();
	clearTimeout(late);
	log.info({}, 'stopped');
	// A library that keeps a timer must not keep the process.
	process.exit(0);
}

/** The first signal stops in order, the second at once. */
function untilStopped(): Promise<NodeJS.Signals> {
	return new Promise((resolve) => {
		for (const signal of ['SIGTERM', 'SIGINT'] as const) {
			process.once(signal, () => {
				resolve(signal);
				process.once(signal, () => process.exit(1));
			});
		}
	});
}
