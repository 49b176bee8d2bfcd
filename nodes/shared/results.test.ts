import { describe, expect, it } from '@jest/globals';
import { need } from '../../test/need.ts';
import { succeed, useCoach } from '../../test/nodes/coach.ts';
import { verifies } from '../../test/verifies.ts';

const FAILURE = { code: 'vendor-refused', message: 'Gong said no.', action: 'Read the reason that is named.' };

need('n8n')('items that fail', () => {
	const coach = useCoach();

	describe('failed items', () => {
		verifies('node.items-in-place');

		const items = [{ n: 0 }, { n: 1 }, { n: 2 }];
		const results = [succeed(0), { state: 'failed', error: FAILURE }, succeed(2)];
		const errorJson = { error: 'Gong said no.', details: FAILURE };

		for (const [how, mode] of [
			['parked', 'trigger'],
			['inline', 'integrated'],
		] as const) {
			async function finish(node: Record<string, unknown>) {
				const started = coach.plan({ items, node, plan: { mode } });
				const polled = coach.engine.next('GET /v1/runs/run-1');
				const executing = coach.core.execute(started);
				await (mode === 'integrated' ? polled : executing);
				coach.engine.end('run-1', 'succeeded', results);
				if (mode === 'integrated') return await executing;
				const { execution } = await coach.knock(started.executionId, 'run-1');
				if (!execution) throw new Error('The execution did not wake.');
				return execution;
			}

			it(`${how}: become error items in their place where the node continues`, async () => {
				const execution = await finish({ onError: 'continueRegularOutput' });
				expect(execution.status).toBe('success');
				const output = execution.outputs.Coach?.[0]?.[0] ?? [];
				expect(output.map(({ json }) => json.summary ?? json)).toEqual(['day 0', errorJson, 'day 2']);
				expect(output.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
			});

			it(`${how}: go to the error output where there is one`, async () => {
				const execution = await finish({ onError: 'continueErrorOutput' });
				const [good, bad] = execution.outputs.Coach?.[0] ?? [];
				expect(good?.map(({ json }) => json.summary)).toEqual(['day 0', 'day 2']);
				expect(bad?.map(({ json }) => json)).toEqual([expect.objectContaining(errorJson)]);
			});

			it(`${how}: fail the node where it stops, with what to do and the code`, async () => {
				const execution = await finish({});
				expect(execution.status).toBe('error');
				expect(execution.error).toMatchObject({
					name: 'NodeOperationError',
					message: 'Gong said no.',
					description: 'Read the reason that is named. (vendor-refused, item 1)',
					context: { itemIndex: 1, code: 'vendor-refused' },
				});
				expect(execution.outputs.After).toBeUndefined();
			});
		}

		it('an item the engine would refuse leaves the others alone where the node continues', async () => {
			const badItem = [{ id: '111' }, { id: '' }, { id: '333' }];
			const parameters = { resource: 'call', callId: '={{ $json.id }}' };
			const { executionId } = await coach.park({
				items: badItem,
				parameters,
				node: { onError: 'continueRegularOutput' },
			});
			expect(coach.engine.asked('POST /v1/runs')[0]?.body.inputs).toEqual([{ callId: '111' }, { callId: '333' }]);
			coach.engine.end('run-1', 'succeeded', [succeed(0), succeed(1)]);
			const { execution } = await coach.knock(executionId, 'run-1');
			const output = execution?.outputs.Coach?.[0]?.[0] ?? [];
			expect(output.map(({ json }) => json.summary ?? json.error)).toEqual(['day 0', 'The call id is empty', 'day 1']);
			expect(output.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
		});

		it('a run that reached its deadline fails and shows what it had', async () => {
			const { executionId } = await coach.park({ node: { onError: 'continueRegularOutput' } });
			const error = { code: 'run-timed-out', message: 'The run reached its deadline.', action: 'Give it more time.' };
			coach.engine.end('run-1', 'timed-out', [{ state: 'timed-out', value: { summary: 'half a day' }, error }]);
			const { execution } = await coach.knock(executionId, 'run-1');
			expect(execution?.outputs.After?.[0]?.[0]?.[0]?.json).toEqual({
				error: 'The run reached its deadline.',
				details: { ...error, partial: { summary: 'half a day' } },
			});
		});

		it('a run that ended without results fails every item', async () => {
			const { executionId } = await coach.park({ items, node: { onError: 'continueRegularOutput' } });
			coach.engine.end('run-1', 'cancelled');
			const { execution } = await coach.knock(executionId, 'run-1');
			const output = execution?.outputs.Coach?.[0]?.[0] ?? [];
			expect(output.map(({ json }) => (json.details as { code: string }).code)).toEqual(
				items.map(() => 'run-cancelled'),
			);
		});
	});
});
