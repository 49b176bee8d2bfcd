/** From what a model claims to insights: each quote is looked for in the line that it names, and nothing else is believed. */
import type { Evidence, Insight, Party, RiskLabel, Transcript } from '../../../contract/call.ts';
import { DECISION_TEXTS, type DecisionLabel } from '../decisions.ts';
import { claim } from '../draft.ts';
import type { DayOf } from '../due.ts';
import { type QuoteClaim, verifyQuote } from '../evidence.ts';
import { OBJECTION_SUBJECTS } from '../objections.ts';
import { RISK_TEXTS } from '../risks.ts';
import { isCustomer, type Speaker, type Speakers } from '../speakers.ts';
import { foldWhitespace, spanOfWords } from '../text.ts';
import type { ObjectionLabel } from '../words/objections.ts';
import { type Found, LABELS, type PartAnswer } from './answer.ts';
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

/** Of one part: `lines` are those that the model has read. What names another line, another kind or label, or no proof is dropped. */
export function claimedIn({ found }: PartAnswer, lines: readonly Line[], call: CallToProve): Claimed {
	const prove = prover(lines, call);
	const names = call.parties.map(({ name }) => name);
	const claimed: Claimed = { insights: [], summary: [], dropped: 0 };
	for (const one of found) {
		const proof = prove(one);
		if (proof && one.kind === 'summary' && isCarried(one.label, proof.evidence, names)) {
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
		const at = places.get(id);
		const line = at === undefined ? undefined : lines[at];
		if (!line || at === undefined) return undefined;
		const next = lines[at + 1];
		const goesOn = next?.speakerId === line.speakerId && next.first === line.last + 1;
		for (const last of goesOn ? [line.last, next.last] : [line.last]) {
			const said = { speakerId: line.speakerId, first: line.first, last, quote };
			const evidence = verifyQuote(transcript, said, speakers);
			if (evidence)
				return { evidence: inItsSentence(said, transcript, speakers) ?? evidence, speaker: speakers(line.speakerId) };
		}
		return undefined;
	};
}

/**
 * A quote in the whole sentence that it is from (of a long one the part around it): half a sentence can say the contrary of
 * the whole. Undefined where it is from more than one.
 */
function inItsSentence({ first, last, ...said }: QuoteClaim, transcript: Transcript, speakers: Speakers) {
	for (let place = first; place <= last; place += 1) {
		const sentence = transcript.sentences[place];
		if (!sentence || !verifyQuote(transcript, { ...said, first: place, last: place }, speakers)) continue;
		const around = spanOfWords(sentence.text, foldWhitespace(said.quote));
		return verifyQuote(transcript, claim({ ...sentence, index: place }, around), speakers);
	}
	return undefined;
}

const about = ({ name, affiliation }: Speaker) => ({ party: name, affiliation });

/** The words of a line, as far as a quote goes, with who says them. */
function spokenIn(id: number, lines: readonly Line[], { transcript, speakers }: CallToProve): Proof | undefined {
	const line = lines.find((one) => one.id === id);
	const sentence = line && transcript.sentences[line.first];
	if (!line || !sentence) return undefined;
	const evidence = verifyQuote(transcript, claim({ ...sentence, index: line.first }), speakers);
	return evidence && { evidence, speaker: speakers(line.speakerId) };
}

const isKind = (kind: string): kind is keyof typeof LABELS => Object.hasOwn(LABELS, kind);

function insightOf(
	found: Found,
	{ evidence, speaker }: Proof,
	spoken: (line: number) => Proof | undefined,
	call: CallToProve,
): Insight | undefined {
	const { kind, label } = found;
	if (!isKind(kind) || !(LABELS[kind] as readonly string[] | undefined)?.includes(label)) return undefined;
	const base = { ...about(speaker), evidence: [evidence] };
	switch (kind) {
		case 'commitment': {
			const owner = call.parties.find(({ name }) => sameName(name, found.owner)) ?? speaker;
			const due = dueIn(found, evidence);
			const text = due
				? `${owner.name} made a promise with a date: ${due}.`
				: `${owner.name} made a promise without a date.`;
			const { name: party, affiliation } = owner;
			return { ...base, party, affiliation, kind, label, text, ...dated(due, call) };
		}
		case 'question':
			return { ...base, kind, answered: false, text: `${speaker.name}'s question stayed open.` };
		case 'objection': {
			if (!isCustomer(speaker)) return undefined;
			const reply = spoken(found.reply);
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

/** The words of the day, only where the quote has them. */
function dueIn({ due }: Found, { quote }: Evidence): string | undefined {
	const words = foldWhitespace(due);
	return words !== '' && quote.toLowerCase().includes(words.toLowerCase()) ? words : undefined;
}

function dated(due: string | undefined, { dayOf }: CallToProve) {
	const dueDate = due === undefined ? undefined : dayOf(due);
	return { ...(due === undefined ? {} : { due }), ...(dueDate === undefined ? {} : { dueDate }) };
}

function sameName(name: string, said: string): boolean {
	const [full, short] = [name.toLowerCase(), foldWhitespace(said).toLowerCase()];
	return short !== '' && (full === short || full.split(' ')[0] === short);
}

const NUMBER = /\p{N}+(?:[.,:]\p{N}+)*/gu;
/** A word with a capital that opens no sentence. */
const NAME = /(?<=[\p{L}\p{N},;:] )\p{Lu}[\p{L}\p{N}’'-]*/gu;

/** A written sentence may say no number and no name that its quote has not, except names of those who take part. */
export function isCarried(text: string, { quote, speaker }: Evidence, names: readonly string[]): boolean {
	const known = new Set(
		[quote, speaker, ...names].flatMap((one) => one.toLowerCase().match(/[\p{L}\p{N}’'-]+/gu) ?? []),
	);
	const numbers = new Set(quote.match(NUMBER));
	return (
		(text.match(NUMBER) ?? []).every((number) => numbers.has(number)) &&
		(text.match(NAME) ?? []).every((name) => known.has(name.toLowerCase().replace(/['’]s$/, '')) || name === 'I')
	);
}

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
