/** A coaching day in plain words. */

/** @typedef {import('../../engine/contract/index.ts').CoachingDay} CoachingDay */

/** @type {Record<string, string>} */
const reasons = {
	private: 'private',
	'internal-only': 'with colleagues only',
	'opted-out': 'of a rep who opted out',
	language: 'in another language',
	'no-transcript-yet': 'without a transcript yet',
	'transcript-never-came': 'whose transcript never came',
	'already-coached': 'coached before',
	'empty-transcript': 'with an empty transcript',
	failed: 'that failed',
};

/** `1 message`, `3 messages`. */
export function count(/** @type {number} */ n, /** @type {string} */ noun) {
	return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

const inState = (/** @type {{ state: string }[]} */ list, /** @type {string[]} */ ...states) =>
	list.filter(({ state }) => states.includes(state)).length;

/** What was planned and did not happen, or perhaps did not; reported gaps do not count. */
export function problemsOf(/** @type {CoachingDay} */ { messages, notes }) {
	const wrong = [
		...messages.map(({ state, reason, to }) => ({ state, reason, what: `the message to ${to.name ?? to.email}` })),
		...notes.map(({ state, reason, note }) => ({ state, reason, what: `the note on "${note.title}"` })),
	].filter(({ state }) => state === 'failed' || state === 'unconfirmed');
	return wrong.map(
		({ state, reason, what }) => `${what} ${state === 'failed' ? 'failed' : 'is unconfirmed'}: ${reason}`,
	);
}

/**
 * @param {CoachingDay} day
 * @param {{ seconds: string, inbox: string }} run
 * @returns {string} lines for a terminal
 */
export function describeDay(day, { seconds, inbox }) {
	const { calls, messages, notes, gaps, dropped } = day;
	const skipped = calls.skipped.map(({ reason, count: n }) => `${n} ${reasons[reason] ?? reason}`);
	const lines = [
		`${count(calls.analyzed, 'call')} read, ${count(calls.sentences, 'sentence')}, in ${seconds} s`,
		skipped.length ? `skipped: ${skipped.join(', ')}` : 'none skipped',
		delivered(messages, 'message', 'to reps'),
		delivered(notes, 'note', 'in the CRM'),
		`${count(dropped, 'quote')} dropped because the call does not hold them word for word`,
		...gaps.map(({ text }) => `gap: ${text}`),
		...problemsOf(day).map((problem) => `PROBLEM: ${problem}`),
		`See what arrived: ${inbox}`,
	];
	return lines.map((line) => `  ${line}`).join('\n');
}

function delivered(/** @type {{ state: string }[]} */ list, /** @type {string} */ noun, /** @type {string} */ where) {
	const before = inState(list, 'already-sent');
	const waiting = inState(list, 'waiting');
	return [
		`${count(inState(list, 'sent'), noun)} sent ${where}`,
		...(before ? [`${before} already there, not sent again`] : []),
		...(waiting ? [`${waiting} held back until the quiet hours end`] : []),
	].join(', ');
}

/** How a second run over the same window went, in one line. */
export function describeRepeat(/** @type {CoachingDay} */ { messages, notes }) {
	const again = inState([...messages, ...notes], 'sent');
	const before = `${count(inState(messages, 'already-sent'), 'message')} and ${count(inState(notes, 'already-sent'), 'note')}`;
	if (again === 0) return `delivered nothing twice: ${before} were there already`;
	return `sent ${again} more, which the first run could not; ${before} were there already, not sent again`;
}
