/** What goes to a provider, and what stays inside: the key, what is asked and what is answered. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { SophiaError } from '../../../engine/errors.ts';
import type { Scripted } from '../../../engine/sandbox/models/script.ts';
import type { ModelServer } from '../../../engine/sandbox/models/server.ts';
import { verifies } from '../../verifies.ts';
import { errorOf, everythingIn } from './fakes.ts';
import { ADAPTERS, asking, FORMS } from './model-adapters.ts';

const PROMPT = 'Jon Ray earns forty thousand';
const ANSWER = 'Ana Ortiz leaves in spring';
const WRITTEN_BY_ENVIRONMENT = 'from the environment';

/** All that the libraries look at: each of these would change where, as whom or how loudly they ask. */
const ENVIRONMENT: Record<string, string> = {
	OPENAI_API_KEY: 'sk-environment',
	OPENAI_ADMIN_KEY: 'sk-environment-admin',
	OPENAI_BASE_URL: 'http://127.0.0.1:9/v1',
	OPENAI_ORG_ID: 'org-environment',
	OPENAI_PROJECT_ID: 'proj-environment',
	OPENAI_WEBHOOK_SECRET: 'whsec-environment',
	OPENAI_CUSTOM_HEADERS: `Authorization: Bearer sk-environment\nX-Custom: ${WRITTEN_BY_ENVIRONMENT}`,
	OPENAI_LOG: 'debug',
	ANTHROPIC_API_KEY: 'sk-ant-environment',
	ANTHROPIC_AUTH_TOKEN: 'token-environment',
	ANTHROPIC_BASE_URL: 'http://127.0.0.1:9',
	ANTHROPIC_PROFILE: 'environment',
	ANTHROPIC_CONFIG_DIR: '/nonexistent',
	ANTHROPIC_IDENTITY_TOKEN: 'identity-environment',
	ANTHROPIC_IDENTITY_TOKEN_FILE: '/nonexistent/token',
	ANTHROPIC_WEBHOOK_SIGNING_KEY: 'whsec-environment',
	ANTHROPIC_CUSTOM_HEADERS: `X-Api-Key: sk-ant-environment\nX-Custom: ${WRITTEN_BY_ENVIRONMENT}`,
	ANTHROPIC_LOG: 'debug',
	ANTHROPIC_OPEN_TELEMETRY: 'true',
	ANTHROPIC_OPEN_TELEMETRY_PROPAGATION: 'true',
	ANTHROPIC_OPEN_TELEMETRY_TRACES_CONTENT_MODE: 'content',
};

const KEY_HEADERS = { openai: ['authorization'], anthropic: ['x-api-key', 'anthropic-version'] };

/** Each way to fail, with providers that repeat what they were told. */
const FAILURES: [string, Scripted][] = [
	...[400, 401, 403, 404, 429, 500, 529].map((status): [string, Scripted] => [
		String(status),
		{ kind: 'fail', status, code: PROMPT, message: `you asked ${PROMPT}`, headers: { 'x-echo': PROMPT } },
	]),
	['a redirect', { kind: 'fail', status: 302, headers: { location: `/?asked=${encodeURIComponent(PROMPT)}` } }],
	['a refusal', { kind: 'say', text: ANSWER, ended: 'refused' }],
	['an answer that is too long', { kind: 'say', text: ANSWER, ended: 'cut' }],
	['half JSON', { kind: 'say', text: `{"quote":"${ANSWER}` }],
	['a cut answer', { kind: 'say', text: ANSWER, broken: 'cut' }],
	['a short answer', { kind: 'say', text: ANSWER, broken: 'short' }],
	['a failure on the way', { kind: 'say', text: ANSWER, broken: 'error' }],
	['a broken connection', { kind: 'hang-up' }],
	['another page', { kind: 'bytes', body: `<p>${ANSWER}</p>` }],
	[
		'broken pieces',
		{
			kind: 'bytes',
			headers: { 'content-type': 'text/event-stream' },
			body: `event: message_start\ndata: {"${ANSWER}\n\n`,
		},
	],
];

