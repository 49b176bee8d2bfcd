import { z } from 'zod';

const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time as HH:MM');

export const TenantSettings = z.strictObject({
	/** IANA time zone; windows end at its midnight. */
	zone: z.string().default('UTC'),
	/** Local times between which nothing is sent; `from` after `to` spans midnight. */
	quietHours: z.strictObject({ from: Clock, to: Clock }).optional(),
	/** ISO weekdays (1 = Monday) on which nothing is sent. */
	weekend: z.array(z.number().int().min(1).max(7)).default([]),
	/** E-mail addresses of reps who are not coached. */
	optedOutReps: z.array(z.string()).default([]),
	/** ISO 639-1; calls in other languages are skipped. */
	language: z.string().default('en'),
});
export type TenantSettings = z.infer<typeof TenantSettings>;
