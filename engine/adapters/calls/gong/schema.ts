/**
 * What Gong's API v2 answers, as far as it is read. Ids, times and texts must be right; of what only decorates, a wrong
 * value is taken as missing, so that a strange field does not cost a whole day.
 */
import { z } from 'zod';

/** The digits as a string, however Gong writes them. */
const Id = z.union([z.string().regex(/^[\w-]{1,64}$/, 'an id'), z.int().nonnegative().transform(String)]);

const clean = (text: string) => text.replaceAll('\u0000', '').toWellFormed();
const Label = z.string().max(10_000).transform(clean);
const optional = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);

const CrmObject = z.object({
	objectType: z.string(),
	objectId: Id,
	fields: optional(z.array(z.object({ name: z.string(), value: z.unknown() }))),
});

/** Lists whose broken members are left out. */
const lenientList = <Schema extends z.ZodType>(schema: Schema) =>
	z
		.array(z.unknown())
		.catch([])
		.transform((items) => items.flatMap((item) => schema.safeParse(item).data ?? []) as z.output<Schema>[]);

const Contexts = lenientList(z.object({ system: optional(z.string()), objects: lenientList(CrmObject) }));

const Affiliation = z.enum(['Internal', 'External', 'Unknown']).catch('Unknown');

/** A party that cannot be read stays as one of unknown side: leaving it out could make a call look internal. */
const Party = z
	.object({
		speakerId: optional(Id),
		userId: optional(Id),
		name: optional(Label),
		emailAddress: optional(Label),
		affiliation: Affiliation,
		context: Contexts.optional(),
	})
	.catch({ affiliation: 'Unknown' });

export const CallData = z.object({
	metaData: z.object({
		id: Id,
		url: optional(Label),
		title: optional(Label),
		started: z.iso.datetime({ offset: true }),
		duration: optional(z.number().nonnegative()),
		primaryUserId: optional(Id),
		language: optional(Label),
		/** In doubt a call is private. */
		isPrivate: z.boolean().optional().nullable().catch(true),
	}),
	parties: z.array(Party).optional().nullable(),
	context: Contexts.optional(),
});
export type CallData = z.infer<typeof CallData>;

/** A page without these is no page: taking it as an empty one would lose a day without a word. */
const Records = z.object({ cursor: z.string().optional().nullable() });

export const CallsAnswer = z.object({ records: Records, calls: z.array(CallData) });

/** Each transcript is judged by itself: one that is bad is the fault of its call only. */
export const TranscriptsAnswer = z.object({
	records: Records,
	callTranscripts: z.array(z.object({ callId: Id, transcript: z.unknown() })),
});

const Milliseconds = z.number().nonnegative();
const Text = z
	.string()
	.refine((text) => text.isWellFormed() && !text.includes('\u0000'), 'holds NUL bytes or broken Unicode');

export const Monologues = z.array(
	z.object({
		speakerId: Id.optional().nullable(),
		sentences: z.array(
			z
				.object({ start: Milliseconds, end: Milliseconds, text: Text })
				.refine(({ start, end }) => start <= end, { message: 'ends before it starts', path: ['start'] }),
		),
	}),
);
export type Monologues = z.infer<typeof Monologues>;
