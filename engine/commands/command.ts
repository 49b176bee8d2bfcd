/** What a command is: words, options, and what it does with the operations. */
import type { ParseArgsOptionsConfig } from 'node:util';
import { TerminalError } from '../errors.ts';
import type { Operations } from './operations.ts';

/** What was typed behind the words of a command. */
export type Given = {
	values: Record<string, string | boolean | undefined>;
	positionals: string[];
	/** From the terminal without echo, or from standard input. `what` is shown as the question. */
	readSecret(what: string): Promise<string>;
};

/** What a command prints. */
export type Printed = {
	/** For `--json`. */
	result: unknown;
	/** For standard output; what a script would use and nothing else. */
	text: string;
	/** For people, on standard error. */
	note?: string;
	/** True: it ran and found something wrong; the exit code is 1. */
	failed?: boolean;
};

export type Command = {
	/** `['key', 'create']` */
	words: readonly string[];
	/** Behind the words in the help, as `NAME [--zone ZONE]`. */
	usage: string;
	summary: string;
	options: ParseArgsOptionsConfig;
	/** Names of the words behind the command; those with `?` may be left out. */
	positionals: readonly string[];
	run(operations: Operations, given: Given): Promise<Printed>;
};

/** `usage`: what would have been right, shown below. */
export function wrongCommand(message: string, usage?: string): TerminalError {
	return new TerminalError('command-not-valid', message, usage === undefined ? {} : { details: { usage } });
}

/** The value of an option that the command cannot do without. */
export function required({ values }: Given, option: string): string {
	const value = values[option];
	if (typeof value !== 'string' || value === '') throw wrongCommand(`--${option} is missing.`);
	return value;
}

export function optional({ values }: Given, option: string): string | undefined {
	const value = values[option];
	return typeof value === 'string' ? value : undefined;
}

/** Entries parted by commas; an empty text is an empty list. */
export function listed(text: string | undefined): string[] | undefined {
	return text?.split(',').flatMap((entry) => entry.trim() || []);
}
