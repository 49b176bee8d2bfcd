/** By what an insight is known again when its call is analyzed once more. */
import type { Insight } from '../../contract/call.ts';
import type { Hasher } from '../../ports/hasher.ts';

/** Of the hash; 160 bits, as in the ids of events. */
const LENGTH = 40;

/**
 * Made of the call, the kind, the label and the evidence: who said which words when. The sentence that is written about them
 * does not count, nor do facts beside it (`dueDate`, `met`, `foundBy`), so a model that words a finding anew, or a rule that
 * was mended, leaves the mark where it is. Of an objection only the first quote counts: what follows are replies to it.
 *
 * The same finding found again with other words (a longer quote, one more, another label) is another insight without a
 * mark: nobody has looked at those words. The mark on the earlier ones is kept, and counts again when they are found again.
 * Two insights that differ in nothing of this share one id, and so their mark.
 */
export function insightId(callId: string, { kind, label, evidence }: Insight, hash: Hasher): string {
	const proof = kind === 'objection' ? evidence.slice(0, 1) : evidence;
	const words = proof.map(({ speakerId, startMs, quote }) => [speakerId, startMs, quote]);
	// JSON keeps apart what joining would not.
	return hash(JSON.stringify([1, callId, kind, label ?? '', words])).slice(0, LENGTH);
}
