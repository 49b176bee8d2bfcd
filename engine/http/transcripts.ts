/** /v1/transcripts: takes a transcript that somebody brings. */
import type { FastifyInstance } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { TranscriptQuery, TranscriptUpload, UploadedTranscript } from '../contract/transcript.ts';
import type { Uploads } from '../ports/uploads.ts';
import { charsetOf, type Headers, refuseCompression } from './body.ts';
import { decodeText } from './decode-text.ts';
import { refusals } from './openapi.ts';
import { problemsError } from './problems.ts';

/** Beside JSON. The last is what is sent where nothing better is known. */
const TEXT_TYPES = [
	'text/vtt',
	'application/x-subrip',
	'text/srt',
	'text/plain',
	'text/markdown',
	'application/octet-stream',
];

const JSON_TYPE = 'application/json';

export const transcriptRoutes: FastifyPluginAsyncZod<{ uploads: Uploads }> = async (app, { uploads }) => {
	readTexts(app as unknown as FastifyInstance);

	app.post(
		'/transcripts',
		{
			schema: {
				summary: 'Upload a transcript: WebVTT, SRT, plain text or JSON, at most 10 MiB and 50,000 sentences',
				description:
					'The same transcript is kept once and has the same call id (200); a new one is answered with 201. ' +
					'Then start a run of the kind `analyze-call` with the call id. docs/transcripts.md shows each format.',
				consumes: [JSON_TYPE, ...TEXT_TYPES],
				querystring: TranscriptQuery,
				body: z.union([TranscriptUpload, z.string()]).optional(),
				response: { 200: UploadedTranscript, 201: UploadedTranscript, ...refusals },
			},
		},
		async (request, reply) => {
			const [type = ''] = (request.headers['content-type'] ?? '').split(';');
			const contentType = type.trim().toLowerCase();
			const transcript = request.body ?? '';
			if (contentType === JSON_TYPE && typeof transcript === 'string' && transcript !== '') {
				throw problemsError([{ path: '', message: 'expected an object' }]);
			}
			const uploaded = await uploads.add(request.tenant, { transcript, contentType, facts: request.query });
			request.log = request.log.child({ call: uploaded.callId });
			reply.log = request.log;
			reply.code(uploaded.known ? 200 : 201);
			return uploaded;
		},
	);
};

/** For this route alone: the app's others take JSON. */
function readTexts(app: FastifyInstance): void {
	app.addContentTypeParser(
		TEXT_TYPES,
		{ parseAs: 'buffer' },
		async (request: { headers: Headers }, body: Buffer): Promise<string> => {
			refuseCompression(request.headers);
			return decodeText(body, charsetOf(request.headers));
		},
	);
}
