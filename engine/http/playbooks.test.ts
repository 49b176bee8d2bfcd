import { afterEach, describe, expect, it } from '@jest/globals';
import { verifies } from '../../test/verifies.ts';
import type { PlaybookInput } from '../contract/playbook.ts';
import { Playbook } from '../contract/playbook.ts';
import { createPlaybooks } from '../domain/playbooks/playbooks.ts';
import { memoryPlaybookStore } from '../domain/testing/memory-playbooks.ts';
import { ErrorBody } from './errors.ts';
import { type Answer, createTestApp, KEY, type TestApp } from './testing/app.ts';

const criterion = { id: 'agenda', title: 'Sets an agenda', said: { words: ['agenda'], by: 'rep' as const } };
const given: PlaybookInput = { name: 'pilot', title: 'Pilot', stages: ['Pilot'], criteria: [criterion] };
const shipped = Playbook.parse({ ...given, name: 'discovery', title: 'Discovery call' });

const YAML = `
name: pilot # as in the address
title: Pilot
stages: [Pilot]
criteria:
  - id: agenda
    title: Sets an agenda
    said: { words: [agenda], by: rep }
`;

let test: TestApp;
afterEach(() => test.app.close());

async function open() {
	test = await createTestApp({ playbooks: createPlaybooks(memoryPlaybookStore(), [shipped]) });
	return test;
}

async function send(method: 'PUT' | 'DELETE', url: string, payload?: string | object, type = 'application/json') {
	const response = await test.app.inject({
		method,
		url,
		headers: { authorization: `Bearer ${KEY}`, ...(payload === undefined ? {} : { 'content-type': type }) },
		payload: typeof payload === 'object' ? JSON.stringify(payload) : payload,
	});
	return { status: response.statusCode, body: response.json() as unknown };
}

const names = async () => {
	const { body } = await test.get('/v1/playbooks');
	return (body as { playbooks: { name: string; own: boolean }[] }).playbooks.map(({ name, own }) => ({ name, own }));
};

const fields = (answer: Pick<Answer, 'body'>) => {
	const { error } = ErrorBody.parse(answer.body);
	return { code: error.code, paths: (error.fields ?? []).map(({ path }) => path).sort() };
};

