/** What is shown of a call, compared with its raw file: a reading of the benches' own, which shares nothing with the engine's. */
import type { Evidence, Insight, PhaseSentiment } from '../../../engine/contract/call.ts';
import type { GongCall } from './gong-calls.ts';

type Shown = {
	insights: readonly Insight[];
	summary: readonly { text: string; evidence: Evidence }[];
	sentiment?: readonly PhaseSentiment[];
};

const folded = (text: string) => text.split(/\s+/).filter(Boolean).join(' ');
const NUMBERS = /\d+/g;
const NAMES = /(?<=[a-z,] )[A-Z]\w{2,}/g;
const DENIALS = /\b(?:not|never|no|nobody|nothing|without|cannot)\b|n['’]t\b/gi;

/** Of all that is shown what the raw file does not carry, each with the reason; `listeners`: who takes part and says nothing. */
export function inventedIn(
	{ insights, summary, sentiment = [] }: Shown,
	{ raw, rawTranscript }: Pick<GongCall, 'raw' | 'rawTranscript'>,
	listeners: readonly string[] = [],
): string[] {
	const parties = new Map(raw.parties.map((party) => [party.speakerId, party]));
	const isCustomer = ({ speakerId }: Evidence) => parties.get(speakerId)?.affiliation !== 'Internal';
	const nameOf = ({ speakerId }: Evidence) => parties.get(speakerId)?.name;

	/** By this speaker, in this time. */
	function isSaid({ callId, speakerId, speaker, startMs, endMs, quote }: Evidence): boolean {
		const said = rawTranscript.transcript
			.filter((turn) => turn.speakerId === speakerId)
			.flatMap(({ sentences }) => sentences)
			.filter(({ start, end }) => start >= startMs && end <= endMs);
		const words = folded(said.map(({ text }) => text).join(' '));
		return callId === raw.metaData.id && speaker === parties.get(speakerId)?.name && words.includes(folded(quote));
	}

	function ofInsight({ kind, label = '', party, due, how, tone, evidence }: Insight): string[] {
		const [first, second] = evidence;
		if (!first) return ['no quote'];
		const quote = first.quote;
		const named = (name: string) => name.split(' ').every((word) => quote.includes(word));
		const owns = party === undefined || party === nameOf(first) || (listeners.includes(party) && named(party));
		const faults = {
			'a due day that nobody said': due !== undefined && !quote.includes(due),
			'an owner that nobody named': !owns,
			'a question that asks nothing': kind === 'question' && !quote.includes('?'),
			'an objection or a mood of our side': (kind === 'objection' || kind === 'sentiment') && !isCustomer(first),
			'a moment of the wrong side': kind === 'coachable-moment' && isCustomer(first) !== (tone === 'habit'),
			'a topic that nobody named': kind === 'topic' && !label.split(' ').every((word) => quote.includes(word)),
			'a reply by the customer, or before':
				how !== undefined && (!second || isCustomer(second) || second.startMs < first.startMs),
		};
		return Object.entries(faults).flatMap(([fault, is]) => (is ? [fault] : []));
	}

	/** A sentence has the numbers, names and denials of its quote, and no others. */
	function ofSentence(text: string, { quote }: Evidence): string[] {
		const more = (what: RegExp) => (text.match(what) ?? []).filter((found) => !quote.includes(found));
		const denies = (said: string) => (said.match(DENIALS) ?? []).length > 0;
		if (more(NUMBERS).length + more(NAMES).length > 0) return ['a sentence with another number or name'];
		return denies(text) === denies(quote) ? [] : ['a sentence that denies more or less'];
	}

	const evidence = [
		...insights.flatMap((insight) => insight.evidence),
		...summary.map((sentence) => sentence.evidence),
		...sentiment.flatMap((phase) => phase.evidence),
	];
	return [
		...evidence.filter((one) => !isSaid(one)).map(({ quote }) => `not said: ${quote}`),
		...insights.flatMap(ofInsight),
		...summary.flatMap((sentence) => ofSentence(sentence.text, sentence.evidence)),
		...sentiment.flatMap((phase) => (phase.evidence.every(isCustomer) ? [] : ['a mood of our side'])),
	];
}
