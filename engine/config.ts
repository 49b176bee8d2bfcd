/** The one reader of the environment: checks every variable and names all that are wrong at once. */
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { TerminalError } from './errors.ts';

const addressWith = (what: string, ...protocols: string[]) =>
	z.string().refine((text) => protocols.includes(URL.parse(text)?.protocol ?? ''), `must be ${what}`);

const webAddress = addressWith('an address that begins with http:// or https://', 'http:', 'https:');

/** 32 bytes, as hex or as base64 in either alphabet. */
const SecretKey = z.string().transform((text, context) => {
	const bytes = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64');
	if (bytes.length === 32 && /^[\w+/-]{43,64}=?$/.test(text)) return new Uint8Array(bytes);
	// Never the text itself: it may be a key with one sign too many.
	context.addIssue({ code: 'custom', message: 'must be 32 bytes, as base64 or hex' });
	return z.NEVER;
});

const Origins = z.string().transform((text, context) => {
	const entries = text.split(',').map((entry) => entry.trim());
	const origins = entries.filter((entry) => entry !== '').map((entry) => URL.parse(entry));
	if (origins.every((origin) => origin !== null && /^https?:$/.test(origin.protocol))) {
		return origins.map((origin) => (origin as URL).origin);
	}
	context.addIssue({ code: 'custom', message: 'must be origins such as http://n8n:5678, parted by commas' });
	return z.NEVER;
});

/** Never a text of its own in the message: it may hold a password. */
const ClusterNodes = z.string().transform((text, context) => {
	const urls = text.split(',').map((entry) => entry.trim());
	if (urls.every((url) => /^rediss?:$/.test(URL.parse(url)?.protocol ?? '') && URL.parse(url)?.hostname)) return urls;
	context.addIssue({
		code: 'custom',
		message: 'must be addresses that begin with redis:// or rediss://, parted by commas',
	});
	return z.NEVER;
});

/** `name=value` pairs as OpenTelemetry writes them, values percent-encoded. */
const Headers = z.string().transform((text, context) => {
	const pairs = text.split(',').filter((pair) => pair.trim() !== '');
	const headers = pairs.map((pair) => /^\s*([\w-]+)\s*=\s*(.*?)\s*$/.exec(pair));
	try {
		if (headers.every((one) => one !== null)) {
			return Object.fromEntries(headers.map(([, name = '', value = '']) => [name, decodeURIComponent(value)]));
		}
	} catch {
		// It is said below, without the text: it may hold a key.
	}
	context.addIssue({ code: 'custom', message: 'must be name=value, parted by commas, values percent-encoded' });
	return z.NEVER;
});

const wholeNumber = (minimum: number, maximum: number) => {
	const message = `must be a whole number from ${minimum} to ${maximum}`;
	return z
		.string()
		.regex(/^\d{1,9}$/, message)
		.transform(Number)
		.refine((n) => n >= minimum && n <= maximum, message);
};

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const Environment = z.object({
	SOPHIA_HOME: z
		.string()
		.default(join(import.meta.dirname, '..', '.sophia'))
		.transform((folder) => resolve(folder)),
	DATABASE_URL: addressWith('an address that begins with postgres://', 'postgres:', 'postgresql:').optional(),
	REDIS_URL: addressWith('an address that begins with redis:// or rediss://', 'redis:', 'rediss:').optional(),
	SESSIONS_REDIS_CLUSTER: ClusterNodes.optional(),
	SOPHIA_SECRET_KEY: SecretKey.optional(),
	HOST: z.string().default('127.0.0.1'),
	PORT: wholeNumber(0, 65_535).default(8787),
	PUBLIC_URL: webAddress.optional(),
	CALLBACK_ORIGINS: Origins.optional(),
	MODELS_FILE: z
		.string()
		.transform((file) => resolve(file))
		.optional(),
	SERVICES_FILE: z
		.string()
		.transform((file) => resolve(file))
		.optional(),
	OTEL_EXPORTER_OTLP_ENDPOINT: webAddress.optional(),
	OTEL_EXPORTER_OTLP_HEADERS: Headers.optional(),
	LOG_LEVEL: z.enum(LEVELS, `must be one of ${LEVELS.join(', ')}`).default('info'),
	WORKER_CONCURRENCY: wholeNumber(1, 1_000).default(8),
});

