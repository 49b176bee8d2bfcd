/** From what a model claims to insights: each quote is looked for in the line that it names, and nothing else is believed. */
import type { Evidence, Insight, Party, RiskLabel, Transcript } from '../../../contract/call.ts';
import { DECISION_TEXTS, type DecisionLabel } from '../decisions.ts';
import { claim } from '../draft.ts';
import type { DayOf } from '../due.ts';
import { holdsWhole, type QuoteClaim, verifyQuote } from '../evidence.ts';
import { OBJECTION_SUBJECTS } from '../objections.ts';
import { RISK_TEXTS } from '../risks.ts';
import { isCustomer, type Speaker, type Speakers } from '../speakers.ts';
import { countWords, foldWhitespace, spanOfWords } from '../text.ts';
import type { ObjectionLabel } from '../words/objections.ts';
import { type Found, LABELS, type PartAnswer } from './answer.ts';
import { isCarried } from './carried.ts';
import type { Line } from './lines.ts';

export type Claimed = {
	insights: Insight[];
	/** Sentences of a summary, each with the words that carry it. */
	summary: { text: string; evidence: Evidence }[];
	/** Claims without proof. */
	dropped: number;
};

export type CallToProve = {
	transcript: Transcript;
	speakers: Speakers;
	/** Those who take part. */
	parties: readonly Pick<Party, 'name' | 'affiliation'>[];
	dayOf: DayOf;
};

type Said = Pick<Found, 'line' | 'quote'>;
type Proof = { evidence: Evidence; speaker: Speaker };

/** Twice as many as a model is asked for. */
const MOST_CLAIMS = 24;

/** Of one part: `lines` are those that the model has read. What names another line, another kind or label, or no proof is dropped. */
export function claimedIn({ found }: PartAnswer, lines: readonly Line[], call: CallToProve): Claimed {
	const prove = prover(lines, call);
	const claimed: Claimed = { insights: [], summary: [], dropped: Math.max(0, found.length - MOST_CLAIMS) };
	for (const one of found.slice(0, MOST_CLAIMS)) {
		const proof = prove(one);
		if (proof && one.kind === 'summary' && isCarried(one.label, proof.evidence)) {
			claimed.summary.push({ text: foldWhitespace(one.label), evidence: proof.evidence });
			continue;
		}
		const insight = proof && insightOf(one, proof, (line) => spokenIn(line, lines, call), call);
		if (insight) claimed.insights.push(insight);
		else claimed.dropped += 1;
	}
	return claimed;
}

type Prove = (said: Said) => Proof | undefined;

/** A quote may go on into the next line, where that is of the same person. */
function prover(lines: readonly Line[], { transcript, speakers }: CallToProve): Prove {
	const places = new Map(lines.map((line, at) => [line.id, at]));
	return ({ line: id, quote }) => {
		if (quote.length > LONGEST_SHOWN) return undefined;
		const at = places.get(id);
		const line = at === undefined ? undefined : lines[at];
		if (!line || at === undefined) return undefined;
		const next = lines[at + 1];
		const goesOn = next?.speakerId === line.speakerId && next.first === line.last + 1;
		for (const last of goesOn ? [line.last, next.last] : [line.last]) {
			const said = { speakerId: line.speakerId, first: line.first, last, quote };
			const evidence = verifyQuote(transcript, said, speakers) && inItsSentences(said, transcript, speakers);
			if (evidence) return { evidence, speaker: speakers(line.speakerId) };
		}
		return undefined;
	};
}

/**
 * A quote in the whole sentences that it is from (of a long one the part around it): half a sentence can say the contrary
 * of the whole. Undefined where they are too long to show, or what is cut off before it may turn its sense.
 */
