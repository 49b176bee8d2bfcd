/** Finds the calls in which a person took part, in whatever was recorded about calls. */

/** Ids of all objects that look like a call (an id, parties, a rep) and name the address, at any depth. */
export function callsOf(email: string, recorded: readonly unknown[]): string[] {
	const found = new Set<string>();
	const address = email.toLowerCase();
	const visit = (value: unknown): void => {
		if (value === null || typeof value !== 'object') return;
		if (!Array.isArray(value)) {
			const { id, parties, rep } = value as { id?: unknown; parties?: unknown; rep?: unknown };
			const people = [...(Array.isArray(parties) ? (parties as unknown[]) : []), rep];
			if (typeof id === 'string' && people.some((person) => addressOf(person) === address)) found.add(id);
		}
		for (const inner of Object.values(value)) visit(inner);
	};
	for (const value of recorded) visit(value);
	return [...found];
}

function addressOf(person: unknown): string | undefined {
	const email = (person as { email?: unknown } | null | undefined)?.email;
	return typeof email === 'string' ? email.toLowerCase() : undefined;
}
