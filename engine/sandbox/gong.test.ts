import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { verifies } from '../../test/verifies.ts';
import type { Json } from './exchange.ts';
import { publishedSpec, startForTest, type TestSandbox } from './start-for-test.ts';

const YESTERDAY = { fromDateTime: '2026-11-21T00:00:00+01:00', toDateTime: '2026-11-22T00:00:00+01:00' };
const EVERYTHING = {
	context: 'Extended',
	exposedFields: { parties: true, content: { brief: true }, interaction: { speakers: true } },
};

/** Where the description is wrong or loose: it calls a field's value an object and shows a string. */
const OVERLAY: Record<string, Json> = { ContextField: { value: {} }, PartyContextField: { value: {} } };

let sandbox: TestSandbox;
beforeAll(async () => {
	sandbox = await startForTest();
	await sandbox.control('POST', 'settings', { gong: { perSecond: 0 } });
});
afterAll(() => sandbox.close());

const extensive = (body: unknown, headers?: Record<string, string>) =>
	sandbox.gong('/v2/calls/extensive', body, headers);

describe('gong', () => {
	it('lists the calls that started in a period, end excluded', async () => {
		const { status, body } = await extensive({ filter: YESTERDAY });
		expect(status).toBe(200);
		expect(body.records).toMatchObject({ totalRecords: 11, currentPageSize: 11, currentPageNumber: 0 });
		const { body: cut } = await extensive({ filter: { ...YESTERDAY, toDateTime: '2026-11-21T23:57:00+01:00' } });
		expect(cut.records).toMatchObject({ totalRecords: 10 });
	});

	it('tells only the metadata unless asked for more', async () => {
		const { body: plain } = await extensive({ filter: YESTERDAY });
		for (const call of plain.calls as Json[]) expect(Object.keys(call)).toEqual(['metaData']);
		const { body: full } = await extensive({ filter: YESTERDAY, contentSelector: EVERYTHING });
		expect(Object.keys((full.calls as Json[])[1] ?? {}).sort()).toEqual([
			'content',
			'context',
			'interaction',
			'metaData',
			'parties',
		]);
	});

	it('says 404 with an error where there is no call', async () => {
		const { status, body } = await extensive({
			filter: { fromDateTime: '2020-01-01T00:00:00Z', toDateTime: '2020-01-02T00:00:00Z' },
		});
		expect(status).toBe(404);
		expect(body).toEqual({ requestId: expect.any(String), errors: [expect.any(String)] });
	});

	it('leaves out a call whose transcript is not ready, without a word', async () => {
		const { body } = await extensive({ filter: YESTERDAY });
		const ids = (body.calls as { metaData: { id: string; title: string } }[]).map((call) => call.metaData);
		const pending = ids.find((call) => call.title === 'Pinewood Utilities: questions about the pilot price');
		const { body: answered } = await sandbox.gong('/v2/calls/transcript', {
			filter: { callIds: ids.map((one) => one.id) },
		});
		const got = (answered.callTranscripts as { callId: string }[]).map((one) => one.callId);
		expect(got).toHaveLength(10);
		expect(got).not.toContain(pending?.id);
	});

	it.each([
		['no filter', {}],
		['an unknown field', { filter: YESTERDAY, limit: 5 }],
		['an unknown filter', { filter: { ...YESTERDAY, owner: 'x' } }],
		['an unknown exposed field', { filter: YESTERDAY, contentSelector: { exposedFields: { transcript: true } } }],
		['an id as a number', { filter: { callIds: [1] } }],
		['a date without offset', { filter: { fromDateTime: '2026-11-21T00:00:00' } }],
		['a foreign cursor', { filter: YESTERDAY, cursor: 'abc' }],
	])('refuses %s', async (_, body) => {
		expect(await extensive(body)).toMatchObject({ status: 400, body: { errors: [expect.any(String)] } });
	});

	it('wants the key', async () => {
		const { status } = await extensive({ filter: YESTERDAY }, { authorization: 'Basic d3Jvbmc6a2V5' });
		expect(status).toBe(401);
	});

	it('names a missing scope', async () => {
		await sandbox.control('POST', 'settings', { gong: { scopes: ['api:calls:read:extensive'] } });
		expect((await extensive({ filter: YESTERDAY })).status).toBe(200);
		expect(await sandbox.gong('/v2/calls/transcript', { filter: YESTERDAY })).toMatchObject({
			status: 401,
			body: { errors: [expect.stringContaining('api:calls:read:transcript')] },
		});
		expect((await sandbox.gong('/v2/users')).status).toBe(403);
	});

	it('takes three requests a second and says when to come again', async () => {
		const own = await startForTest();
		const answers = [];
		for (let n = 0; n < 4; n += 1) answers.push(await own.gong('/v2/users'));
		expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 429]);
		expect(answers[3]?.headers.get('retry-after')).toBe('1');
		own.pass(1_000);
		expect((await own.gong('/v2/users')).status).toBe(200);
		await own.close();
	});
});

describe('gong against its published description', () => {
	verifies('sandbox.as-described');

	const spec = publishedSpec('gong-v2.openapi.json');
	const check = spec ? it : it.skip;

	check('accepted requests and answers keep to it', async () => {
		const own = await startForTest();
		await own.control('POST', 'settings', { gong: { perSecond: 0 } });
		const { valid } = validator(spec as Json);
		const request = { filter: YESTERDAY, contentSelector: EVERYTHING };
		valid('PublicApiBaseRequestWithDataV2CallsRequestFilterWithOwnersContentSelector', request);
		valid('Calls', (await own.gong('/v2/calls/extensive', request)).body);
		valid('PublicApiBaseRequestV2CallsFilter', { filter: YESTERDAY });
		valid('CallTranscripts', (await own.gong('/v2/calls/transcript', { filter: YESTERDAY })).body);
		valid('UsersMetadata', (await own.gong('/v2/users')).body);
		valid('WorkspacesMetadata', (await own.gong('/v2/workspaces')).body);
		const none = { fromDateTime: '2020-01-01T00:00:00Z', toDateTime: '2020-01-02T00:00:00Z' };
		valid('ErrorResponse', (await own.gong('/v2/calls/extensive', { filter: none })).body);
		await own.close();
	});

	check('the check itself refuses an unknown field', () => {
		const { errors } = validator(spec as Json);
		expect(errors('Calls', { calls: [{ metaData: { id: 5 } }] })).not.toEqual([]);
		expect(errors('PublicApiBaseRequestV2CallsFilter', { filter: { owner: 'x' } })).not.toEqual([]);
	});
});

/** Checks against the description's schemas, made strict: it lets unknown fields pass. */
function validator(spec: Json) {
	const { schemas } = structuredClone(spec).components as { schemas: Record<string, Json> };
	for (const [name, schema] of Object.entries(schemas)) {
		if (schema.type === 'object' && schema.properties) schema.additionalProperties = false;
		const fields = schema.properties as Record<string, Json> | undefined;
		// A transcript without topics says null.
		if (name === 'Monologue' && fields) fields.topic = { type: 'string', nullable: true };
		Object.assign(fields ?? {}, OVERLAY[name]);
	}
	const ajv = new Ajv({ strict: false, validateFormats: false });
	ajv.addSchema({ $id: 'gong', components: { schemas } });
	const errors = (name: string, value: unknown) => {
		ajv.validate(`gong#/components/schemas/${name}`, value);
		return (ajv.errors ?? []).map((error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
	};
	return { errors, valid: (name: string, value: unknown) => expect(errors(name, value)).toEqual([]) };
}
