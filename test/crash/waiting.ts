/** Waiting for what can be seen from outside only: asked again and again, with a deadline that a busy machine meets. */

const DEADLINE_MS = 120_000;
const EVERY_MS = 20;

export function pause(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms));
}

/** The first answer that is not undefined. Throws, naming `what`, when none comes within `deadlineMs`. */
export async function until<Answer>(
	what: string,
	look: () => Promise<Answer | undefined> | Answer | undefined,
	{ deadlineMs = DEADLINE_MS, everyMs = EVERY_MS }: { deadlineMs?: number; everyMs?: number } = {},
): Promise<Answer> {
	const deadline = Date.now() + deadlineMs;
	for (;;) {
		const answer = await look();
		if (answer !== undefined) return answer;
		if (Date.now() > deadline) throw new Error(`This never happened: ${what}`);
		await pause(everyMs);
	}
}
