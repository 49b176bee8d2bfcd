/** What of an insight a view shows. */
import type { Insight } from '../contract/call.ts';
import type { PageView } from '../ports/page-of.ts';

/**
 * A record has readers whom it is none of the business of what the rep should do better, or did well: undefined for such an
 * insight.
 */
export function insightShown(insight: Insight, view: PageView): Insight | undefined {
	if (view === 'coaching') return insight;
	const { met: _met, ...shown } = insight;
	return insight.kind === 'coachable-moment' ? undefined : shown;
}