export type Config = {
	/** Absolute path of the folder that holds what the engine keeps on this machine. */
	home: string;
	/** Undefined: the embedded store in `home`. */
	databaseUrl: string | undefined;
	redisUrl: string | undefined;
	/** Nodes of the cluster that holds session memory; undefined: it lies where the queue does. */
	sessionsRedisCluster: string[] | undefined;
	/** 32 bytes. Undefined, with the embedded store alone: kept in `home`. */
	secretKey: Uint8Array | undefined;
	host: string;
	/** 0: any free one. */
	port: number;
	/** Where people and other services reach the engine. */
	publicUrl: string | undefined;
	/** Undefined: loopback. */
	callbackOrigins: string[] | undefined;
	/** Absolute path of a catalog of models, which goes over the one that comes with the engine. */
	modelsFile: string | undefined;
	/** Absolute path of the file that names the services (MCP servers). */
	servicesFile: string | undefined;
	/** Where traces go by OTLP, without `/v1/traces`; undefined: nowhere. */
	traces: { endpoint: string; headers: Record<string, string> } | undefined;
	logLevel: (typeof LEVELS)[number];
	workerConcurrency: number;
};

/**
 * `needs`: what the command cannot do without. Throws TerminalError `config-not-valid` with every variable that is
 * wrong, `secret-key-missing` where that alone is.
 */
export function readConfig(environment: NodeJS.ProcessEnv, { needs = [] }: { needs?: 'REDIS_URL'[] } = {}): Config {
	// An empty variable is what compose files and shells make of one that is not set.
	const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
	const read = Environment.safeParse(given);
	const problems = new Map(read.error?.issues.map(({ path, message }) => [String(path[0]), message]));
	for (const name of needs) if (given[name] === undefined) problems.set(name, 'is missing');
	if (given.DATABASE_URL !== undefined && given.SOPHIA_SECRET_KEY === undefined) {
		if (problems.size === 0) throw new TerminalError('secret-key-missing');
		problems.set('SOPHIA_SECRET_KEY', 'is missing; DATABASE_URL needs it');
	}
	if (!read.success || problems.size > 0) throw notValid(problems);
	const variables = read.data;
	return {
		home: variables.SOPHIA_HOME,
		databaseUrl: variables.DATABASE_URL,
		redisUrl: variables.REDIS_URL,
		sessionsRedisCluster: variables.SESSIONS_REDIS_CLUSTER,
		secretKey: variables.SOPHIA_SECRET_KEY,
		host: variables.HOST,
		port: variables.PORT,
		publicUrl: variables.PUBLIC_URL,
		callbackOrigins: variables.CALLBACK_ORIGINS,
		modelsFile: variables.MODELS_FILE,
		servicesFile: variables.SERVICES_FILE,
		traces: variables.OTEL_EXPORTER_OTLP_ENDPOINT
			? { endpoint: variables.OTEL_EXPORTER_OTLP_ENDPOINT, headers: variables.OTEL_EXPORTER_OTLP_HEADERS ?? {} }
			: undefined,
		logLevel: variables.LOG_LEVEL,
		workerConcurrency: variables.WORKER_CONCURRENCY,
	};
}

/** The value of a variable that a file of the host names, such as the token of a service; empty counts as not set. */
export function readVariable(name: string, environment: NodeJS.ProcessEnv = process.env): string | undefined {
	return environment[name] || undefined;
}

function notValid(problems: Map<string, string>): TerminalError {
	const fields = [...problems].map(([path, message]) => ({ path, message }));
	const list = fields.map(({ path, message }) => `${path} ${message}`).join('; ');
	return new TerminalError('config-not-valid', `The configuration is not valid: ${list}.`, { details: { fields } });
}
