/** What a model is to answer about a part of a call: as a schema for it, and as a check of what it answered. */
import { z } from 'zod';
import { RiskLabel } from '../../../contract/call.ts';
import type { JsonSchema } from '../../../ports/model.ts';

/** Which labels a kind may have. Of a summary the label is the sentence itself. */
export const LABELS = {
	commitment: ['promised'],
	question: ['open'],
	objection: ['price', 'timing', 'need', 'trust', 'competitor'],
	decision: ['who', 'budget', 'date', 'criteria'],
	risk: RiskLabel.options.filter((label) => label !== 'no-next-step'),
	'next-step': ['agreed', 'undated'],
	moment: ['discovery-question', 'curiosity', 'acknowledged-concern', 'recap', 'skipped-objection'],
	mood: ['positive', 'neutral', 'negative'],
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
	/** The line in which an objection was met, or 0. */
	reply: z.number().int(),
});
export type Found = z.infer<typeof Found>;

export const PartAnswer = z.object({ found: z.array(Found).max(100) });
export type PartAnswer = z.infer<typeof PartAnswer>;

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
