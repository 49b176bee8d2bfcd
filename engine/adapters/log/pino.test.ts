import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../../test/verifies.ts';
import { TerminalError } from '../../errors.ts';
import { createLog } from './pino.ts';

function logged(write: (log: ReturnType<typeof createLog>) => void, level: 'debug' | 'info' = 'debug') {
	const lines: string[] = [];
	write(createLog({ level, stream: { write: (line) => lines.push(line) } }));
	return { text: lines.join(''), lines: lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

/** What must never be read in a log. */
const SECRETS = {
	key: 'sk_sophia_Zm9vYmFyYmF6cXV4',
	slack: 'xoxb-1234-abcdef',
	hubspot: 'pat-na1-0000-1111',
	gong: 'hunter2',
};

describe('createLog', () => {
	it('writes JSON with time, level and the fields of the child', () => {
		const { lines } = logged((log) => log.child({ tenant: 'acme', run: 'r1' }).info({ calls: 3 }, 'listed'));
		expect(lines).toEqual([
			{
				level: 'info',
				time: expect.stringMatching(/^\d{4}-.*Z$/),
				pid: process.pid,
				tenant: 'acme',
				run: 'r1',
				calls: 3,
				msg: 'listed',
			},
		]);
		expect(logged((log) => log.debug({}, 'quiet'), 'info').lines).toEqual([]);
	});

	it('writes no secret, whatever the field is called or however deep it lies', () => {
		verifies('errors.no-secret');
		const { text, lines } = logged((log) => {
			log.info({ headers: { authorization: SECRETS.gong, Cookie: SECRETS.gong, 'x-api-key': SECRETS.gong } }, 'a');
			log.info({ secret: SECRETS.gong, token: SECRETS.gong, apiKey: SECRETS.gong, password: SECRETS.gong }, 'b');
			log.info({ list: [{ accessKeySecret: SECRETS.gong, access_key: SECRETS.gong }] }, 'c');
			log.child({ botToken: SECRETS.gong }).info({}, 'd');
			log.info({ secret: { value: SECRETS.gong } }, 'e');
		});
		expect(lines).toHaveLength(5);
		expect(text).not.toContain(SECRETS.gong);
		expect(lines[0]).toMatchObject({ headers: { authorization: '[redacted]' } });
	});

	it('writes no secret that stands inside a text or a message', () => {
		verifies('errors.no-secret');
		const { text } = logged((log) => {
			for (const secret of [SECRETS.key, SECRETS.slack, SECRETS.hubspot])
				log.info({ note: `it was ${secret}.` }, secret);
			log.warn({ url: `postgres://sophia:${SECRETS.gong}@db/sophia` }, `Bearer ${SECRETS.gong}`);
			log.warn({ header: `Basic ${Buffer.from(SECRETS.gong).toString('base64')}` }, 'x');
		});
		for (const secret of Object.values(SECRETS)) expect(text).not.toContain(secret);
		expect(text).not.toContain(Buffer.from(SECRETS.gong).toString('base64'));
	});

	it.each([
		'sk-proj-abcdefghijklmnop1234',
		'sk-proj-Ab_cd-Ef_gh-Ij',
		'sk-ant-api03-Qx7_zz-AAAA',
		'sk-svcacct-abcdefgh',
		'sk-or-v1-0123456789abcdef',
		'sk-0123456789abcdefABCDEF',
		'pplx-0123456789abcdef0123',
		'gsk_abcdefghijklmnopqrst',
		'xai-abcdefghijklmnopqrst',
		'whsec_c2VjcmV0c2VjcmV0',
	])('masks %s wherever it stands', (key) => {
		verifies('logs.known-keys');
		const { text } = logged((log) => {
			log.info({ said: `says ${key} is wrong`, list: [key] }, `key=${key},`);
			log.error({ err: new TerminalError('vendor-refused', `It says: "${key}".`) }, 'failed');
		});
		expect(text).not.toContain(key.slice(0, 14));
		expect(text).toContain('says [redacted] is wrong');
	});

	it.each([
		'the risk-free task-force of a desk-based team with disk-encryption-at-rest-2026',
		'sk-learn, sk-learn-compatible-estimators and sk-1',
		'the step sk-or-nothing of pplx and gsk_',
		'whsec_ and whsec_short begin a secret',
	])('leaves alone: %s', (words) => {
		verifies('logs.known-keys');
		expect(logged((log) => log.info({ words }, words)).lines[0]).toMatchObject({ words, msg: words });
	});

	it('writes of an error what helps, and nothing that a library hung on it', () => {
		const vendor = Object.assign(new Error(`refused Bearer ${SECRETS.gong}`), {
			code: 'ERR_BAD_REQUEST',
			config: { headers: { Authorization: SECRETS.gong }, auth: { username: 'key', pass: SECRETS.gong } },
		});
		const error = new TerminalError('vendor-refused', undefined, {
			cause: vendor,
			details: { status: 400, token: SECRETS.gong },
		});
		const { text, lines } = logged((log) => log.error({ err: error }, 'failed'));
		expect(text).not.toContain(SECRETS.gong);
		expect(lines[0]?.err).toMatchObject({
			type: 'TerminalError',
			code: 'vendor-refused',
			details: { status: 400, token: '[redacted]' },
			cause: { code: 'ERR_BAD_REQUEST' },
		});
		expect(lines[0]).toMatchObject({ err: { stack: expect.stringContaining('pino.test.ts') } });
	});

	it('writes errors under other names, and values that are no plain objects', () => {
		const { lines } = logged((log) =>
			log.info({ reason: new Error('because'), at: new Date(0), bytes: Buffer.from('x') }, 'x'),
		);
		expect(lines[0]).toMatchObject({ reason: { message: 'because' }, at: '1970-01-01T00:00:00.000Z' });
	});

	it('ends with what refers to itself', () => {
		const circle: Record<string, unknown> = {};
		circle.self = circle;
		expect(logged((log) => log.info({ circle }, 'x')).text).toContain('too deep');
	});
});
