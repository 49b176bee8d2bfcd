import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { RetryableError } from '../../errors.ts';
import type { RunContext } from '../../ports/run-context.ts';
import { toPrompt } from '../models/prompt.ts';
import { generation, type Script, scriptedModels } from '../testing/scripted-models.ts';
import { spendingRun } from '../testing/spending-run.ts';
import { spoken } from '../testing/spoken.ts';
import { analyzeCall } from './analyze-call.ts';
import { type AnalyzeTranscriptInput, analyzeTranscript } from './analyze-transcript.ts';

const prompt = toPrompt(readFileSync(path.join(import.meta.dirname, 'prompts/analyze-part.md'), 'utf8'));
const said = spoken({
	lines: `
		Rita: Hi Carl. What would have to change for you to move this year?
		Carl: Well, there is one more thing, the people in Lyon decide with us.
		Rita: Tell me more about that. How do they decide?
		Carl: They look at the effort, and it is too expensive for them.
		Rita: I'll send you the offer by Friday. Can we talk again on Tuesday at ten?
		Carl: Tuesday works.`,
});
const floor = analyzeCall(said.call, said.transcript);

/** What a run would do with that model, and what was kept of the call. */
async function analyzedWith(script: Script) {
	const kept: unknown[] = [];
	const input: AnalyzeTranscriptInput = { call: said.call, source: 'gong', transcript: 'ref', zone: 'UTC' };
	const { ports } = scriptedModels({ 'one/small': [script] });
	const run = { ...spendingRun(1), input } as unknown as RunContext<AnalyzeTranscriptInput>;
	const analyzed = await analyzeTranscript(run, {
		transcripts: { get: async () => said.transcript } as never,
		calls: { put: async (_tenant: string, calls: unknown[]) => void kept.push(...calls) } as never,
		events: { analyzed: async () => {} },
		reading: { ports, prompts: { part: prompt, correction: prompt }, tier: 'low' },
	});
	return { analyzed, kept: kept[0] };
}

const decides: Script = () => ({
	...generation('', 0.0001),
	data: {
		found: [
			{
				kind: 'decision',
				label: 'who',
				line: 2,
				quote: 'the people in Lyon decide with us',
				owner: '',
				due: '',
				reply: 0,
			},
		],
	},
});

describe('analyzeTranscript', () => {
	it('keeps and tells what models found beside what rules found', async () => {
		const { analyzed, kept } = await analyzedWith(decides);
		expect(analyzed.analysis).toBe('generative');
		const added = analyzed.insights.filter(({ foundBy }) => foundBy === 'model');
		expect(added).toMatchObject([{ kind: 'decision', label: 'who' }]);
		expect(analyzed.insights.length).toBe(floor.insights.length + 1);
		expect(kept).toMatchObject({ analysis: { analysis: 'generative', reading: { models: [{ model: 'one/small' }] } } });
	});

	it('has each moment name its insight, wherever that stands now', async () => {
		const { analyzed } = await analyzedWith(decides);
		expect(floor.moments.length).toBeGreaterThan(0);
		const quotesOf = ({ insights, moments }: typeof floor) => moments.map(({ insight }) => insights[insight]?.evidence);
		expect(quotesOf(analyzed)).toEqual(quotesOf(floor));
		expect(analyzed.moments).not.toEqual(floor.moments);
	});

	it('is called extractive, with the reason, where no model could read it', async () => {
		const { analyzed } = await analyzedWith(new RetryableError('vendor-unavailable', undefined, { notDone: true }));
		expect(analyzed).toMatchObject({ analysis: 'extractive', reading: { unread: [{ code: 'models-unavailable' }] } });
		expect(analyzed.insights.map(({ foundBy: _, ...insight }) => insight)).toEqual(floor.insights);
		expect(analyzed.moments).toEqual(floor.moments);
	});
});
