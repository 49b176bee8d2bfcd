/** Recorded, but its transcript is not ready yet. */
import type { DemoCall } from '../call.ts';

export const pinewoodPricingPending: DemoCall = {
	slug: 'pinewood-pricing-pending',
	title: 'Pinewood Utilities: questions about the pilot price',
	day: 'yesterday',
	at: '18:30',
	rep: 'Daniel',
	account: 'pinewood',
	guests: ['Greg'],
	transcriptPendingAfter: 1_124,
	script: '',
};
