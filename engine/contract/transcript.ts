/** Transcripts that are uploaded: what is taken as JSON, what is said beside it, and what is answered. */
import { z } from 'zod';
import { Affiliation } from './call.ts';
import { Instant } from './run.ts';

/** Times beyond are no times of a call. */
export const LONGEST_CALL_MS = 100 * 3_600_000;

const Milliseconds = z.number().min(0).max(LONGEST_CALL_MS);
const Language = z.string().regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}$/, 'a language such as en or en-US');

const UploadedSentence = z
	.strictObject({
		/** The name (or e-mail address) of a party; where it is empty nobody knows who spoke. */
		speaker: z.string().max(300).default(''),
		/** From the start of the call. */
		startMs: Milliseconds.optional(),
		endMs: Milliseconds.optional(),
		/** One sentence or more: it is split where a sentence ends. */
		text: z.string().max(100_000),
	})
	.refine(({ startMs, endMs }) => endMs === undefined || (startMs !== undefined && startMs <= endMs), {
		path: ['endMs'],
		message: 'needs a `startMs` that lies before it',
	});

/** A transcript as JSON. */
export const TranscriptUpload = z.strictObject({
	title: z.string().max(1_000).optional(),
	/** When the call began; without it, when it was uploaded first. */
	started: Instant.optional(),
	language: Language.optional(),
	/** Who took part; speakers that are not listed are added. */
	parties: z
		.array(
			z.strictObject({
				name: z.string().trim().min(1).max(300),
				email: z.email().max(320).optional(),
				affiliation: Affiliation.optional(),
			}),
		)
		.max(500)
		.optional(),
	/** E-mail address or name of the one whose call it is. */
	rep: z.string().max(320).optional(),
	/** At most 50,000 after they were split. */
	sentences: z.array(UploadedSentence),
});
export type TranscriptUpload = z.infer<typeof TranscriptUpload>;

/** A NUL, or half of a surrogate pair. */
const UNSTORABLE = /\0|\p{Surrogate}/u;

/** A field of an address that a workflow may leave empty. */
const text = (most: number) =>
	z
		.string()
		.max(most)
		.refine((value) => !UNSTORABLE.test(value), 'holds a NUL byte or broken Unicode')
		.transform((value) => value.trim() || undefined)
		.optional();

const emptyOr = <Schema extends z.ZodType>(schema: Schema) =>
	z
		.literal('')
		.transform(() => undefined)
		.or(schema)
		.optional();

/** What is said in the address, beside the transcript; it goes before what stands in a JSON body. An empty field says nothing. */
export const TranscriptQuery = z.strictObject({
	title: text(1_000),
	started: emptyOr(Instant),
	/** E-mail address or name of the one whose call it is. */
	rep: text(320),
	/** Our side: domains of e-mail addresses, addresses or names, separated by commas. */
	internal: text(10_000),
	language: emptyOr(Language),
	/** Name of the file: tells the format where the content type does not, and the title where none is given. */
	file: text(300),
	/** Where the recording can be heard. */
	url: emptyOr(z.url({ protocol: /^https?$/ }).max(2_000)),
});
export type TranscriptQuery = z.infer<typeof TranscriptQuery>;

export const TranscriptFormat = z.enum(['json', 'webvtt', 'srt', 'text']);
export type TranscriptFormat = z.infer<typeof TranscriptFormat>;

/** What POST /v1/transcripts answers. */
export const UploadedTranscript = z.object({
	/** For runs of the kinds `analyze-call` and `ask`. The same transcript has the same id. */
	callId: z.string(),
	/** Reference of the transcript in the store. */
	transcript: z.string(),
	format: TranscriptFormat,
	sentences: z.number().int(),
	/** Who speaks, in the order of their first words. */
	speakers: z.array(
		z.object({ name: z.string(), affiliation: Affiliation, rep: z.boolean(), sentences: z.number().int() }),
	),
	/** False: the transcript has no times, so nothing that needs them is said about the call. */
	timed: z.boolean(),
	/** True: the same transcript was there already. */
	known: z.boolean(),
	/** Lines of a plain text above the first speaker, which were left out. */
	headingLines: z.number().int(),
});
export type UploadedTranscript = z.infer<typeof UploadedTranscript>;
