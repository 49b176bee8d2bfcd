import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { verifies } from '../../../test/verifies.ts';
import { RetryableError, TerminalError } from '../../errors.ts';
import { CATALOG, generation, type Script, scriptedModels } from '../testing/scripted-models.ts';
import { spendingRun } from '../testing/spending-run.ts';
import { toCatalog } from './catalog.ts';
import { type Asked, generate } from './generate.ts';

const ASKED: Asked = {
	name: 'ask',
	tier: 'low',
	messages: [{ role: 'user', content: 'Who signs?' }],
	maxOutputTokens: 500,
};

const limited = (retryAfterMs?: number) =>
	new RetryableError('vendor-rate-limited', undefined, { notDone: true, ...(retryAfterMs ? { retryAfterMs } : {}) });
const down = () => new RetryableError('vendor-unavailable', undefined, { notDone: true });
const cut = () => new RetryableError('vendor-unavailable');
const refused = () => new TerminalError('model-refused', undefined, { details: { billedUsd: 0.00002 } });

describe('generate', () => {
	it('asks the first model of the tier and charges what it cost', async () => {
		const { ports, asked, heard } = scriptedModels({ 'one/small': ['Ann.'], 'two/small': ['Bob.'] });
		const run = spendingRun(1);
		const answer = await generate(run, ports, ASKED);
		expect(answer).toMatchObject({ text: 'Ann.', model: 'one/small', tier: 'low', usage: { costUsd: 0.0001 } });
		expect(answer).not.toHaveProperty('moved');
		expect([asked, heard, run.spentUsd]).toEqual([['one/small'], ['one/small success'], 0.0001]);
	});

	describe('asks the next model', () => {
		verifies('models.next-model');

		it.each<[string, Script, string[], number]>([
			['on a refusal, which it pays', refused(), ['one/small success'], 0.00002],
			['on a fault of the server, for nothing', down(), ['one/small failure'], 0],
			['on a wish to wait, which is no failure', limited(20_000), ['one/small neutral'], 0],
			['where the answer broke off: it counts as all that it may have cost', cut(), ['one/small failure'], 0.0002519],
			['after silence: so does that', 'silence', ['one/small failure'], 0.0002519],
			['where nobody foresaw the fault', new Error('?'), ['one/small neutral'], 0.0002519],
		])('%s', async (_, script, said, lostUsd) => {
			const { ports, asked, heard } = scriptedModels({ 'one/small': [script], 'two/small': ['Bob.'] });
			const run = spendingRun(1);
			expect(await generate(run, ports, ASKED)).toMatchObject({ text: 'Bob.', model: 'two/small' });
			expect(asked).toEqual(['one/small', 'two/small']);
			expect(heard).toEqual([...said, 'two/small success']);
			// 3 + 8 + 8 tokens of the request at 0.1, 500 of the answer at 0.5 a million.
			expect(run.spentUsd).toBeCloseTo(lostUsd + 0.0001, 8);
		});

		it('where its breaker is open, without a request', async () => {
			const { ports, asked, open } = scriptedModels({ 'one/small': ['Ann.'], 'two/small': ['Bob.'] });
			open.add('one/small');
			expect(await generate(spendingRun(1), ports, ASKED)).toMatchObject({ model: 'two/small' });
			expect(asked).toEqual(['two/small']);
		});

		it('where its answer does not fit', async () => {
			const { ports } = scriptedModels({ 'one/small': ['nobody'], 'two/small': ['Bob'] });
			const check = ({ text }: { text: string }) => {
				if (text === 'nobody') throw new TerminalError('model-answer-not-valid');
				return { name: text };
			};
			const run = spendingRun(1);
			expect(await generate(run, ports, { ...ASKED, check })).toMatchObject({ data: { name: 'Bob' } });
			expect(run.spentUsd).toBeCloseTo(0.0002, 9);
		});
	});

	it('waits as long as it was asked to where no other model is left', async () => {
		const { ports, asked, waits } = scriptedModels({ 'one/small': [limited(7_000), 'Ann.'] });
		expect(await generate(spendingRun(1), ports, ASKED)).toMatchObject({ text: 'Ann.' });
		expect([asked, waits]).toEqual([['one/small', 'one/small'], [7_000]]);
	});

	it('gives the slot back for a longer wait', async () => {
		const { ports } = scriptedModels({ 'one/small': [limited(90_000)] });
		await expect(generate(spendingRun(1), ports, ASKED)).rejects.toMatchObject({
			...{ code: 'models-unavailable', retryAfterMs: 90_000 },
		});
	});

	it('goes on where a later attempt finds that the wait is over, and does not wait again for what is', async () => {
		const { ports, asked, waits, pass } = scriptedModels({ 'one/small': [limited(90_000), 'Ann.'] });
		const run = spendingRun(1);
		await expect(generate(run, ports, ASKED)).rejects.toMatchObject({ code: 'models-unavailable' });
		pass(90_000);
		expect(await generate(run.again(), ports, ASKED)).toMatchObject({ text: 'Ann.' });
		expect([asked, waits]).toEqual([['one/small', 'one/small'], []]);
	});

	it('tries again eight times in a later attempt', async () => {
		const { ports, asked } = scriptedModels({ 'one/small': [...Array.from({ length: 9 }, down), 'Ann.'] });
		const run = spendingRun(1);
		await expect(generate(run, ports, ASKED)).rejects.toMatchObject({ code: 'models-unavailable' });
		expect(await generate(run.again(), ports, ASKED)).toMatchObject({ text: 'Ann.' });
		expect(asked).toHaveLength(10);
	});

	it('waits some seconds for the tier that was asked for, and takes a lower one for longer', async () => {
		const scripts = (ms: number) => ({ 'one/large': [limited(ms), 'large'], 'one/small': ['small'] });
		const asks: Asked = { ...ASKED, tier: 'high' };
		expect(await generate(spendingRun(1), scriptedModels(scripts(2_000)).ports, asks)).toMatchObject({ text: 'large' });
		expect(await generate(spendingRun(1), scriptedModels(scripts(20_000)).ports, asks)).toMatchObject({
			...{ text: 'small', moved: 'down' },
		});
	});

	it('costs nothing where no request could be made', async () => {
		const { ports, asked } = scriptedModels({ 'one/small': ['Ann.'] });
		const open = async () => {
			throw new TerminalError('connection-unknown');
		};
		const run = spendingRun(1);
		await expect(generate(run, { ...ports, open }, ASKED)).rejects.toMatchObject({ code: 'models-failed' });
		expect([run.spentUsd, asked]).toEqual([0, []]);
	});

	it('gives up after eight tries, and at once where each model failed for good', async () => {
		const faulty = scriptedModels({ 'one/small': [down()], 'two/small': [down()] });
		await expect(generate(spendingRun(1), faulty.ports, ASKED)).rejects.toMatchObject({ code: 'models-unavailable' });
		expect(faulty.asked).toHaveLength(8);
		const proud = scriptedModels({ 'one/small': [refused()], 'two/small': [refused()] });
		await expect(generate(spendingRun(1), proud.ports, ASKED)).rejects.toMatchObject({ code: 'models-failed' });
		expect(proud.asked).toEqual(['one/small', 'two/small']);
	});

	it('leaves alone what another request was asked to leave alone, and takes the next model meanwhile', async () => {
		const { ports, asked, heard, waits } = scriptedModels({
			'one/small': [limited(20_000), 'Ann.'],
			'two/small': ['Bob.'],
		});
		const run = spendingRun(1);
		expect(await generate(run, ports, ASKED)).toMatchObject({ text: 'Bob.' });
		expect(await generate(run, ports, { ...ASKED, name: 'another' })).toMatchObject({ text: 'Bob.' });
		expect([asked, waits]).toEqual([['one/small', 'two/small', 'two/small'], []]);
		expect(heard).not.toContain('one/small failure');
		// Of another connection that is no wish at all.
		const other = { ...ports, breakerOf: (id: string) => `another ${id}` };
		expect(await generate(run, other, { ...ASKED, name: 'of another' })).toMatchObject({ text: 'Ann.' });
	});

	it('counts no try for a breaker that is open, and does not look at it for ever', async () => {
		const { ports, asked, open, waits } = scriptedModels({ 'one/small': [...Array.from({ length: 7 }, down), 'Ann.'] });
		open.add('one/small');
		let looks = 0;
		const breakers = {
			...ports.breakers,
			async enter() {
				looks += 1;
				return looks > 10 ? ('closed' as const) : ('open' as const);
			},
		};
		expect(await generate(spendingRun(1), { ...ports, breakers }, ASKED)).toMatchObject({ text: 'Ann.' });
		expect(asked).toHaveLength(8);
		const always = scriptedModels({ 'one/small': ['Ann.'] });
		always.open.add('one/small');
		await expect(generate(spendingRun(1), always.ports, ASKED)).rejects.toMatchObject({ code: 'models-unavailable' });
		expect([always.asked, always.waits.length, waits.length > 0]).toEqual([[], 15, true]);
	});

	describe('the budget', () => {
		const HIGH: Asked = { ...ASKED, tier: 'high', maxOutputTokens: 1_900 };
		const models = () =>
			scriptedModels({ 'one/small': ['small'], 'one/large': ['large'], 'two/small': ['s'], 'two/middle': ['middle'] });

		it('takes a cheaper model where it is short, and says so', async () => {
			const { ports } = models();
			expect(await generate(spendingRun(0.03), ports, HIGH)).toMatchObject({ model: 'one/large' });
			// Enough for the cheaper of the tier, then only for one of the tier below.
			expect(await generate(spendingRun(0.021), ports, HIGH)).toMatchObject({ model: 'two/middle', tier: 'high' });
			expect(await generate(spendingRun(0.002), ports, HIGH)).toMatchObject({ tier: 'low', moved: 'down' });
		});

		it('asks nobody where not even the cheapest fits', async () => {
			const { ports, asked } = models();
			await expect(generate(spendingRun(0.0001), ports, HIGH)).rejects.toMatchObject({ code: 'budget-exceeded' });
			expect(asked).toEqual([]);
		});

		it.each([[undefined], [Number.NaN], [-1], [1_000]])(
			'counts all that was reserved where the provider says that it cost %s',
			async (costUsd) => {
				const { ports } = scriptedModels({ 'one/small': [() => generation('Ann.', costUsd)] });
				const run = spendingRun(1);
				const { usage } = await generate(run, ports, ASKED);
				expect(usage.costUsd).toBeCloseTo(0.0002519, 8);
				expect(run.spentUsd).toBeCloseTo(usage.costUsd, 8);
			},
		);

		it('reserves the price of keeping where a message is to be kept, and only there', async () => {
			const small = { ...CATALOG.models['one/small'], prices: [{ input: 0.1, cacheWrite: 0.2, output: 0.5 }] };
			const catalog = toCatalog({ ...CATALOG, models: { ...CATALOG.models, 'one/small': small } }, 'of this test');
			const reserved = async (keep: boolean) => {
				const { ports } = scriptedModels({ 'one/small': [() => generation('Ann.', undefined)] }, catalog);
				const messages = [{ role: 'user' as const, content: 'Who signs?', keep }];
				return (await generate(spendingRun(1), ports, { ...ASKED, messages })).usage.costUsd;
			};
			// 19 tokens of the request.
			expect((await reserved(true)) - (await reserved(false))).toBeCloseTo(0.000_001_9, 10);
		});

		it('is never exceeded, and nothing recorded is paid again, whatever fails and whenever the worker dies', async () => {
			verifies('models.paid-once');
			const script = fc.constantFrom<Script>('yes', down(), cut(), limited(50), refused(), 'silence');
			await fc.assert(
				fc.asyncProperty(
					fc.array(script, { minLength: 1, maxLength: 12 }),
					fc.integer({ min: 1, max: 40 }).map((parts) => parts * 0.0001),
					fc.integer({ min: 0, max: 3 }),
					async (scripts, budgetUsd, deaths) => {
						const { ports, asked } = scriptedModels({ 'one/small': [...scripts], 'two/small': [...scripts, 'yes'] });
						let run = spendingRun(budgetUsd);
						for (let death = 0; death <= deaths; death += 1) {
							const before = run.recorded.size;
							const first = asked.length;
							await generate(run, ports, ASKED).catch(() => undefined);
							// Each try that was recorded was asked once: what is known is not asked again.
							expect(asked.length - first).toBeGreaterThanOrEqual(run.recorded.size - before);
							expect(asked.length - first).toBeLessThanOrEqual(run.recorded.size - before + 1);
							run = run.again();
						}
						expect(run.spentUsd).toBeLessThanOrEqual(budgetUsd + 1e-12);
					},
				),
				{ numRuns: 200 },
			);
		});
	});

	it('answers from what was recorded after a crash, without a request', async () => {
		const { ports, asked } = scriptedModels({ 'one/small': [down(), 'Ann.'], 'two/small': [down()] });
		const run = spendingRun(1);
		const first = await generate(run, ports, ASKED);
		const before = asked.length;
		expect(await generate(run.again(), ports, ASKED)).toEqual(first);
		expect(asked).toHaveLength(before);
	});

	it('stops when the run stops, and leaves what was reserved reserved', async () => {
		const stop = new AbortController();
		const { ports, heard } = scriptedModels({
			'one/small': [
				() => {
					stop.abort(new Error('cancelled'));
					throw new Error('aborted');
				},
			],
		});
		const run = spendingRun(1, stop.signal);
		await expect(generate(run, ports, ASKED)).rejects.toThrow('cancelled');
		expect([run.spentUsd > 0, run.recorded.size, heard]).toEqual([true, 0, []]);
	});

	it('says why no model is asked', async () => {
		const { ports } = scriptedModels({ 'one/small': ['Ann.'] });
		await expect(generate(spendingRun(1), ports, { ...ASKED, tier: 'research' })).rejects.toMatchObject({
			code: 'models-none',
		});
		const long = 'word '.repeat(60_000);
		await expect(
			generate(spendingRun(1), ports, { ...ASKED, messages: [{ role: 'user', content: long }] }),
		).rejects.toMatchObject({ code: 'model-request-too-large' });
	});
});
