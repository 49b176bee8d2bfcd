/** Parts of a call are as large as the cheapest model may read them under the ceiling of its tier: here by the real catalog and tokenizer. */
import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { verifies } from '../../test/verifies.ts';
import { createTokens } from '../adapters/models/tokens.ts';
import type { Party } from '../contract/call.ts';
import { readCall } from '../domain/calls/generative/read-call.ts';
import { toCatalog } from '../domain/models/catalog.ts';
import { toPrompt } from '../domain/models/prompt.ts';
import { generation, scriptedModels } from '../domain/testing/scripted-models.ts';
import { spendingRun } from '../domain/testing/spending-run.ts';
import { spoken } from '../domain/testing/spoken.ts';

const read = (file: string) => readFileSync(new URL(`../domain/${file}`, import.meta.url), 'utf8');
const catalog = toCatalog(parse(read('models/catalog.yaml')), 'catalog.yaml');
const prompts = {
	part: toPrompt(read('calls/prompts/analyze-part.md')),
	correction: toPrompt(read('calls/prompts/correct-claims.md')),
};

it.each([
	['two people', 0, 'Ann'],
	['forty people of long names', 40, 'Maximiliane Featherstonehaugh-Wilkins'],
	['forty people of names in another script', 40, '欧阳娜娜司马相如诸葛孔明东方不败慕容'],
])('a call of hours with %s is read by the cheapest model, in parts that it may', async (_, count, name) => {
	verifies('models.tier-ceilings');
	const said = 'We think that the price of the platform is over what we have, and that the old one will do.';
	const { call, transcript } = spoken({ lines: `Carl: ${said}\nRita: ${said}\n`.repeat(400) });
	const listeners = Array.from(
		{ length: count },
		(_, at): Party => ({ name: `${name} ${at}`, affiliation: at % 2 ? 'internal' : 'external' }),
	);
	let parts = 0;
	const scripted = scriptedModels(
		{
			'openai/gpt-4o-mini': [
				() => {
					parts += 1;
					return { ...generation('', 0.0005), data: { found: [] } };
				},
			],
		},
		catalog,
	);
	const { reading } = await readCall(spendingRun(10), { ...scripted.ports, tokens: createTokens() }, prompts, {
		...{ call: { ...call, parties: [...call.parties, ...listeners] }, transcript, zone: 'UTC', floor: [], tier: 'low' },
	});
	expect([reading.unread, reading.moved]).toEqual([[], []]);
	expect(parts).toBeGreaterThan(4);
});
