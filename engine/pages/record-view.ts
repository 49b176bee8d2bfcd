/** What of an insight a view shows. */
import type { Insight } from '../contract/call.ts';
import type { PageView } from '../ports/page-of.ts';

/**
 * A record has readers whom it is none of the business of what the rep should do better, or did well: undefined for such an
 * insight.
 */
export function insightShown(insight: Insight, view: PageView): Insight | undefined {
	if (view === 'coaching') return insight;
	const { met: _met, how: _how, ...shown } = insight;
	if (insight.kind === 'coachable-moment') return undefined;
	if (insight.kind !== 'objection') return shown;
	// Its sentence may say that nobody took it up.
	return { ...shown, text: `${insight.party ?? 'Somebody'} had a concern about ${insight.label ?? 'this'}.` };
}