describe('/v1/playbooks', () => {
	it('keeps what JSON or YAML says, gives it back as PUT takes it, and takes it away', async () => {
		verifies('playbooks.replaceable', 'playbooks.yaml');
		await open();
		const kept = Playbook.parse(given);
		expect(await send('PUT', '/v1/playbooks/pilot', given)).toEqual({ status: 200, body: kept });
		expect((await test.get('/v1/playbooks/pilot')).body).toEqual(kept);
		expect(await names()).toEqual([
			{ name: 'pilot', own: true },
			{ name: 'discovery', own: false },
		]);
		expect(await send('DELETE', '/v1/playbooks/pilot')).toEqual({ status: 200, body: { name: 'pilot' } });
		expect(fields(await test.get('/v1/playbooks/pilot'))).toMatchObject({ code: 'playbook-unknown' });
		for (const type of ['application/yaml', 'text/yaml', 'text/yaml; charset=utf-8']) {
			expect(await send('PUT', '/v1/playbooks/pilot', YAML, type)).toEqual({ status: 200, body: kept });
		}
		expect(await send('PUT', '/v1/playbooks/pilot', (await test.get('/v1/playbooks/pilot')).text)).toMatchObject({
			status: 200,
		});
	});

	it('replaces one that came with the engine, which is back when the own one goes', async () => {
		verifies('playbooks.replaceable');
		await open();
		await send('PUT', '/v1/playbooks/discovery', { ...given, name: 'discovery', title: 'Ours' });
		expect((await test.get('/v1/playbooks/discovery')).body).toMatchObject({ title: 'Ours' });
		expect(await names()).toEqual([{ name: 'discovery', own: true }]);
		expect(await send('DELETE', '/v1/playbooks/discovery')).toMatchObject({ status: 200 });
		expect((await test.get('/v1/playbooks/discovery')).body).toEqual(shipped);
		const again = await send('DELETE', '/v1/playbooks/discovery');
		expect([again.status, fields(again).code]).toEqual([404, 'playbook-unknown']);
	});

	it('refuses what is not valid with the path of every wrong field, and stores nothing', async () => {
		verifies('playbooks.every-wrong-field');
		await open();
		const bad = {
			name: 'pilot',
			titel: 'Pilot',
			stages: ['Pilot', 5],
			criteria: [
				{ ...criterion, said: { words: ['agenda', '…', 'a*b'], by: 'boss', within: { first: 0.2, last: 0.2 } } },
				{ ...criterion, said: { words: [], atLeast: 1, atMost: 0 } },
				{ id: 'talk', title: 'Talk', measured: { figure: 'talkRatio', max: -1 } },
				{ id: 'none', title: 'None' },
				{ id: 'both', title: 'Both', said: { words: ['a'] }, measured: { figure: 'patienceMs', min: 3, max: 1 } },
			],
		};
		const answer = await send('PUT', '/v1/playbooks/pilot', bad);
		expect(answer.status).toBe(400);
		expect(fields(answer)).toEqual({
			code: 'bad-request',
			paths: [
				'criteria[0].said.by',
				'criteria[0].said.within',
				'criteria[0].said.words[1]',
				'criteria[0].said.words[2]',
				'criteria[1].id',
				'criteria[1].said',
				'criteria[1].said.words',
				'criteria[2].measured.figure',
				'criteria[2].measured.max',
				'criteria[3]',
				'criteria[4]',
				'criteria[4].measured.max',
				'stages[1]',
				'titel',
				'title',
			],
		});
		expect(JSON.stringify(answer.body)).toContain('did you mean \\"title\\"?');
		const asYaml = await send('PUT', '/v1/playbooks/pilot', YAML.replace('by: rep', 'by: boss'), 'text/yaml');
		expect(fields(asYaml)).toEqual({ code: 'bad-request', paths: ['criteria[0].said.by'] });
		const elsewhere = await send('PUT', '/v1/playbooks/trial', given);
		expect([elsewhere.status, fields(elsewhere)]).toEqual([400, { code: 'bad-request', paths: ['name'] }]);
		expect(fields(await send('PUT', '/v1/playbooks/Pilot', given)).paths).toEqual(['path.name']);
		expect(await names()).toEqual([{ name: 'discovery', own: false }]);
	});

	it('refuses what is too large, broken or of another type', async () => {
		verifies('playbooks.every-wrong-field', 'playbooks.yaml');
		await open();
		const words = Array.from({ length: 60 }, (_, index) => `a phrase of some length, number ${index}`);
		const criteria = Array.from({ length: 10 }, (_, index) => ({ id: `c${index}`, title: 'T', said: { words } }));
		expect(fields(await send('PUT', '/v1/playbooks/pilot', { ...given, criteria }))).toEqual({
			code: 'bad-request',
			paths: ['criteria'],
		});
		for (const [payload, type, code] of [
			['name: pilot\nname: pilot', 'text/yaml', 'body-not-yaml'],
			[`# ${'x'.repeat(40_000)}`, 'text/yaml', 'body-too-large'],
			['', 'text/yaml', 'body-not-yaml'],
			['name: pilot', 'application/x-yaml', 'content-type-unsupported'],
			['name: pilot', 'text/yaml; charset=utf-16', 'content-type-unsupported'],
			['{ "name": ', 'application/json', 'body-not-json'],
		] as const) {
			expect(fields(await send('PUT', '/v1/playbooks/pilot', payload, type)).code).toBe(code);
		}
		expect(await names()).toEqual([{ name: 'discovery', own: false }]);
	});

	it('is named by a run, which is refused at once where there is none of that name', async () => {
		verifies('playbooks.choice');
		await open();
		const run = (...names: (string | undefined)[]) => ({
			kind: 'analyze-call',
			inputs: names.map((playbook) => ({ callId: '1', ...(playbook ? { playbook } : {}) })),
			connections: { calls: 'gong-main' },
		});
		const refused = await test.post('/v1/runs', [run('discovery'), run(undefined, 'discovry')]);
		expect([refused.status, fields(refused)]).toEqual([
			404,
			{ code: 'playbook-unknown', paths: ['[1].inputs[1].playbook'] },
		]);
		expect(refused.text).toContain('did you mean \\"discovery\\"?');
		expect(test.submitted).toEqual([]);
		expect((await test.post('/v1/runs', run('discovery', undefined))).status).toBe(202);
		await send('PUT', '/v1/playbooks/pilot', given);
		expect((await test.post('/v1/runs', run('pilot'))).status).toBe(202);
	});

	it('takes YAML nowhere else', async () => {
		await open();
		const answer = await test.post('/v1/runs', 'kind: coach-day', { 'content-type': 'application/yaml' });
		expect(fields(answer).code).toBe('content-type-unsupported');
	});
});
