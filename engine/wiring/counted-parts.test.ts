/** Tokens of a part are those of its lines, counted when it was cut; here they are held against the tokenizer's own count of the whole. */
import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createTokens } from '../adapters/models/tokens.ts';
import type { Party } from '../contract/call.ts';
import { type Line, written } from '../domain/calls/generative/lines.ts';
import { messagesOf } from '../domain/calls/generative/prompt.ts';
import { speakersOf } from '../domain/calls/speakers.ts';
import { toPrompt } from '../domain/models/prompt.ts';

const tokens = createTokens();
const prompt = toPrompt(readFileSync(new URL('../domain/calls/prompts/analyze-part.md', import.meta.url), 'utf8'));

const party = fc.record({ id: fc.constantFrom('a', 'b', 'c'), name: fc.string({ unit: 'grapheme', maxLength: 50 }) });
const word = fc.oneof(
	fc.constantFrom(
		'so',
		"we'll",
		'send',
		'the',
		'contract',
		'/',
		'12',
		'3',
		'…',
		'=====',
		'\r',
		'\n',
		'  ',
		'Größe',
		'好的',
		'👍🏽',
	),
	fc.string({ maxLength: 12 }),
	fc.string({ unit: 'grapheme', maxLength: 8 }),
);
const said = fc.array(word, { minLength: 1, maxLength: 40 }).map((words) => words.join(' ').trim());

it('are never fewer than those of the part as it is sent, whatever was said and whoever said it', () => {
	fc.assert(
		fc.property(
			fc.array(party, { maxLength: 3 }),
			fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), said), { minLength: 1, maxLength: 12 }),
			(named, spoken) => {
				const parties: Party[] = named.map(({ id, name }) => ({ id, speakerId: id, name, affiliation: 'external' }));
				const speakers = speakersOf({ parties, rep: { id: 'a', name: 'Ann' } });
				const lines: Line[] = spoken.map(([speakerId, text], at) => ({
					id: at + 1,
					speakerId,
					first: at,
					last: at,
					text,
				}));
				const material = lines.reduce(
					(sum, line) => sum + tokens.count(written([line], speakers), 'o200k_base') + 1,
					0,
				);
				const call = { parties, started: '2026-11-20T10:00:00Z' };
				const messages = messagesOf(prompt, { call, lines, part: 1, parts: 1 }, speakers, { tokens, material });
				for (const message of messages) {
					const counted = 'tokens' in message ? message.tokens : undefined;
					// What would be a mark is written otherwise, and counted when it is sent.
					if (counted === undefined) expect(JSON.stringify(spoken)).toContain('=====');
					else expect(counted).toBeGreaterThanOrEqual(tokens.count(message.content, 'o200k_base'));
				}
			},
		),
		{ numRuns: 500 },
	);
});
