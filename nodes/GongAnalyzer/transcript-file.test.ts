import { expect, it } from '@jest/globals';
import { need } from '../../test/need.ts';
import { analyzedCall, askedFor, fileNamed, type Setting, useAnalyzer, VTT } from '../../test/nodes/analyzer.ts';
import { verifies } from '../../test/verifies.ts';

need('n8n')('a transcript that an item of the Gong Analyzer brings', () => {
	const analyzer = useAnalyzer();

	const uploads: Array<[string, Setting, { type: string; query?: object; body: unknown }]> = [
		[
			'a file, whose name says more than its type',
			{ binaries: [fileNamed('Call with Ann.VTT', 'application/octet-stream')] },
			{ type: 'text/vtt', query: { file: 'Call with Ann.VTT' }, body: VTT },
		],
		[
			'a file whose name says nothing',
			{ binaries: [fileNamed('recording', 'application/x-subrip; charset=utf-8', '1\n…')] },
			{ type: 'application/x-subrip', body: '1\n…' },
		],
		[
			'a file of which nothing is known',
			{ binaries: [fileNamed('recording', 'video/mp4', 'Maya: Hi.')] },
			{ type: 'application/octet-stream', body: 'Maya: Hi.' },
		],
		[
			'an object of the item',
			{ items: [{ transcript: { sentences: [1] } }], parameters: { source: 'field' } },
			{ type: 'application/json', query: {}, body: { sentences: [1] } },
		],
		[
			'subtitles as text',
			{ parameters: { source: 'field', transcript: '1\r\n00:00:01,000 --> 00:00:02,000\r\nMaya: Hi.' } },
			{ type: 'application/x-subrip', body: '1\r\n00:00:01,000 --> 00:00:02,000\r\nMaya: Hi.' },
		],
		[
			'lines that begin with a time',
			{ parameters: { source: 'field', transcript: '[00:00:01] Maya: Hi.' } },
			{ type: 'text/plain', body: '[00:00:01] Maya: Hi.' },
		],
		[
			'lines of text, with what is known of the call',
			{
				parameters: {
					source: 'field',
					transcript: 'Maya: Grüße!\nAnn: Hi.',
					about: { title: 'First call', rep: 'Maya', started: '2026-11-20T09:00', internal: 'ours.test' },
				},
			},
			{
				type: 'text/plain',
				query: { title: 'First call', rep: 'Maya', started: '2026-11-20T09:00:00.000+01:00', internal: 'ours.test' },
				body: 'Maya: Grüße!\nAnn: Hi.',
			},
		],
	];
	it.each(uploads)('is uploaded and analyzed: %s', async (_, { parameters, ...setting }, wanted) => {
		verifies('node.analyzer-uploads');
		const asked = await askedFor(analyzer, { ...setting, parameters: { resource: 'transcript', ...parameters } });
		const [upload, ...others] = analyzer.engine.asked('POST /v1/transcripts');
		expect(others).toEqual([]);
		expect(upload?.headers['content-type']).toBe(wanted.type);
		expect(upload?.body).toEqual(wanted.body);
		if (wanted.query) expect(upload?.query).toEqual(wanted.query);
		expect(asked).toMatchObject({ kind: 'analyze-call', connections: {} });
		expect(asked.inputs).toEqual([{ callId: expect.stringMatching(/^upload-/) }]);
	});

	it('that the engine refuses is the error of its item alone', async () => {
		verifies('node.items-in-place');
		const error = { code: 'transcript-unreadable', message: 'No transcript.', action: 'Send one.' };
		analyzer.engine.answerOnce('POST /v1/transcripts', { status: 422, body: { error } });
		const setting = {
			items: [{ t: 'no' }, { t: 'Maya: Hi.' }],
			parameters: { resource: 'transcript', source: 'field', transcript: '={{ $json.t }}' },
			node: { onError: 'continueRegularOutput' },
		};
		const { executionId } = await analyzer.park(setting);
		analyzer.engine.end('run-1', 'succeeded', [{ state: 'succeeded', value: analyzedCall() }]);
		const { execution } = await analyzer.knock(executionId, 'run-1');
		const items = execution?.outputs.Analyzer?.[0]?.[0] ?? [];
		expect(items.map(({ json }) => json.error ?? json.callId)).toEqual(['No transcript.', '111']);
		expect(items[0]?.json.details).toMatchObject({ code: 'transcript-unreadable', action: 'Send one.' });
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	});
});
