/** Services (MCP servers) as plain data: where each is, how it is spoken to, and which of its tools only read. */
import { z } from 'zod';
import { ServiceName } from './team.ts';

/** Those that hold the engine's own secrets go to nobody. */
const OWN_VARIABLES = ['SOPHIA_SECRET_KEY', 'DATABASE_URL', 'REDIS_URL'];

/** Secrets stand in the environment, never in the file. */
const Variable = z
	.string()
	.regex(/^[A-Z][A-Z0-9_]{0,127}$/, 'the name of an environment variable, such as GITHUB_TOKEN')
	.refine((name) => !OWN_VARIABLES.includes(name), 'a variable of the engine itself goes to no service');

const HeaderName = z.string().regex(/^[A-Za-z0-9-]{1,64}$/, 'the name of a header, such as X-Api-Key');

/** As the service itself names it, without the name of the service. */
const OwnToolName = z
	.string()
	.regex(/^[\w-]{1,64}$/, 'the name of a tool as the service lists it, such as search_issues');

const webAddress = z
	.string()
	.refine(
		(text) => ['http:', 'https:'].includes(URL.parse(text)?.protocol ?? ''),
		'an address that begins with http:// or https://',
	)
	.refine((text) => !URL.parse(text)?.password, 'no password in the address: use `bearer` or `headers`');

const shared = {
	name: ServiceName,
	/** Of one use of a tool, with the reconnecting that it takes. */
	deadlineSeconds: z.number().int().min(1).max(300).default(30),
	/** Tools that change nothing. Every other one writes: what a server says of that itself is not believed. */
	reads: z.array(OwnToolName).max(200).default([]),
	/** Tools each use of which a person has to approve. */
	approval: z.array(OwnToolName).max(200).default([]),
	/** Who may use it; without it all tenants. */
	tenants: z.array(z.string().min(1).max(128)).max(1_000).optional(),
};

/** Over Streamable HTTP. */
export const HttpService = z.strictObject({
	...shared,
	url: webAddress,
	/** Variable with the token of `Authorization: Bearer`. */
	bearer: Variable.optional(),
	/** Other headers, each with the variable that holds its value. */
	headers: z.record(HeaderName, Variable).default({}),
});

/** Over standard input and output of a program that is started for each run. */
export const StdioService = z.strictObject({
	...shared,
	command: z.string().min(1).max(1_000),
	args: z.array(z.string().max(4_000)).max(100).default([]),
	/** Absolute path of the folder that it runs in. */
	folder: z.string().min(1).max(1_000).optional(),
	/** Variables that it is given, beside PATH, HOME and such. */
	variables: z.array(Variable).max(100).default([]),
});

export const Service = z.union([HttpService, StdioService]);
export type Service = z.output<typeof Service>;
export type HttpService = z.output<typeof HttpService>;
export type StdioService = z.output<typeof StdioService>;
