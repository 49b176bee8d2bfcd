/** One after the other, by kind. */

export type InTurn = <T>(kind: string, work: () => Promise<T>) => Promise<T>;

/**
 * After a crash many effects are to be asked for at once. Asked one by one, the first answers are recorded soon, however
 * short the life of the attempt. Each kind has a line of its own: a slow service holds up no other.
 */
export function createInTurn(): InTurn {
	const lines = new Map<string, Promise<unknown>>();
	return (kind, work) => {
		const next = (lines.get(kind) ?? Promise.resolve()).then(work);
		lines.set(
			kind,
			next.catch(() => undefined),
		);
		return next;
	};
}
