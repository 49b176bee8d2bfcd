/** What a model that reads well claims about a call, of every kind: nothing of it may be lost. */
import type { Insight, Party } from '../../engine/contract/call.ts';
import type { Found } from '../../engine/domain/calls/generative/answer.ts';
import type { Line } from '../../engine/domain/calls/generative/lines.ts';
import type { Random } from '../crash/random.ts';
import { claimsOf, KINDS, placeOf, type SaidLines, someWords } from './said-lines.ts';

export type TrueClaim = {
	kind: string;
	found: Found[];
	/** Somebody who is named in the words and takes part. */
	party?: Party;
	/** Whether all of what was claimed came through, where nothing was dropped. */
	isWhole(insights: readonly Insight[]): boolean;
};

const CLAUSE_BORDER = /[,.;:!?—…]/;
/** By the reading of the benches, not the engine's. */
const DENIES = /\b(?:not|never|no|none|nobody|nothing|without|nor|neither|cannot)\b|n['’]t\b/i;
const DAY =
	/\b(?:next (?:year|week|month|quarter)|this (?:year|week|month|quarter)|in (?:January|February|March|April|May|June|July|August|September|October|November|December)|tomorrow)\b(?!['’])/;
const NAMED = /(?<=[a-z,] )[A-Z][a-z]{3,}\b(?!['’])/;
const OF_ONESELF = /\b(?:I|we|me|let me)\b/i;

/** A true quote may stop beside a denial, but then it is not what was said: whether one stands in what is left of its clause. */
function leavesDenial({ text }: Line, quote: string): boolean {
	const at = text.indexOf(quote);
	const front = text.slice(0, at).split(CLAUSE_BORDER).at(-1) ?? '';
	const behind = text.slice(at + quote.length).split(CLAUSE_BORDER)[0] ?? '';
	return DENIES.test(front) || DENIES.test(behind);
}

/** Kind after kind, then owners and days. Undefined where the call has nothing of that sort. */
export function trueClaim(said: SaidLines, at: number, random: Random): TrueClaim | undefined {
	const sorts = [...KINDS, 'owner', 'due'] as const;
	const sort = sorts[at % sorts.length] as (typeof sorts)[number];
	if (sort === 'owner') return withOwner(said, random);
	if (sort === 'due') return withDay(said, random);
	if (sort === 'summary') return withSentence(said, random);
	const place = placeOf(said, sort, random, ({ text }) => sort !== 'topic' || topicIn(text) !== undefined);
	if (!place) return undefined;
	const quote = sort === 'topic' ? place.line.text : someWords(sort, place.line, random);
	if (leavesDenial(place.line, quote)) return undefined;
	const label = sort === 'topic' ? topicIn(quote) : undefined;
	const isWhole = (insights: readonly Insight[]) =>
		insights.length === 1 && (sort !== 'reply' || insights[0]?.how !== undefined);
	return {
		kind: sort,
		found: claimsOf(said, sort, place, quote, random, label),
		isWhole,
	};
}

/** Words that join others by the engine's list are no name of anything. */
const NO_TOPIC =
	/^(?:before|between|during|through|should|because|having|wanted|telling|saying|without|theirs|hundred|percent|million|billion|always|thousand|nothing|nobody|neither|twenty)$/;

const topicIn = (quote: string) => quote.split(' ').find((word) => /^[a-z]{6,}$/.test(word) && !NO_TOPIC.test(word));

/** One whole sentence, said again. */
function withSentence({ lines }: SaidLines, random: Random): TrueClaim | undefined {
	const single = lines.filter(({ text }) => /^[A-Z][^.?!…]{40,200}\.$/.test(text));
	if (single.length === 0) return undefined;
	const line = random.pick(single);
	const claim = { kind: 'summary', label: line.text, line: line.id, quote: line.text, owner: '', due: '', reply: 0 };
	return { kind: 'summary', found: [claim], isWhole: () => true };
}

/** Somebody is named, by words that promise nothing of the speaker's own. */
function withOwner(said: SaidLines, random: Random): TrueClaim | undefined {
	const place = placeOf(said, 'commitment', random, ({ text }) => NAMED.test(text) && !OF_ONESELF.test(text));
	const [name] = (place && NAMED.exec(place.line.text)) ?? [];
	if (!place || !name || said.parties.some((party) => party.name.startsWith(name))) return undefined;
	const [claim] = claimsOf(said, 'commitment', place, place.line.text, random);
	return {
		kind: 'owner',
		found: claim ? [{ ...claim, owner: name }] : [],
		party: { name, affiliation: 'external' },
		isWhole: (insights) => insights[0]?.party === name,
	};
}

function withDay(said: SaidLines, random: Random): TrueClaim | undefined {
	const place = placeOf(said, 'commitment', random, ({ text }) => DAY.test(text) && !DENIES.test(text));
	const [due] = (place && DAY.exec(place.line.text)) ?? [];
	if (!place || !due) return undefined;
	const [claim] = claimsOf(said, 'commitment', place, place.line.text, random);
	return {
		kind: 'due',
		found: claim ? [{ ...claim, due }] : [],
		isWhole: (insights) => insights[0]?.due === due,
	};
}
