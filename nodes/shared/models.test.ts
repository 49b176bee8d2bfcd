import { describe, expect, it } from '@jest/globals';
import { need } from '../../test/need.ts';
import { useAnalyzer } from '../../test/nodes/analyzer.ts';
import { type Setting, useCoach } from '../../test/nodes/coach.ts';
import { verifies } from '../../test/verifies.ts';

const MODELS = [
	{ id: 'anthropic-main', kind: 'models', vendor: 'anthropic', name: 'main', address: '' },
	{ id: 'openai-main', kind: 'models', vendor: 'openai', name: 'main', address: '' },
];

for (const [name, use] of [
	['Gong Analyzer', useAnalyzer],
	['Sales Coach', useCoach],
] as const) {
	need('n8n')(`the models of the ${name}`, () => {
		const node = use();

		async function asked(setting: Setting) {
			await node.park(setting);
			return node.engine.asked('POST /v1/runs').at(-1)?.body;
		}

		it('are none unless somebody chooses some, whatever connections there are', async () => {
			verifies('node.models-chosen');
			node.engine.connections.push(...MODELS);
			// A tier and a budget that were set while models were chosen stay in the workflow.
			for (const parameters of [
				{},
				{ models: [], tier: 'high', budgetUsd: 3 },
				{ models: '={{ [] }}' },
				{ models: [''] },
			]) {
				const { connections, tier, budgetUsd } = await asked({ parameters });
				expect([connections.models, tier, budgetUsd]).toEqual([undefined, undefined, undefined]);
			}
		});

		it('are asked with the tier and the budget, by default auto and a dollar', async () => {
			verifies('node.models-chosen');
			const chosen = { models: ['openai-main', 'anthropic-main'], tier: 'medium', budgetUsd: 0.05 };
			expect(await asked({ parameters: chosen })).toMatchObject({
				...{ connections: { models: ['anthropic-main', 'openai-main'] }, tier: 'medium', budgetUsd: 0.05 },
			});
			expect(await asked({ parameters: { models: ['openai-main'] } })).toMatchObject({ tier: 'auto', budgetUsd: 1 });
		});

		it('may come from expressions: a list or a text, a tier, an amount', async () => {
			const items = [{ models: 'openai-main, anthropic-main', tier: ' High ', usd: '0.25' }];
			const parameters = { models: '={{ $json.models }}', tier: '={{ $json.tier }}', budgetUsd: '={{ $json.usd }}' };
			expect(await asked({ items, parameters })).toMatchObject({
				...{ connections: { models: ['anthropic-main', 'openai-main'] }, tier: 'high', budgetUsd: 0.25 },
			});
			const zero = { models: '={{ ["openai-main"] }}', budgetUsd: '={{ 0 }}' };
			expect(await asked({ parameters: zero })).toMatchObject({ budgetUsd: 0 });
		});

		describe('are refused before anything is asked for', () => {
			const chosen = { models: ['openai-main'] };
			it.each<[string, Setting, string]>([
				[
					'a tier that there is not',
					{ parameters: { ...chosen, tier: '={{ "turbo" }}' } },
					'"Tier" is not one of auto, low',
				],
				[
					'an amount that is none',
					{ parameters: { ...chosen, budgetUsd: '={{ "much" }}' } },
					'"Budget (Dollars)" is not an amount: much',
				],
				['no amount', { parameters: { ...chosen, budgetUsd: '={{ "" }}' } }, '"Budget (Dollars)" is not an amount'],
				['an amount below nothing', { parameters: { ...chosen, budgetUsd: '={{ -1 }}' } }, 'is not an amount: -1'],
				['what is no list', { parameters: { models: '={{ [{ id: 1 }] }}' } }, '"Model Names or IDs" is not a list'],
				['too many', { parameters: { models: '={{ "a b c d e f" }}' } }, '"Model Names or IDs" names 6 connections'],
				[
					'items that differ',
					{ items: [{ usd: 1 }, { usd: 2 }], parameters: { ...chosen, budgetUsd: '={{ $json.usd }}' } },
					'"Budget (Dollars)" differs between the input items',
				],
			])('%s', async (_, setting, message) => {
				const { status, error } = await node.core.execute(node.plan(setting));
				expect([status, error?.message]).toEqual(['error', expect.stringContaining(message)]);
				expect(node.engine.asked('POST /v1/runs')).toEqual([]);
			});
		});

		it('are listed from the engine, and where there are none the list says how to make one', async () => {
			const list = () => node.core.options({ method: 'modelConnections', plan: node.plan() });
			expect(await list()).toEqual([{ name: expect.stringContaining('connection add openai'), value: '' }]);
			node.engine.connections.push(...MODELS);
			expect(await list()).toMatchObject([
				{ value: 'anthropic-main', description: 'anthropic' },
				{ value: 'openai-main', description: 'openai' },
			]);
		});
	});
}
