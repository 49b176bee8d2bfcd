/** The way into a running engine for commands on the same machine: HTTP over a socket that its owner alone may open. */
import { chmod, rm } from 'node:fs/promises';
import Fastify, { type FastifyBaseLogger, LogController } from 'fastify';
import { TerminalError } from '../errors.ts';
import { readJsonBodies } from '../http/body.ts';
import { answerErrors } from '../http/errors.ts';
import { fieldProblems } from '../http/fields.ts';
import { problemsError } from '../http/problems.ts';
import { isListening } from './admin-client.ts';
import { OPERATION_ARGUMENTS, type OperationName, type Operations } from './operations.ts';

export type AdminServerOptions = { path: string; operations: Operations; log: FastifyBaseLogger };

/**
 * Listens on the socket file. One left behind by a killed engine is replaced; where a living engine answers, undefined
 * is returned and commands go to that one.
 */
export async function startAdminServer(options: AdminServerOptions): Promise<{ close(): Promise<void> } | undefined> {
	const { path, operations, log } = options;
	if (await isListening(path)) return undefined;
	await rm(path, { force: true });
	const app = Fastify({ loggerInstance: log, logController: new LogController({ disableRequestLogging: true }) });
	answerErrors(app);
	readJsonBodies(app);
	app.setNotFoundHandler(() => {
		throw new TerminalError('not-found');
	});
	app.post('/operations/:name', async (request) => {
		const { name } = request.params as { name: string };
		const result = await runOperation(operations, name, request.body);
		log.info({ operation: name, tenant: (request.body as { tenant?: string }).tenant }, 'operation done');
		return { result };
	});
	await app.listen({ path });
	await chmod(path, 0o600);
	// Closing removes the file.
	return { close: () => app.close() };
}

/** Checks the arguments and does it. Throws `bad-request` with every argument that is wrong. */
export async function runOperation(operations: Operations, name: string, values: unknown): Promise<unknown> {
	if (!Object.hasOwn(OPERATION_ARGUMENTS, name)) throw new TerminalError('not-found');
	const known = name as OperationName;
	const schema = OPERATION_ARGUMENTS[known];
	const read = schema.safeParse(values, { reportInput: true });
	if (!read.success) throw problemsError(fieldProblems(schema, values, read.error.issues));
	return (operations[known] as (values: unknown) => Promise<unknown>)(read.data);
}
