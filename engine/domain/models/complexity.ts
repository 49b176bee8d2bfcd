/** How much thought a piece of work takes, by rules that cost no model call. */
import type { Tier } from '../../contract/model.ts';

export type Work = {
	/** `extract`: find what is there; `answer`: write an answer from passages; `write`: put findings into words; `search`: look things up on the web. */
	kind: 'extract' | 'answer' | 'write' | 'search';
	/** What was asked, where somebody asked. */
	question?: string;
	/** Calls, e-mails or passages that have to be brought together. */
	sources?: number;
};

/** Weighs one thing against another, asks for a reason, a course or a plan. */
const COMPARES =
	/\b(?:compare[sd]?|versus|vs|differ\w*|better|worse|trade-?offs?|pros and cons|rather than|instead of)\b/i;
const REASONS =
	/\b(?:why|how come|what if|explain|reasons?|because of|strateg\w+|recommend\w*|should (?:we|i|they)|plan)\b/i;
const COURSE =
	/\b(?:over time|trend\w*|chang(?:e|ed|es|ing)|since|develop\w*|each|every|all (?:of )?(?:the|our|their))\b/i;

/** More sources than these are no longer held together by a small model. */
const MANY_SOURCES = 8;
/** Longer questions ask for several things. */
const LONG_QUESTION_WORDS = 30;

export function tierOf({ kind, question = '', sources = 1 }: Work): Tier {
	if (kind === 'search') return 'research';
	if (kind === 'extract') return 'low';
	const signs = [
		COMPARES.test(question),
		REASONS.test(question),
		COURSE.test(question),
		question.split(/\s+/).length > LONG_QUESTION_WORDS,
		(question.match(/\?/g)?.length ?? 0) > 1,
		sources > MANY_SOURCES,
	].filter(Boolean).length;
	return signs >= 3 ? 'high' : signs >= 1 ? 'medium' : 'low';
}
