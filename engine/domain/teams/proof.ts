/** Law 1 for teams: what is claimed stands on words of a tool's result, or is left out. */
import type { TeamEvidence } from '../../contract/team.ts';
import { holdsWhole } from '../calls/evidence.ts';
import { foldWhitespace } from '../calls/text.ts';
import { figuresStand } from './figures.ts';
import type { Passage } from './team-run.ts';

export type Proven = {
	/** With the numbers of its evidence, such as [1], and without what does not stand. */
	answer: string;
	evidence: TeamEvidence[];
	unproven: string[];
	dropped: number;
	/** Sentences that say what could not be done. */
	notDone: string[];
};

/** `[r1-2-1: "words"]`, or an id alone. */
const PROOF = /[ \t]?\[(r[\d-]{1,80}|request|context)(?::\s*(?:"([^\n]{0,1000}?)"|“([^\n]{0,1000}?)”))?\s*\]/g;

/** Stands for a proof while sentences are told apart; nobody writes it. */
const OPEN = '\uE000';
const CLOSE = '\uE001';
const HOLDERS = /\uE000(\d+)\uE001/g;
const PRIVATE = /[\uE000\uE001]/g;

/** A sentence ends with its stop, closing marks and proofs. */
const BORDER = /(?<=[.!?…。！？]["”’')\]]*(?:\uE000\d+\uE001)*)[ \t]+(?!\uE000)/u;

const NOT_DONE = /^(?:[-*]\s*)?Not done:\s*/i;

type Proof = { id: string; quote: string };

/** Of a text as a model wrote it. `passageOf`: what may be quoted, by id. */
export function prove(text: string, passageOf: (id: string) => Passage | undefined): Proven {
	const proofs: Proof[] = [];
	const held = text.replace(PRIVATE, '').replace(PROOF, (_, id: string, straight?: string, curly?: string) => {
		proofs.push({ id, quote: straight ?? curly ?? '' });
		return `${OPEN}${proofs.length - 1}${CLOSE}`;
	});
	const proven: Proven = { answer: '', evidence: [], unproven: [], dropped: 0, notDone: [] };
	const lines = held.split('\n').map((line) => {
		const kept = line.split(BORDER).flatMap((sentence) => keptOf(sentence, proofs, passageOf, proven) ?? []);
		return line !== '' && kept.length === 0 ? undefined : kept.join(' ');
	});
	proven.answer = lines
		.filter((line) => line !== undefined)
		.join('\n')
		.trim();
	return proven;
}

/** As it stands in the answer; undefined where it is left out. */
function keptOf(
	sentence: string,
	proofs: readonly Proof[],
	passageOf: (id: string) => Passage | undefined,
	proven: Proven,
): string | undefined {
	const claim = sentence.replace(HOLDERS, '').trim();
	const named = [...sentence.matchAll(HOLDERS)].map(([, at]) => proofs[Number(at)] as Proof);
	if (claim === '') {
		if (named.length > 0) proven.dropped += 1;
		return undefined;
	}
	if (named.length === 0) {
		if (NOT_DONE.test(claim)) proven.notDone.push(claim.replace(NOT_DONE, ''));
		else if (saysSomething(claim)) proven.unproven.push(claim);
		return claim;
	}
	const standing = named.flatMap((proof) => evidenceOf(claim, proof, passageOf) ?? []);
	const quotes = standing.map(({ quote }) => quote);
	if (standing.length === 0 || !figuresStand(claim, quotes)) {
		proven.dropped += 1;
		return undefined;
	}
	const marks = standing.map((one) => `[${proven.evidence.push(one)}]`).join('');
	return `${claim} ${marks}`;
}

function evidenceOf(
	claim: string,
	{ id, quote: claimed }: Proof,
	passageOf: (id: string) => Passage | undefined,
): TeamEvidence | undefined {
	const passage = passageOf(id);
	const quote = foldWhitespace(claimed);
	if (!passage || quote === '' || !holdsWhole(foldWhitespace(passage.text), quote)) return undefined;
	return { claim, quote, result: id, tool: passage.tool, member: passage.member };
}

/** Headings and single words claim nothing. */
const saysSomething = (text: string): boolean => !/^#|:\**$/.test(text) && /\p{L}.*\s.*\p{L}/u.test(text);
