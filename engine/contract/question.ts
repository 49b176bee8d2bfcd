/** What runs ask people in the middle of their work, and what people answer. */
import { z } from 'zod';

/** A changed input as JSON, letters. */
const MOST_INPUT = 256 * 1024;

/** Who says so, as the one who passes the answer on knows them; nobody checks it. */
const by = z.string().trim().min(1).max(320).optional();

export const QuestionAnswer = z.discriminatedUnion('answer', [
	z.strictObject({ answer: z.literal('yes'), by }),
	z.strictObject({
		answer: z.literal('no'),
		/** The team hears it. */
		reason: z.string().max(2_000).optional(),
		by,
	}),
	/** Yes, but with this input in place of the one that was shown. */
	z.strictObject({
		answer: z.literal('edit'),
		input: z
			.unknown()
			.refine((input) => input !== undefined, 'is missing')
			.refine((input) => (JSON.stringify(input)?.length ?? 0) <= MOST_INPUT, 'is longer than 256 KiB of JSON'),
		by,
	}),
]);
export type QuestionAnswer = z.infer<typeof QuestionAnswer>;

/** `overdue`: nobody answered in 30 days, and the run went on without. `closed`: the run ended before an answer came. */
export const QuestionState = z.enum(['open', 'answered', 'overdue', 'closed']);
export type QuestionState = z.infer<typeof QuestionState>;

export const AskedQuestion = z.object({
	id: z.string(),
	/** The run that asks; of a run with several inputs one of its parts. */
	runId: z.string(),
	state: QuestionState,
	/** What is to be decided, in one sentence. */
	title: z.string(),
	/** Which tool would be used. */
	tool: z.string(),
	/** Who wants to use it. */
	member: z.string(),
	/** What the tool would be called with. */
	input: z.unknown(),
	askedAt: z.string(),
	/** Until then somebody may answer. */
	until: z.string(),
	answeredAt: z.string().optional(),
	answer: z
		.object({
			answer: z.enum(['yes', 'no', 'edit']),
			reason: z.string().optional(),
			input: z.unknown().optional(),
			by: z.string().optional(),
		})
		.optional(),
	/** Address of the page on which a person answers; only where `PUBLIC_URL` is set. */
	page: z.string().optional(),
});
export type AskedQuestion = z.infer<typeof AskedQuestion>;

/** Open ones first, then the latest; `inAll` says how many there are where the list is cut. */
export const QuestionList = z.object({ inAll: z.number().int(), questions: z.array(AskedQuestion) });
export type QuestionList = z.infer<typeof QuestionList>;
