/** POST /v1/transcripts: what is taken, and every kind of bad body, with nothing stored. */
import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { verifies } from '../../test/verifies.ts';
import type { Transcript } from '../contract/call.ts';
import { UploadedTranscript } from '../contract/transcript.ts';
import { memoryCallStore } from '../domain/testing/memory-calls.ts';
import { createUploads } from '../domain/transcripts/uploads.ts';
import { ERROR_CODES, type ErrorCode, TerminalError } from '../errors.ts';
import { ErrorBody } from './errors.ts';
import { type Answer, createTestApp, KEY, type TestApp } from './testing/app.ts';

const URL = '/v1/transcripts';
const VTT = 'WEBVTT\n\n00:00.000 --> 00:02.000\n<v Zoë>Grüße, how are you?\n';

let test: TestApp;
let stored: Transcript[];
beforeEach(async () => {
	stored = [];
	const uploads = createUploads({
		calls: memoryCallStore(),
		transcripts: {
			put: async (_, list) => list.map((one) => `ref-${stored.push(one)}`),
			get: async () => undefined,
		},
		hash: (text) => createHash('sha256').update(text).digest('hex'),
		clock: { now: () => new Date('2026-11-20T10:00:00Z') },
	});
	test = await createTestApp({ uploads });
});
afterEach(() => test.app.close());

const send = (body: string | Buffer | object, type = 'text/vtt', query = '', headers = {}) =>
	test.post(URL + query, body, { 'content-type': type, ...headers });

function refused(answer: Answer, code: ErrorCode): ErrorBody['error'] {
	const { error } = ErrorBody.parse(answer.body);
	expect({ code: error.code, status: answer.status }).toEqual({ code, status: ERROR_CODES[code].status });
	expect(stored).toEqual([]);
	return error;
}

const texts = () => stored[0]?.sentences.map(({ text }) => text);

