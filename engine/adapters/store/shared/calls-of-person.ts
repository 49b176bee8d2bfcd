/** Finds a person in whatever was recorded about calls: the calls in which the person took part, and any mention. */

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

/** With these beside it an address is part of a longer one; a sign alone, as at the end of a sentence, is none. */
const LONGER_BEFORE = /[\p{L}\p{M}\p{N}][._+-]?$/u;
const LONGER_BEHIND = /^[.-]?[\p{L}\p{M}\p{N}]/u;

/** Whether a text in it names the address as a whole: `joann@acme.example` does not name `ann@acme.example`. */
export function namesPerson(recorded: unknown, email: string): boolean {
	if (typeof recorded === 'string') return holdsAddress(recorded.toLowerCase(), email.toLowerCase());
	if (recorded === null || typeof recorded !== 'object') return false;
	return Object.values(recorded).some((inner) => namesPerson(inner, email));
}

function holdsAddress(text: string, address: string): boolean {
	for (let at = text.indexOf(address); at >= 0; at = text.indexOf(address, at + 1)) {
		const end = at + address.length;
		if (!LONGER_BEFORE.test(text.slice(Math.max(0, at - 3), at)) && !LONGER_BEHIND.test(text.slice(end, end + 3)))
			return true;
	}
	return false;
}

function addressOf(person: unknown): string | undefined {
	const email = (person as { email?: unknown } | null | undefined)?.email;
	return typeof email === 'string' ? email.toLowerCase() : undefined;
}
