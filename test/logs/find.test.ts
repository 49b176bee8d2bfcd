import { expect, it } from '@jest/globals';
import { verifies } from '../verifies.ts';
import { createFinder, sentencesIn } from './find.ts';

const SAID = 'Petrova in Lyon looks at every contract before anything happens.';
const find = createFinder({
	secrets: new Map([
		['correct-horse', 'the key of a model'],
		['short', 'a word'],
	]),
	sentences: new Map([
		...sentencesIn(`Carl: Yes. ${SAID}`).map((sentence) => [sentence, 'a transcript'] as const),
		['Answer with what was said, and with nothing else.', 'a prompt'],
	]),
});

it('finds a secret and a sentence wherever they stand in a line, and says what it is without saying it', () => {
	verifies('logs.no-secret-or-speech');
	expect(find('{"msg":"refused correct-horse"}')).toBe('the key of a model');
	expect(find(JSON.stringify({ err: { message: `openai said: ${SAID}` } }))).toBe('a transcript');
	expect(find(JSON.stringify({ err: { stack: `Error: "${SAID.replace('every', '\nevery')}"\n at x` } }))).toBe(
		'a transcript',
	);
	expect(find('{"msg":"Answer with what was said, and with nothing else"}')).toBe('a prompt');
});

it.each([
	['sk_sophia_Zm9vYmFyYmF6', 'an API key of the engine'],
	['Incorrect API key: sk-proj-abcdefghijklmnop1234', 'a key of a provider of models'],
	['authorization: Bearer abcdefgh12', 'what stands behind Bearer or Basic'],
	[`/runs/1?signature=${'a'.repeat(43)}`, 'the signature of a link'],
	['whsec_c2VjcmV0c2VjcmV0', 'a secret of a subscription'],
])('finds %s by its shape', (text, what) => {
	expect(find(`{"msg":"${text}"}`)).toBe(what);
});

it('lets ordinary lines be', () => {
	for (const line of [
		'{"level":"info","route":"/v1/runs/:id","status":200,"msg":"answered"}',
		'{"msg":"a short word, Bearer [redacted], and Petrova in Lyon"}',
		'{"msg":"Yes."}',
	]) {
		expect(find(line)).toBeUndefined();
	}
});

it('takes sentences out of captions, of JSON and of plain text', () => {
	expect(sentencesIn(`WEBVTT\n\n00:00.000 --> 00:01.000\n<v Carl>${SAID}</v>`).map((text) => text.trim())).toContain(
		SAID,
	);
	expect(sentencesIn(JSON.stringify({ title: 'Intro', sentences: [{ speaker: 'Carl', text: SAID }] }))).toEqual([
		SAID,
		SAID,
	]);
	expect(sentencesIn(`^Carl: ${SAID}`)).toContain(SAID);
});
