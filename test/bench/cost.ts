/**
 * Input tokens of the full analysis of a sales call, all kinds, over those of its transcript sent once: names, times of
 * no interest, and every word. Counted by OpenAI's own encoding, instructions and schema included.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { createTokens } from '../../engine/adapters/models/tokens.ts';
import { readCall } from '../../engine/domain/calls/generative/read-call.ts';
import { toCatalog } from '../../engine/domain/models/catalog.ts';
import { toPrompt } from '../../engine/domain/models/prompt.ts';
import { scriptedModels } from '../../engine/domain/testing/scripted-models.ts';
import { spendingRun } from '../../engine/domain/testing/spending-run.ts';
import { print } from './shared/figures.ts';
import { gongCalls } from './shared/gong-calls.ts';

const domain = path.join(import.meta.dirname, '../../engine/domain');
const promptOf = (name: string) => toPrompt(readFileSync(path.join(domain, 'calls/prompts', `${name}.md`), 'utf8'));
const prompts = { part: promptOf('analyze-part'), correction: promptOf('correct-claims') };
const catalog = toCatalog(parse(readFileSync(path.join(domain, 'models/catalog.yaml'), 'utf8')), 'catalog.yaml');
const tokens = createTokens();
const count = (text: string) => tokens.count(text, 'o200k_base');

// What it costs is not the figure here.
const NONE = { inputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 0, costUsd: 0 };

const ratios: number[] = [];
let [sent, once, requests] = [0, 0, 0];
for (const { call, transcript } of gongCalls()) {
	let input = 0;
	const scripted = scriptedModels(
		{
			'openai/gpt-4o-mini': [
				({ messages, schema }) => {
					requests += 1;
					input += messages.reduce((sum, { content }) => sum + count(content), count(JSON.stringify(schema)));
					return { text: '', toolCalls: [], data: { found: [] }, usage: NONE, model: 'of the bench' };
				},
			],
		},
		catalog,
	);
	const read = await readCall(spendingRun(100), { ...scripted.ports, tokens }, prompts, {
		...{ call, transcript, zone: 'UTC', floor: [], tier: 'low' as const },
	});
	if (read.reading.unread.length > 0 || read.reading.moved.length > 0)
		throw new Error(`not read at its tier: ${call.id}`);
	const names = new Map(call.parties.map(({ speakerId, name }) => [speakerId, name]));
	// A line a turn, as people paste a transcript into a chat.
	let before = '';
	const pasted = transcript.sentences.map(({ speakerId, text }) => {
		const opens = speakerId === before ? ' ' : `\n${names.get(speakerId)}: `;
		before = speakerId;
		return opens + text;
	});
	const alone = count(pasted.join('').trim());
	sent += input;
	once += alone;
	ratios.push(input / alone);
}
const share = sent / once;
const shape = `${ratios.length} calls, ${requests} requests; of single calls ${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`;
print({ bench: 'cost', metric: 'input_tokens_ratio_to_one_pass', value: share, unit: 'ratio', note: shape });
print({
	bench: 'cost',
	metric: 'input_tokens_ratio_to_one_pass_baseline',
	value: once,
	unit: 'tokens',
	note: 'the transcripts once',
});
