/** Thrown inside an attempt to give its slot back. Code of a run kind lets it pass. */
export class Suspension extends Error {
	readonly until: 'children' | { ms: number };

	constructor(until: 'children' | { ms: number }) {
		super('This run goes on later.');
		this.name = 'Suspension';
		this.until = until;
	}
}