describe('what is taken', () => {
	it('answers 201, then 200 for the same', async () => {
		const first = await send(VTT);
		expect(first.status).toBe(201);
		expect(UploadedTranscript.strict().parse(first.body)).toMatchObject({ known: false, sentences: 1 });
		const again = await send(VTT, 'text/plain; charset=utf-8', '?file=call.vtt&rep=&started=&internal=');
		expect([again.status, again.body]).toEqual([200, { ...(first.body as object), transcript: 'ref-2', known: true }]);
	});

	it.each([
		['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${VTT}`)],
		['UTF-16, little end first', Buffer.from(`\uFEFF${VTT}`, 'utf16le')],
		['UTF-16, big end first', Buffer.from(`\uFEFF${VTT}`, 'utf16le').swap16()],
	])('reads %s', async (_, body) => {
		expect((await send(body)).status).toBe(201);
		expect(texts()).toEqual(['Grüße, how are you?']);
	});

	it.each([
		['text/vtt; charset="UTF-8"', '', 'webvtt'],
		['application/octet-stream', '?file=GMT2026_Recording.transcript.vtt', 'webvtt'],
		['text/plain', '', 'webvtt'],
		['TEXT/PLAIN', '?file=call.txt', 'webvtt'],
	])('reads %s %s', async (type, query, format) => {
		expect((await send(VTT, type, query)).body).toMatchObject({ format });
	});

	it('reads JSON as the contract has it', async () => {
		const { status, body } = await send({ sentences: [{ speaker: 'Ann', text: 'Hi.' }] }, 'application/json');
		expect([status, body]).toEqual([201, expect.objectContaining({ format: 'json', timed: false })]);
	});

	it('says whose it was and which call it became, in the log', async () => {
		const { callId } = (await send(VTT)).body as { callId: string };
		const line = test.lines.find(({ msg }) => msg === 'answered');
		expect(line).toMatchObject({ tenant: 'acme', call: callId, status: 201, route: URL });
		expect(JSON.stringify(test.lines)).not.toContain('Grüße');
	});
});

describe('a body that is no transcript', () => {
	verifies('transcripts.bad-input');

	it.each([
		['a ZIP archive', Buffer.from('PK\x03\x04\x14\x00', 'latin1'), 'ZIP'],
		['a video', Buffer.from('\x00\x00\x00\x20ftypisom', 'latin1'), 'MP4'],
		['a PDF', Buffer.from('%PDF-1.7\n'), 'PDF'],
		['a sound file', Buffer.from('ID3\x04\x00', 'latin1'), 'MP3'],
		['an HTML page', Buffer.from('\n<!doctype html><html><body>WEBVTT'), 'HTML'],
		['an HTML page in UTF-16', Buffer.from('\uFEFF<html>', 'utf16le'), 'HTML'],
		['JSON under another name', Buffer.from('{"sentences": []}'), 'application/json'],
	])('%s is refused by its name, whatever it is called', async (_, body, name) => {
		for (const type of ['text/vtt', 'application/x-subrip', 'text/plain', 'application/octet-stream']) {
			expect(refused(await send(body, type, '?file=call.vtt'), 'transcript-format-unknown').message).toContain(name);
		}
	});

	it('in another encoding is refused by its name and line', async () => {
		const latin1 = refused(await send(Buffer.from(VTT, 'latin1')), 'transcript-encoding');
		expect(latin1).toMatchObject({ message: expect.stringContaining('0xeb, as Latin-1'), details: { line: 4 } });
		const windows = Buffer.from('WEBVTT\r\n\r\nNOTE It\x92s', 'latin1');
		expect(refused(await send(windows), 'transcript-encoding')).toMatchObject({
			message: expect.stringContaining('0x92, as Windows-1252'),
			details: { line: 3 },
		});
		const named = await send(VTT, 'text/plain; charset=iso-8859-1');
		expect(refused(named, 'transcript-encoding').message).toContain('iso-8859-1');
		const unmarked = await send(Buffer.from(VTT, 'utf16le'), 'text/plain; charset=utf-16');
		expect(refused(unmarked, 'transcript-encoding').message).toContain('byte order mark');
	});

	it('with NUL bytes, half pairs or compressed is refused', async () => {
		expect(refused(await send(`${VTT}\0`), 'text-not-valid').message).toContain('line 5');
		const utf16 = refused(await send(Buffer.from(VTT, 'utf16le'), 'text/plain'), 'transcript-encoding');
		expect(utf16.message).toContain('byte order mark');
		const half = Buffer.concat([Buffer.from('\uFEFFAnn: ', 'utf16le'), Buffer.from([0x3d, 0xd8, 0x20, 0x00])]);
		refused(await send(half, 'text/plain'), 'text-not-valid');
		refused(await send(Buffer.from([0xed, 0xa0, 0x80])), 'transcript-encoding');
		refused(await send({ sentences: [{ text: '\ud800' }] }, 'application/json'), 'text-not-valid');
		refused(await send(VTT, 'text/vtt', '', { 'content-encoding': 'gzip' }), 'content-type-unsupported');
	});

	it('empty or of another type is refused', async () => {
		refused(await send(''), 'transcript-empty');
		refused(await send('', 'application/json'), 'transcript-empty');
		refused(await test.post(URL, undefined), 'transcript-empty');
		refused(await send('a,b', 'text/csv'), 'content-type-unsupported');
		refused(await send('--x', 'multipart/form-data; boundary=x'), 'content-type-unsupported');
	});

	it('names the line of a wrong time', async () => {
		expect(refused(await send(VTT.replace('00:02.000', '-00:02.000')), 'transcript-not-valid').details).toEqual({
			line: 3,
		});
	});
});

describe('fields', () => {
	verifies('transcripts.bad-input');

	it('that are wrong are all named', async () => {
		const query = '?rep=a%00b&started=yesterday&url=javascript:alert(1)&language=english!&title=x&tilte=y';
		const { fields } = refused(await send(VTT, 'text/vtt', query), 'bad-request');
		expect(fields?.map(({ path }) => path).sort()).toEqual([
			'query.language',
			'query.rep',
			'query.started',
			'query.tilte',
			'query.url',
		]);
		expect(fields?.find(({ path }) => path === 'query.tilte')?.message).toContain('title');
	});

	it('of JSON that are wrong are all named', async () => {
		const sentences = [
			{ speaker: 'Ann', text: 'Hi.', startMs: 5, endMs: 4 },
			{ speaker: 'Ann', text: 'Hi.', endMs: 4 },
			{ speaker: 7, text: 'Hi.', startMs: -1 },
			{ speaker: 'Ann', txt: 'Hi.' },
		];
		const body = { sentences, parties: [{ name: ' ' }], started: '2026-13-01T00:00:00Z' };
		const { fields } = refused(await send(body, 'application/json'), 'bad-request');
		expect(fields?.map(({ path }) => path).sort()).toEqual([
			'parties[0].name',
			'sentences[0].endMs',
			'sentences[1].endMs',
			'sentences[2].speaker',
			'sentences[2].startMs',
			'sentences[3].text',
			'sentences[3].txt',
			'started',
		]);
		for (const wrong of ['"WEBVTT"', '[]', 'null', '7']) refused(await send(wrong, 'application/json'), 'bad-request');
		refused(await send('{"sentences": [', 'application/json'), 'body-not-json');
	});

	it('naming a rep who is not there are refused with who is', async () => {
		const { fields } = refused(await send(VTT, 'text/vtt', '?rep=Ann'), 'bad-request');
		expect(fields).toEqual([{ path: 'rep', message: expect.stringContaining('Zoë') }]);
	});
});

describe('size', () => {
	const head = (length: string) =>
		`POST ${URL} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${KEY}\r\ncontent-type: text/vtt\r\n${length}\r\n\r\n`;

	it('of 200 MB is refused at its first byte', async () => {
		verifies('transcripts.too-large');
		const address = new globalThis.URL(await test.app.listen({ port: 0 }));
		const socket = connect(Number(address.port), '127.0.0.1');
		// Nothing of the body is sent, so nothing of it can have been waited for.
		socket.write(head(`content-length: ${200 * 1024 * 1024}`));
		let answer = '';
		for await (const chunk of socket.setEncoding('utf8')) answer += chunk;
		expect(answer).toMatch(/^HTTP\/1\.1 413 /);
		expect(answer).toContain('"code":"body-too-large"');
		expect(stored).toEqual([]);
	});

	it('that is not announced is refused where it passes 10 MiB', async () => {
		verifies('transcripts.too-large');
		const address = new globalThis.URL(await test.app.listen({ port: 0 }));
		const socket = connect(Number(address.port), '127.0.0.1');
		socket.write(head('transfer-encoding: chunked'));
		const chunk = Buffer.from(`100000\r\n${'x'.repeat(0x100000)}\r\n`);
		for (let sent = 0; sent < 11; sent += 1) socket.write(chunk);
		let answer = '';
		for await (const part of socket.setEncoding('utf8')) answer += part;
		expect(answer).toMatch(/^HTTP\/1\.1 413 /);
		expect(stored).toEqual([]);
	});

	it('of 10 MiB is taken where it has no more than 50,000 sentences', async () => {
		const turn = (name: string, words: number) => `${name}: ${'word '.repeat(words)}\n`;
		const body = `${turn('Ann', 19_000)}${turn('Bob', 19_000)}`.repeat(55);
		expect(body.length).toBeGreaterThan(10_000_000);
		expect((await send(body, 'text/plain')).status).toBe(201);
	});

	it('of 50,001 sentences is refused', async () => {
		refused(await send('Ann: Hi.\nBob: Hi.\n'.repeat(25_001), 'text/plain'), 'call-too-long');
	});
});

it('any bytes and any query are answered as the table of errors says', async () => {
	verifies('transcripts.any-text');
	const parts = fc.oneof(
		fc
			.constantFrom('WEBVTT\n\n', '00:00.000 --> 00:01.000\n', 'Ann: Hi.\n', '\uFEFF', '<v Ann>', '1\n')
			.map((text) => Buffer.from(text)),
		fc.uint8Array({ maxLength: 12 }).map((bytes) => Buffer.from(bytes)),
	);
	const fields = fc.constantFrom('title', 'rep', 'internal', 'file', 'language', 'started', 'url', 'x');
	await fc.assert(
		fc.asyncProperty(
			fc.array(parts, { maxLength: 12 }).map((list) => Buffer.concat(list)),
			fc.constantFrom('text/vtt', 'text/plain', 'application/x-subrip', 'application/octet-stream', 'application/json'),
			fc.dictionary(
				fields,
				fc.string({ unit: 'binary', maxLength: 20 }).map((text) => text.toWellFormed()),
				{ maxKeys: 3 },
			),
			async (body, type, query) => {
				const { status, body: answer } = await send(body, type, `?${new URLSearchParams(query)}`);
				if (status < 300) return;
				const { error } = ErrorBody.parse(answer);
				expect(Object.keys(ERROR_CODES)).toContain(error.code);
				expect([status, status < 500]).toEqual([ERROR_CODES[error.code as ErrorCode].status, true]);
			},
		),
		{ numRuns: 300 },
	);
});

describe('GET /v1/calls/:id', () => {
	it('answers what the store has, and no other address', async () => {
		const asked: string[][] = [];
		await test.app.close();
		test = await createTestApp({
			analyzedCalls: {
				get: async (tenant, callId) => {
					asked.push([tenant, callId]);
					throw new TerminalError('call-not-analyzed');
				},
			},
		});
		refused(await test.get('/v1/calls/upload-1'), 'call-not-analyzed');
		expect(asked).toEqual([['acme', 'upload-1']]);
		refused(await test.get('/v1/calls/a%20b'), 'bad-request');
		refused(await test.get('/v1/calls/1?x=1'), 'bad-request');
	});
});
