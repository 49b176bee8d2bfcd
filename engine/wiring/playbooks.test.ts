import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verifies } from '../../test/verifies.ts';
import { choosePlaybook } from '../domain/playbooks/choose.ts';
import { toPlaybook } from '../domain/playbooks/to-playbook.ts';
import { parseYaml } from '../http/yaml.ts';
import { readPlaybooks } from './playbooks.ts';

describe('the playbooks that come with the engine', () => {
	verifies('playbooks.shipped');

	it('are valid, with advice for each criterion', async () => {
		const playbooks = await readPlaybooks();
		expect(playbooks.map(({ name }) => name)).toEqual(['demo', 'discovery', 'renewal']);
		for (const { criteria } of playbooks) {
			expect(criteria.length).toBeGreaterThanOrEqual(9);
			expect(criteria.filter(({ coaching }) => coaching === undefined)).toEqual([]);
		}
	});

	it('say how a model writes', async () => {
		verifies('playbooks.writing');
		const said = (await readPlaybooks()).map(({ name, writing }) => [name, writing?.length, writing?.tone]);
		expect(said).toEqual([
			['demo', 'medium', 'plain'],
			['discovery', 'medium', 'warm'],
			['renewal', 'short', 'formal'],
		]);
	});

	it('are found by the stages of two common CRMs, and each stage by one alone', async () => {
		const all = (await readPlaybooks()).map((playbook) => ({ playbook, own: false }));
		const chosen = (stage: string) =>
			choosePlaybook(all, undefined, { crm: [{ type: 'deal', id: '1', stage }] })?.playbook.name;
		// HubSpot's own pipeline, by id and as shown; Salesforce's own stages.
		const stages = {
			discovery: [
				'appointmentscheduled',
				'qualifiedtobuy',
				'Qualified To Buy',
				'Prospecting',
				'Qualification',
				'Needs Analysis',
			],
			demo: ['presentationscheduled', 'Presentation Scheduled', 'Value Proposition', 'Perception Analysis'],
			renewal: ['Renewal', 'renewal_due'],
		};
		for (const [name, ofPlaybook] of Object.entries(stages)) {
			expect(ofPlaybook.map(chosen)).toEqual(ofPlaybook.map(() => name));
		}
		for (const stage of ['closedwon', 'Closed Lost', 'contractsent']) expect(chosen(stage)).toBeUndefined();
		const written = all.flatMap(({ playbook }) => playbook.stages.map((one) => one.toLowerCase().replace(/\W/g, '')));
		expect(new Set(written).size).toBe(written.length);
	});
});

describe('docs/playbooks.md', () => {
	it('shows a playbook that is valid', async () => {
		const document = await readFile(new URL('../../docs/playbooks.md', import.meta.url), 'utf8');
		const [, yaml = ''] = /```yaml\n([\s\S]*?)```/.exec(document) ?? [];
		const { name, criteria } = toPlaybook(parseYaml(Buffer.from(yaml)), 'of the document');
		expect([name, criteria.length]).toEqual(['pilot', 3]);
	});
});

describe('readPlaybooks', () => {
	let folder: string;
	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'sophia-playbooks-'));
	});
	afterAll(() => rm(folder, { recursive: true, force: true }));

	const read = async (text: string, file = 'pilot.yaml') => {
		await rm(folder, { recursive: true });
		folder = await mkdtemp(join(tmpdir(), 'sophia-playbooks-'));
		await writeFile(join(folder, file), text);
		return readPlaybooks(pathToFileURL(`${folder}/`));
	};
	const criteria = 'criteria: [{ id: a, title: A, said: { words: [a] } }]';

	it('names the file and every wrong field', async () => {
		verifies('playbooks.every-wrong-field');
		const problem = read('name: pilot\ntitle: 5\ncriteria: [{ id: a, title: A, said: { words: [] } }]');
		await expect(problem).rejects.toMatchObject({
			code: 'playbook-not-valid',
			message: expect.stringContaining('pilot.yaml'),
			details: { fields: [{ path: 'title' }, { path: 'criteria[0].said.words' }] },
		});
		await expect(read(`name: pilot\nname: pilot\n${criteria}`)).rejects.toMatchObject({ code: 'body-not-yaml' });
	});

	it('wants the name of the file', async () => {
		await expect(read(`name: trial\ntitle: Trial\n${criteria}`)).rejects.toMatchObject({ code: 'playbook-not-valid' });
		await expect(read(`name: pilot\ntitle: Pilot\n${criteria}`)).resolves.toMatchObject([
			{ name: 'pilot', stages: [] },
		]);
	});
});

describe('how a model writes, in a playbook', () => {
	const criteria = [{ id: 'a', title: 'A', said: { words: ['budget'] } }];
	const read = (writing: unknown) => toPlaybook({ name: 'pilot', title: 'Pilot', criteria, writing }, 'of the test');

	it('has defaults, and may be left out', () => {
		expect(read({ length: 40 }).writing).toEqual({ length: 40, tone: 'plain' });
		expect(read({ tone: 'direct' }).writing).toEqual({ length: 'medium', tone: 'direct' });
		expect(read(undefined).writing).toBeUndefined();
	});

	it.each([
		[{ length: 'huge' }, 'writing.length', '`short`, `medium`, `long`, or a number of words from 20 to 250'],
		[{ length: 5 }, 'writing.length', 'Too small: expected number to be >=20'],
		[{ length: 40.5 }, 'writing.length', '`short`, `medium`, `long`, or a number of words from 20 to 250'],
		[{ tone: 'shouting' }, 'writing.tone', expect.stringContaining('"plain"|"warm"|"direct"|"formal"')],
		[{ tones: 'warm' }, 'writing', expect.stringContaining('tones')],
	])('is refused as %j', (writing, path, message) => {
		verifies('playbooks.every-wrong-field');
		const refusal = expect.objectContaining({ details: { fields: [{ path, message }] } });
		expect(() => read(writing)).toThrow(refusal as unknown as Error);
	});
});
