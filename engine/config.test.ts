import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { verifies } from '../test/verifies.ts';
import { readConfig, readVariable } from './config.ts';
import { TerminalError } from './errors.ts';

const KEY = Buffer.alloc(32, 7);

function problemOf(environment: NodeJS.ProcessEnv, needs?: 'REDIS_URL'[]): TerminalError {
	try {
		readConfig(environment, { needs });
	} catch (error) {
		if (error instanceof TerminalError) return error;
	}
	throw new Error('It was accepted.');
}

describe('readConfig', () => {
	it('has a default for everything on one machine', () => {
		expect(readConfig({})).toEqual({
			home: join(import.meta.dirname, '..', '.sophia'),
			databaseUrl: undefined,
			redisUrl: undefined,
			sessionsRedisCluster: undefined,
			secretKey: undefined,
			host: '127.0.0.1',
			port: 8787,
			publicUrl: undefined,
			callbackOrigins: undefined,
			logLevel: 'info',
			workerConcurrency: 8,
		});
		expect(readConfig({ PORT: '', DATABASE_URL: '' })).toEqual(readConfig({}));
	});

	it('names every variable that is wrong at once', () => {
		verifies('commands.every-variable');
		const error = problemOf(
			{
				DATABASE_URL: 'mysql://x',
				SOPHIA_SECRET_KEY: 'short',
				PORT: '70000',
				PUBLIC_URL: 'example.com',
				CALLBACK_ORIGINS: 'http://n8n:5678, ftp://x',
				SESSIONS_REDIS_CLUSTER: 'redis://a, http://b',
				OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318',
				OTEL_EXPORTER_OTLP_HEADERS: 'no pair',
				LOG_LEVEL: 'loud',
				WORKER_CONCURRENCY: '0',
			},
			['REDIS_URL'],
		);
		expect(error.code).toBe('config-not-valid');
		const names = [
			'CALLBACK_ORIGINS',
			'DATABASE_URL',
			'LOG_LEVEL',
			'OTEL_EXPORTER_OTLP_ENDPOINT',
			'OTEL_EXPORTER_OTLP_HEADERS',
			'PORT',
			'PUBLIC_URL',
			'REDIS_URL',
			'SESSIONS_REDIS_CLUSTER',
			'SOPHIA_SECRET_KEY',
		];
		const fields = error.details?.fields as { path: string }[];
		expect(fields.map(({ path }) => path).sort()).toEqual([...names, 'WORKER_CONCURRENCY']);
		for (const name of names) expect(error.message).toContain(name);
	});

	it('shows no value: a wrong key or address may be a secret', () => {
		verifies('commands.every-variable');
		const error = problemOf({
			SOPHIA_SECRET_KEY: 'nearly-a-key',
			DATABASE_URL: 'pg://sophia:hunter2@db',
			SESSIONS_REDIS_CLUSTER: 'redis://:hunter2@a:6379,b:6379',
			OTEL_EXPORTER_OTLP_HEADERS: 'authorization: hunter2',
		});
		expect(error.details?.fields).toHaveLength(4);
		expect(JSON.stringify([error.message, error.details])).not.toMatch(/nearly-a-key|hunter2/);
	});

	it('wants a key of its own beside PostgreSQL', () => {
		const DATABASE_URL = 'postgres://sophia@127.0.0.1/sophia';
		expect(problemOf({ DATABASE_URL }).code).toBe('secret-key-missing');
		expect(problemOf({ DATABASE_URL, PORT: 'x' }).message).toContain('SOPHIA_SECRET_KEY');
		const config = readConfig({ DATABASE_URL, SOPHIA_SECRET_KEY: KEY.toString('base64') });
		expect(config.databaseUrl).toBe(DATABASE_URL);
	});

	it('takes the key as base64, base64url or hex', () => {
		for (const encoding of ['base64', 'base64url', 'hex'] as const) {
			expect(readConfig({ SOPHIA_SECRET_KEY: KEY.toString(encoding) }).secretKey).toEqual(new Uint8Array(KEY));
		}
		for (const text of [KEY.toString('hex').slice(2), `${KEY.toString('base64')}=`, 'x'.repeat(64)]) {
			expect(problemOf({ SOPHIA_SECRET_KEY: text }).code).toBe('config-not-valid');
		}
	});

	it('makes whole paths of the files that it is given, and reads variables that they name', () => {
		const { servicesFile, modelsFile } = readConfig({ SERVICES_FILE: '/etc/x/../services.yaml', MODELS_FILE: '/m' });
		expect([servicesFile, modelsFile]).toEqual(['/etc/services.yaml', '/m']);
		expect(readVariable('TOKEN', { TOKEN: 'x' })).toBe('x');
		expect(readVariable('TOKEN', { TOKEN: '' })).toBeUndefined();
	});

	it('reads where traces go, with the headers as OpenTelemetry writes them', () => {
		expect(readConfig({}).traces).toBeUndefined();
		const OTEL_EXPORTER_OTLP_ENDPOINT = 'https://collector.example:4318';
		expect(readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT }).traces?.headers).toEqual({});
		const OTEL_EXPORTER_OTLP_HEADERS = 'authorization=Bearer%20x, x-team=sales';
		const { traces } = readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_HEADERS });
		expect(traces?.endpoint).toBe(OTEL_EXPORTER_OTLP_ENDPOINT);
		expect(traces?.headers).toEqual({ authorization: 'Bearer x', 'x-team': 'sales' });
	});

	it('takes the nodes of a cluster for sessions', () => {
		const { sessionsRedisCluster } = readConfig({ SESSIONS_REDIS_CLUSTER: 'redis://a:7000, rediss://b' });
		expect(sessionsRedisCluster).toEqual(['redis://a:7000', 'rediss://b']);
	});

	it('reduces callback addresses to their origins', () => {
		const { callbackOrigins } = readConfig({ CALLBACK_ORIGINS: 'http://n8n:5678/, https://n8n.example/path' });
		expect(callbackOrigins).toEqual(['http://n8n:5678', 'https://n8n.example']);
	});
});
