/** How a test says what it proves. */
import { type RequirementId, requirements } from './requirements.ts';

const known = new Set<string>(requirements.map(({ id }) => id));

/**
 * Stands as a statement of its own at the beginning of a test or a suite, with the ids as literals, because
 * requirements.test.ts reads the citations from the source. Throws for an id that is not in requirements.ts.
 */
export function verifies(...ids: [RequirementId, ...RequirementId[]]): void {
	const unknown = ids.filter((id) => !known.has(id));
	if (unknown.length > 0) throw new Error(`Not in test/requirements.ts: ${unknown.join(', ')}`);
}
