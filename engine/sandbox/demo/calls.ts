/** All demo calls: those of the day before today first. */
import type { DemoCall } from './call.ts';
import { brookExpansion } from './calls/brook-expansion.ts';
import { brookQuarterlyReview } from './calls/brook-quarterly-review.ts';
import { cobaltDemo } from './calls/cobalt-demo.ts';
import { cobaltEinfuehrungGerman } from './calls/cobalt-einfuehrung-german.ts';
import { cobaltQualification } from './calls/cobalt-qualification.ts';
import { haldenDiscovery } from './calls/halden-discovery.ts';
import { haldenOnboarding } from './calls/halden-onboarding.ts';
import { haldenSecurityReview } from './calls/halden-security-review.ts';
import { meridianPilotReview } from './calls/meridian-pilot-review.ts';
import { meridianPricing } from './calls/meridian-pricing.ts';
import { meridianProcurementPrivate } from './calls/meridian-procurement-private.ts';
import { pinewoodFirstPitch } from './calls/pinewood-first-pitch.ts';
import { pinewoodFollowUp } from './calls/pinewood-follow-up.ts';
import { pinewoodPricingPending } from './calls/pinewood-pricing-pending.ts';
import { pipelineReviewInternal } from './calls/pipeline-review-internal.ts';
import { sorrelDiscovery } from './calls/sorrel-discovery.ts';
import { sorrelIntro } from './calls/sorrel-intro.ts';

export const DEMO_CALLS: DemoCall[] = [
	sorrelDiscovery,
	haldenSecurityReview,
	brookExpansion,
	cobaltDemo,
	haldenOnboarding,
	meridianPricing,
	brookQuarterlyReview,
	meridianProcurementPrivate,
	pipelineReviewInternal,
	pinewoodPricingPending,
	pinewoodFollowUp,
	meridianPilotReview,
	haldenDiscovery,
	cobaltQualification,
	pinewoodFirstPitch,
	sorrelIntro,
	cobaltEinfuehrungGerman,
];
