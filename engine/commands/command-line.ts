/** From the words that were typed to a command and its options. */
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { nearest } from '../ports/nearest.ts';
import { type Command, type Given, wrongCommand } from './command.ts';
import { connectionCommands } from './connection.ts';
import { keyCommands } from './key.ts';
import { maintenanceCommands } from './maintenance.ts';
import { tenantCommands } from './tenant.ts';

export const ROLES = ['api', 'worker', 'all'] as const;
export type Role = (typeof ROLES)[number];

export const COMMANDS: readonly Command[] = [
	...tenantCommands,
	...keyCommands,
	...connectionCommands,
	...maintenanceCommands,
];

export type CommandLine =
	| { what: 'help'; text: string }
	| { what: 'serve'; role: Role; port: number | undefined }
	| { what: 'command'; command: Command; given: Omit<Given, 'readSecret'>; json: boolean };

const SERVE = {
	words: ['serve'],
	usage: '[--role api|worker|all] [--port N]',
	summary: 'Run the engine. A worker answers health and figures where --port is given.',
	options: { role: { type: 'string' }, port: { type: 'string' } },
	positionals: [],
} as const;

const EVERYWHERE = { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;

/** Throws TerminalError `command-not-valid`. */
export function readCommandLine(words: readonly string[]): CommandLine {
	if (words.length === 0) throw wrongCommand('No command was given.', helpText());
	if (words[0] === 'help' || words[0]?.startsWith('-')) return { what: 'help', text: helpText() };
	const command = [SERVE, ...COMMANDS].find((one) => one.words.every((word, index) => words[index] === word));
	if (command === undefined) throw unknownCommand(words);
	const { values, positionals } = parsed(command.options, words.slice(command.words.length));
	if (values.help === true) return { what: 'help', text: line(command) };
	checkPositionals(command, positionals);
	if (!('run' in command)) return { what: 'serve', role: roleOf(values.role), port: portOf(values.port) };
	return { what: 'command', command, given: { values, positionals }, json: values.json === true };
}

function parsed(options: ParseArgsOptionsConfig, words: string[]): Omit<Given, 'readSecret'> {
	try {
		const read = parseArgs({
			args: words,
			options: { ...options, ...EVERYWHERE },
			allowPositionals: true,
			strict: true,
		});
		return { values: read.values as Given['values'], positionals: read.positionals };
	} catch (error) {
		const unknown = /^Unknown option '--?([^']+)'/.exec((error as Error).message)?.[1];
		if (unknown === undefined) throw wrongCommand((error as Error).message);
		const meant = nearest(unknown, Object.keys({ ...options, ...EVERYWHERE }));
		throw wrongCommand(`There is no option --${unknown}.${meant ? ` Did you mean --${meant}?` : ''}`);
	}
}

function checkPositionals(
	command: { words: readonly string[]; usage: string; positionals: readonly string[] },
	given: string[],
) {
	const needed = command.positionals.filter((name) => !name.endsWith('?'));
	if (given.length < needed.length) throw wrongCommand(`${needed[given.length]} is missing.`, line(command));
	if (given.length > command.positionals.length) {
		throw wrongCommand(`"${given[command.positionals.length]}" is one word too many.`, line(command));
	}
}

function roleOf(value: unknown): Role {
	const role = ROLES.find((one) => one === (value ?? 'all'));
	if (role === undefined) throw wrongCommand(`--role must be one of ${ROLES.join(', ')}.`);
	return role;
}

function portOf(value: unknown): number | undefined {
	if (value === undefined) return undefined;
	if (typeof value === 'string' && /^\d{1,5}$/.test(value) && Number(value) <= 65_535) return Number(value);
	throw wrongCommand('--port must be a number from 0 to 65535.');
}

function unknownCommand(words: readonly string[]) {
	const [noun = '', verb = ''] = words;
	const verbs = COMMANDS.filter((one) => one.words[0] === noun).map((one) => one.words[1] ?? '');
	const known = [SERVE, ...COMMANDS].map((one) => one.words.join(' '));
	const meant = verbs.length > 0 ? nearest(verb, verbs) : nearest(`${noun} ${verb}`.trim(), known);
	const hint = meant === undefined ? '' : ` Did you mean "${verbs.length > 0 ? `${noun} ${meant}` : meant}"?`;
	return wrongCommand(`There is no command "${`${noun} ${verb}`.trim()}".${hint}`, helpText());
}

export function helpText(): string {
	return [
		'Usage: npm run engine -- COMMAND',
		'',
		...[SERVE, ...COMMANDS].map(line),
		'Every command takes --json and --help. Where an engine runs on the same SOPHIA_HOME they go through it.',
	].join('\n');
}

function line({ words, usage, summary }: { words: readonly string[]; usage: string; summary?: string }): string {
	return `  ${words.join(' ')} ${usage}\n      ${summary ?? ''}\n`;
}
