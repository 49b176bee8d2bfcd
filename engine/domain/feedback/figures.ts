/** Which figures of the talk nobody should build on, because somebody disagrees with what was said about them. */
import type { Insight, TalkFigure } from '../../contract/call.ts';

/** By the label of a coachable moment: the figures whose value it was found by (domain/calls/moments). */
const RESTS_ON: Record<string, TalkFigure[]> = {
	'talk-ratio': ['repTalkRatio'],
	monologue: ['longestMonologueMs'],
	listening: ['repTalkRatio', 'longestStoryMs'],
};

/** Of insights, or marks, that somebody disagrees with. */
export function figuresBehind(disagreed: readonly Pick<Insight, 'kind' | 'label'>[]): Set<TalkFigure> {
	const moments = disagreed.filter(({ kind }) => kind === 'coachable-moment');
	return new Set(moments.flatMap(({ label }) => RESTS_ON[label ?? ''] ?? []));
}
