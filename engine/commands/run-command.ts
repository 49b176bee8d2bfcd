/** Runs one command and says in print and exit code how it went. */
import { SophiaError, toErrorView } from '../errors.ts';
import { runOperation } from './admin-server.ts';
import type { Command, Given } from './command.ts';
import type { OperationName, Operations } from './operations.ts';

export type CommandOutput = { out(text: string): void; err(text: string): void };

/** The operations of the engine that runs, or of a store opened for this one command. */
export type OpenOperations = () => Promise<{ operations: Operations; close(): Promise<void> }>;

/** 0: done. 1: failed. 2: not said as it must be. */
export type ExitCode = 0 | 1 | 2;

export async function runCommand(
	command: Command,
	given: Given,
	open: OpenOperations,
	{ json, ...output }: CommandOutput & { json: boolean },
): Promise<ExitCode> {
	const store = await open();
	try {
		const { result, text, note, failed } = await command.run(checked(store.operations), given);
		if (json) output.out(JSON.stringify(result));
		else if (text !== '') output.out(text);
		if (note !== undefined && !json) output.err(note);
		return failed ? 1 : 0;
	} finally {
		await store.close();
	}
}

/** What failed, with its code and what to do; with `json` in the shape of the HTTP interface. */
export function reportError(error: unknown, { json, err }: { json: boolean; err(text: string): void }): ExitCode {
	const view = toErrorView(error);
	if (json) {
		err(JSON.stringify({ error: view }));
	} else {
		const fields = (view.details?.fields ?? []) as { path: string; message: string }[];
		err(`${view.message} (${view.code})`);
		for (const { path, message } of fields) err(`  ${path}: ${message}`);
		err(view.action);
		if (typeof view.details?.usage === 'string') err(`\n${view.details.usage}`);
		if (!(error instanceof SophiaError)) err(String((error as Error)?.stack ?? error));
	}
	return view.code === 'command-not-valid' ? 2 : 1;
}

/** Arguments are checked before anything is done, whether it is done here or in the engine that runs. */
function checked(operations: Operations): Operations {
	const names = Object.keys(operations) as OperationName[];
	return Object.fromEntries(
		names.map((name) => [name, (values: unknown) => runOperation(operations, name, values)]),
	) as unknown as Operations;
}
