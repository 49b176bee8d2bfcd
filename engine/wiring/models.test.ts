import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verifies } from '../../test/verifies.ts';
import type { SophiaError } from '../errors.ts';
import { readCatalog } from './models.ts';

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'sophia-models-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(text: string) {
	const file = join(folder, 'mine.yaml');
	await writeFile(file, text);
	return readCatalog(file);
}

const refusal = async (text: string) => {
	const error = (await read(text).catch((thrown: unknown) => thrown)) as SophiaError;
	return { code: error.code, said: error.message.replace(folder, '') };
};

const OWN = `
tiers: { low: { ceilingUsd: 0.001, models: [vllm/own] } }
models: { vllm/own: { contextTokens: 32768, maxOutputTokens: 4096, prices: [{ input: 0, output: 0 }] } }
`;

describe("an operator's catalog", () => {
	verifies('models.catalog-of-your-own');

	it('goes over the one that comes with the engine', async () => {
		const shipped = await readCatalog(undefined);
		const { tiers, models, asOf } = await read(OWN);
		expect(tiers).toEqual({ ...shipped.tiers, low: { ceilingUsd: 0.001, models: ['vllm/own'] } });
		expect(Object.keys(models)).toEqual([...Object.keys(shipped.models), 'vllm/own']);
		expect(asOf).toBe(shipped.asOf);
	});

	it.each([
		['nothing', '', 'the file is empty; it must hold fields such as `tiers:` and `models:`'],
		['a comment alone', '# later', 'the file is empty'],
		['plain text', 'hello', 'the file is one string; it must hold'],
		['a list', '- low', 'the file is a list; it must hold'],
		['a text where tiers belong', 'tiers: low', 'tiers: Invalid input: expected record, received string'],
		['what is no YAML', 'tiers: [', 'the file is not YAML: line 1, column'],
		['a model without a price', 'tiers: { low: { ceilingUsd: 1, models: [vllm/none] } }', '“vllm/none” has no price'],
	])('is refused with %s, in words that name the file', async (_, text, said) => {
		const refused = await refusal(text);
		expect(refused.code).toBe('catalog-not-valid');
		expect(refused.said.startsWith('/mine.yaml: ')).toBe(true);
		expect(refused.said).toContain(said);
	});

	it('is refused where there is none', async () => {
		const missing = readCatalog(join(folder, 'absent.yaml'));
		await expect(missing).rejects.toMatchObject({
			code: 'config-not-valid',
			message: expect.stringContaining('ENOENT'),
		});
	});
});
