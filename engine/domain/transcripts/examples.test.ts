/** The examples that docs/transcripts.md shows are read, and are the same talk. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../../test/verifies.ts';
import { TranscriptUpload } from '../../contract/transcript.ts';
import { readTranscript } from './read-transcript.ts';

const page = readFileSync(join(import.meta.dirname, '../../../docs/transcripts.md'), 'utf8');
const examples = [...page.matchAll(/^```(vtt|srt|text|json)\n([\s\S]*?)^```$/gm)].map(([, form = '', text = '']) => ({
	form,
	text,
}));

describe('the examples of the page', () => {
	verifies('transcripts.formats');

	it('show every format', () => {
		expect(examples.map(({ form }) => form)).toEqual(['vtt', 'vtt', 'srt', 'text', 'text', 'text', 'json']);
	});

	it.each(examples)('$form: $text', ({ form, text }) => {
		const body = form === 'json' ? TranscriptUpload.parse(JSON.parse(text)) : text;
		expect(readTranscript(body, {}).sentences.map(({ speaker, text: said }) => `${speaker}: ${said}`)).toEqual([
			'Ann Lee: Shall we talk about the price?',
			'Ann Lee: I will send the offer.',
			'Bob Day: Please do.',
		]);
	});
});