for (const adapter of ADAPTERS) {
	describe(`the key and the words of ${adapter.name}`, () => {
		verifies('models.keys-stay-inside');

		let server: ModelServer;
		const before = { ...process.env };
		const restore = () => {
			for (const name of Object.keys(ENVIRONMENT)) {
				if (before[name] === undefined) delete process.env[name];
				else process.env[name] = before[name];
			}
		};

		beforeAll(async () => {
			server = await adapter.start();
		});
		beforeEach(() => {
			server.requests.length = 0;
		});
		afterEach(() => {
			restore();
			jest.restoreAllMocks();
		});
		afterAll(() => server?.close());

		/** All that is written anywhere from now on. */
		function listen(): unknown[][] {
			const written: unknown[][] = [];
			const hear = (...given: unknown[]) => void written.push(given);
			for (const level of ['debug', 'log', 'info', 'warn', 'error', 'trace'] as const) {
				jest.spyOn(console, level).mockImplementation(hear);
			}
			for (const stream of [process.stdout, process.stderr]) {
				jest.spyOn(stream, 'write').mockImplementation((text) => {
					hear(text);
					return true;
				});
			}
			return written;
		}

		for (const { form, generate } of FORMS) {
			it(`sends the same whatever the environment says, ${form}`, async () => {
				const sent = async () => {
					server.requests.length = 0;
					server.script([{ kind: 'say', text: 'x' }]);
					await generate(adapter.open(server), asking());
					expect(server.requests).toHaveLength(1);
					const [{ method, path, headers, raw } = { headers: {} }] = server.requests;
					return { method, path, headers, raw };
				};
				restore();
				const plain = await sent();
				Object.assign(process.env, ENVIRONMENT);
				expect(await sent()).toEqual(plain);
			});

			it.each(FAILURES)(`keeps all of it out of errors and logs after %s, ${form}`, async (_what, scripted) => {
				Object.assign(process.env, ENVIRONMENT);
				const written = listen();
				server.script([scripted]);
				const messages = [{ role: 'user' as const, content: PROMPT }];
				const schema = {
					name: 'quote',
					schema: { type: 'object', properties: {}, additionalProperties: false, required: [] },
				};
				const error: SophiaError = await errorOf(generate(adapter.open(server), asking({ messages, schema })));
				expect(server.requests.map(({ raw }) => raw.includes(PROMPT))).toEqual([true]);
				const told = [everythingIn(error), JSON.stringify(error), String(error.stack), String(error.cause)].join('\n');
				for (const secret of [server.key, PROMPT, ANSWER]) expect(told).not.toContain(secret);
				expect(written).toEqual([]);
			});
		}

		it('sends its own headers alone, whatever the library would add', async () => {
			server.script([{ kind: 'say', text: 'x' }]);
			await adapter.open(server).generate(asking());
			const named = Object.keys(server.requests[0]?.headers ?? {}).sort();
			const ofNode = ['connection', 'content-length', 'host'];
			const ofFetch = adapter.provider === 'openai' ? [] : ['accept-encoding', 'accept-language', 'sec-fetch-mode'];
			const own = ['accept', 'content-type', 'user-agent', ...KEY_HEADERS[adapter.provider]];
			expect(named).toEqual([...ofNode, ...ofFetch, ...own].sort());
		});

		it('keeps a refused key out of the error, though the provider repeats it', async () => {
			const error = await errorOf(adapter.open({ ...server, key: 'sk-refused-one' }).generate(asking()));
			expect(error.code).toBe('connection-refused');
			expect(everythingIn(error)).not.toContain('sk-refused-one');
		});
	});
}

it('asks a server of OpenAI’s format that wants no key without one', async () => {
	verifies('models.keys-stay-inside');
	const [adapter] = ADAPTERS;
	if (adapter?.provider !== 'openai') throw new Error('is another provider');
	const server = await adapter.start();
	// This one wants a key: what is sent shows, and who refuses is the server and not the library.
	const error = await errorOf(adapter.open({ ...server, key: '' }).generate(asking()));
	expect(error.code).toBe('connection-refused');
	expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
	await server.close();
});