function inItsSentences(said: QuoteClaim, transcript: Transcript, speakers: Speakers): Evidence | undefined {
	let { first, last } = said;
	const holds = (from: number, to: number) => verifyQuote(transcript, { ...said, first: from, last: to }, speakers);
	while (first < last && holds(first + 1, last)) first += 1;
	while (first < last && holds(first, last - 1)) last -= 1;
	const before = transcript.sentences[first - 1];
	// Where speech was cut into pieces in the middle of a sentence.
	if (before?.speakerId === said.speakerId && !/[.?!。？！…]["”’')]*\s*$/u.test(before.text)) first -= 1;
	const text = foldWhitespace(
		transcript.sentences
			.slice(first, last + 1)
			.map((sentence) => sentence.text)
			.join(' '),
	);
	if (text.length <= LONGEST_SHOWN) return verifyQuote(transcript, { ...said, first, last, quote: text }, speakers);
	const sentence = transcript.sentences[first];
	if (first !== last || !sentence) return undefined;
	const quoted = claim({ ...sentence, index: first }, spanOfWords(text, foldWhitespace(said.quote)));
	const shown = verifyQuote(transcript, quoted, speakers);
	return shown && !TURNS_SENSE.test(text.slice(0, text.indexOf(shown.quote))) ? shown : undefined;
}

/** Characters: two whole lines. */
const LONGEST_SHOWN = 1_200;
const TURNS_SENSE = /\b(?:not|never|no|nobody|nothing|without|unless|if|hardly)\b|n['’]t\b/i;

const about = ({ name, affiliation }: Speaker) => ({ party: name, affiliation });

/** The words of a line, as far as a quote goes, with who says them. */
function spokenIn(id: number, lines: readonly Line[], { transcript, speakers }: CallToProve): Proof | undefined {
	const line = lines.find((one) => one.id === id);
	const sentence = line && transcript.sentences[line.first];
	if (!line || !sentence) return undefined;
	const evidence = verifyQuote(transcript, claim({ ...sentence, index: line.first }), speakers);
	return evidence && { evidence, speaker: speakers(line.speakerId) };
}

/** "Good." shows a mood and nothing else. */
const FEWEST_WORDS: Record<keyof typeof LABELS, number> = {
	...{ commitment: 3, question: 2, objection: 3, decision: 3, risk: 3, 'next-step': 3, moment: 3, mood: 1, summary: 3 },
};

const isKind = (kind: string): kind is keyof typeof LABELS => Object.hasOwn(LABELS, kind);

function insightOf(
	found: Found,
	{ evidence, speaker }: Proof,
	spoken: (line: number) => Proof | undefined,
	call: CallToProve,
): Insight | undefined {
	const { kind, label } = found;
	if (!isKind(kind) || !(LABELS[kind] as readonly string[] | undefined)?.includes(label)) return undefined;
	if (countWords(evidence.quote) < FEWEST_WORDS[kind]) return undefined;
	const base = { ...about(speaker), evidence: [evidence] };
	switch (kind) {
		case 'commitment': {
			const owner = ownerNamed(found.owner, evidence, call) ?? speaker;
			const due = dueIn(found, evidence);
			const text = due
				? `${owner.name} made a promise with a date: ${due}.`
				: `${owner.name} made a promise without a date.`;
			const { name: party, affiliation } = owner;
			return { ...base, party, affiliation, kind, label, text, ...dated(due, call) };
		}
		case 'question':
			if (!evidence.quote.includes('?')) return undefined;
			return { ...base, kind, answered: false, text: `${speaker.name}'s question stayed open.` };
		case 'objection': {
			if (!isCustomer(speaker)) return undefined;
			const answers = found.reply > found.line && found.reply <= found.line + LATEST_REPLY;
			const reply = answers ? spoken(found.reply) : undefined;
			const met = reply && !isCustomer(reply.speaker) ? [reply.evidence] : [];
			const unmet = met.length === 0 ? ', and nobody took it up' : '';
			const text = `${speaker.name} had a concern about ${OBJECTION_SUBJECTS[label as ObjectionLabel]}${unmet}.`;
			return { ...base, kind, label, text, met: met.length > 0, evidence: [evidence, ...met] };
		}
		case 'decision':
			return { ...base, kind, label, text: `${speaker.name} ${DECISION_TEXTS[label as DecisionLabel]}.` };
		case 'risk':
			return { ...base, kind, label, text: `${RISK_TEXTS[label as RiskLabel]}.` };
		case 'next-step': {
			const due = label === 'agreed' ? dueIn(found, evidence) : undefined;
			const text =
				label === 'agreed'
					? `A next step was agreed${due ? `: ${due}` : ''}.`
					: 'A next step was named, without a day.';
			return { ...base, kind, label, text, ...dated(due, call) };
		}
		case 'moment': {
			if (isCustomer(speaker) && label !== 'skipped-objection') return undefined;
			const tone = label === 'skipped-objection' ? ('habit' as const) : ('well' as const);
			return { ...base, kind: 'coachable-moment', label, tone, text: MOMENTS[label] ?? '' };
		}
		case 'mood':
			if (!isCustomer(speaker)) return undefined;
			return { ...base, kind: 'sentiment', label, text: MOODS[label as keyof typeof MOODS](speaker.name) };
		default:
			return undefined;
	}
}

/** The words of the day, only where the quote has them whole and does not deny them. */
function dueIn({ due }: Found, { quote }: Evidence): string | undefined {
	const words = foldWhitespace(due);
	const [said, asked] = [quote.toLowerCase(), words.toLowerCase()];
	if (words === '' || !holdsWhole(said, asked)) return undefined;
	return DENIED.test(said.slice(0, said.indexOf(asked))) ? undefined : words;
}

const DENIED = /(?:\bnot|n['’]t|\bnever)(?: \w+){0,2} $/;

function dated(due: string | undefined, { dayOf }: CallToProve) {
	const dueDate = due === undefined ? undefined : dayOf(due);
	return { ...(due === undefined ? {} : { due }), ...(dueDate === undefined ? {} : { dueDate }) };
}

/** Somebody else than the speaker, where the words name one party and promise nothing of the speaker's own. */
function ownerNamed(said: string, { quote }: Evidence, { parties }: CallToProve) {
	const named = parties.filter(({ name }) => sameName(name, said));
	const [owner, other] = named;
	if (!owner || other || OF_THE_SPEAKER.test(quote)) return undefined;
	const words = new Set(wordsOf(quote));
	return wordsOf(said).every((word) => words.has(word)) ? owner : undefined;
}

const OF_THE_SPEAKER = /\b(?:I|we)(?:['’]ll|['’]m| will| am| can| could|['’]d)\b|\blet me\b/i;

function sameName(name: string, said: string): boolean {
	const [full, short] = [name.toLowerCase(), foldWhitespace(said).toLowerCase()];
	return short !== '' && (full === short || full.split(' ')[0] === short);
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+(?:['’][\p{L}]+)?/gu) ?? [];

/** So many lines on, a reply may still meet an objection. */
const LATEST_REPLY = 6;

const MOMENTS: Record<string, string> = {
	'discovery-question': 'A question that lets the customer tell.',
	curiosity: 'Followed up on what the customer said.',
	'acknowledged-concern': 'Took a concern seriously before answering it.',
	recap: 'Summed up what was said.',
	'skipped-objection': 'An objection was passed over.',
};
const MOODS = {
	positive: (name: string) => `${name} was in favor.`,
	neutral: (name: string) => `${name} was neither for nor against it.`,
	negative: (name: string) => `${name} was against it, or annoyed.`,
};
