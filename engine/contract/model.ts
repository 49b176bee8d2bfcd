/** Language models as people meet them: tiers, and what the use of a model cost. */
import { z } from 'zod';

/** How much a model call may think, and so cost: docs/models.md. */
export const Tier = z.enum(['low', 'medium', 'high', 'research']);
export type Tier = z.infer<typeof Tier>;

/** What was used of one model. */
export const ModelUse = z.object({
	/** `provider/name`, as in the catalog. */
	model: z.string(),
	calls: z.number().int(),
	inputTokens: z.number().int(),
	outputTokens: z.number().int(),
	costUsd: z.number(),
});
export type ModelUse = z.infer<typeof ModelUse>;
