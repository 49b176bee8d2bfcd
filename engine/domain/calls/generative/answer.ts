/** What a model is to answer about a part of a call: as a schema for it, and as a check of what it answered. */
import { z } from 'zod';
import { ReplyManner, RiskLabel } from '../../../contract/call.ts';
import type { JsonSchema } from '../../../ports/model.ts';

/** Moments that the words of a customer show: what the rep passed over. All others are words of the own side. */
export const PASSED_OVER = ['skipped-objection', 'unanswered-question', 'missed-follow-up'] as const;

/** Which labels a kind may have. Of a topic the label is its name, of a summary the sentence itself. */
export const LABELS = {
	commitment: ['promised'],
	question: ['open'],
	objection: ['price', 'timing', 'need', 'trust', 'competitor'],
	decision: ['who', 'budget', 'date', 'criteria'],
	risk: RiskLabel.options.filter((label) => label !== 'no-next-step'),
	'next-step': ['agreed', 'undated'],
	reply: ReplyManner.options,
	moment: ['discovery-question', 'curiosity', 'acknowledged-concern', 'recap', ...PASSED_OVER],
	mood: ['positive', 'neutral', 'negative'],
	topic: undefined,
	summary: undefined,
} as const satisfies Record<string, readonly string[] | undefined>;

const text = z.string().max(2_000);

/** Plain texts and numbers: every word of a schema is paid with every part. */
const Found = z.object({
	kind: text,
	label: text,
	/** The number of the line that the quote is in. */
	line: z.number().int(),
	quote: text,
	/** Who owns a commitment, where it is not the speaker; else empty. */
	owner: text,
	/** The words of a day, or empty. */
	due: text,
	/** Of a reply the line of the objection that it meets, or 0. */
	reply: z.number().int(),
});
export type Found = z.infer<typeof Found>;

export const PartAnswer = z.object({ found: z.array(Found).max(100) });
export type PartAnswer = z.infer<typeof PartAnswer>;

/** As it is kept. `cut`: it broke off at its greatest length, and this is what of it was whole. */
export const KeptAnswer = PartAnswer.extend({ cut: z.literal(true).optional() });
export type KeptAnswer = z.infer<typeof KeptAnswer>;

/** What strict schemas do not take. */
const LEFT_OUT = new Set(['$schema', 'maxLength', 'maxItems', 'minimum', 'maximum']);

/** Providers want every property named as required, and no others allowed. */
export const PART_SCHEMA: { name: string; schema: JsonSchema } = { name: 'insights', schema: schemaOf(PartAnswer) };

function schemaOf(shape: z.ZodType): JsonSchema {
	const bare = (value: unknown): unknown => {
		if (Array.isArray(value)) return value.map(bare);
		if (typeof value !== 'object' || value === null) return value;
		const kept = Object.entries(value).filter(([name]) => !LEFT_OUT.has(name));
		return Object.fromEntries(kept.map(([name, inner]) => [name, bare(inner)]));
	};
	return bare(z.toJSONSchema(shape)) as JsonSchema;
}
