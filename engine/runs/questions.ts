/** A stored question as those who ask for it see it. */
import type { AskedQuestion } from '../contract/question.ts';
import type { StoredQuestion } from '../ports/run-store.ts';

/** `page`: where a person answers; shown as long as somebody may. */
export function toAskedQuestion(stored: StoredQuestion, page: string | undefined): AskedQuestion {
	const { id, runId, state, title, tool, member, input, askedAt, until, answeredAt, answer } = stored;
	return {
		...{ id, runId, state, title, tool, member, input },
		...{ askedAt: askedAt.toISOString(), until: until.toISOString() },
		...(answeredAt ? { answeredAt: answeredAt.toISOString() } : {}),
		...(answer ? { answer } : {}),
		...(page !== undefined && state === 'open' ? { page } : {}),
	};
}
