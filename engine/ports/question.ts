/** What a run asks a person in the middle of its work, and what the person says. */

export type Question = {
	/** For the person: what is to be decided, in one sentence. */
	title: string;
	/** Which tool would be used. */
	tool: string;
	/** Who wants to use it. */
	member: string;
	/** What it would be called with; a person may change it. */
	input: unknown;
};

export type PersonAnswer =
	| { answer: 'yes'; by?: string }
	| { answer: 'no'; reason?: string; by?: string }
	/** Yes, but with this input. */
	| { answer: 'edit'; input: unknown; by?: string };
