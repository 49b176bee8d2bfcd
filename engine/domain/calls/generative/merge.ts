/** What rules found and what a model found, each thing once. The rules' result is the floor: nothing of it is lost to a model. */
import type { Evidence, Insight } from '../../../contract/call.ts';

/** In the order in which their words were said. `foundBy` says who found each. Of a kind at most `most`, the rules' first. */
export function merged(
	floor: readonly Insight[],
	found: readonly Insight[],
	most = Number.POSITIVE_INFINITY,
): Insight[] {
	const kept = floor.map((insight): Insight => ({ ...insight, foundBy: 'rules' }));
	const added: Insight[] = [];
	for (const insight of found) {
		const known = kept.find((one) => isSame(one, insight));
		if (known) Object.assign(known, { foundBy: 'both' }, howMet(known, insight));
		else if (!added.some((one) => isSame(one, insight)) && countOf(added, insight.kind) < MOST_ADDED)
			added.push({ ...insight, foundBy: 'model' });
	}
	const counts = new Map<string, number>();
	return withOneEnding([...kept, ...added])
		.filter(({ kind }) => {
			const count = (counts.get(kind) ?? 0) + 1;
			counts.set(kind, count);
			return count <= most;
		})
		.toSorted((one, other) => startOf(one) - startOf(other));
}

/** So many of a kind, with their longer quotes, fit beside the rules' into a recorded result of 1 MiB. */
const MOST_ADDED = 20;

/**
 * How an objection was met, with the words that meet it. Only where the rules saw that it was: an open objection is a
 * warning, and words of the own side soon after it are easily found.
 */
function howMet({ met, evidence }: Insight, { how, evidence: proof }: Insight): Partial<Insight> {
	const reply = proof.at(-1);
	if (!met || how === undefined || !reply) return {};
	return { how, evidence: [...evidence.slice(0, 1), reply] };
}

const countOf = (insights: readonly Insight[], kind: Insight['kind']) =>
	insights.filter((one) => one.kind === kind).length;

/** The same kind, about the same words; a risk or a decision also of the same sort. */
function isSame(one: Insight, other: Insight): boolean {
	if (one.kind !== other.kind) return false;
	if (SORTED.has(one.kind) && one.label !== other.label) return false;
	// One risk of a sort is one risk of the call, whatever shows it; and a call ends once.
	if (one.kind === 'risk') return true;
	if (one.kind === 'next-step' && one.label === other.label) return true;
	if (one.kind === 'topic' && isWithin(one, other)) return true;
	// One reply may meet two objections: they are told apart by their own words.
	if (one.kind === 'objection') return overlap(one.evidence[0] as Evidence, other.evidence[0] as Evidence);
	return one.evidence.some((first) => other.evidence.some((second) => overlap(first, second)));
}

const SORTED = new Set<Insight['kind']>(['risk', 'decision', 'coachable-moment', 'next-step']);

/** A topic whose words were said in the time of another with a word of its name. */
function isWithin({ label = '', span }: Insight, { label: name = '', evidence }: Insight): boolean {
	const at = evidence[0]?.startMs ?? -1;
	if (!span || at < span.startMs || at > span.endMs) return false;
	const words = new Set(label.toLowerCase().split(/[ ·]+/));
	return name
		.toLowerCase()
		.split(' ')
		.some((word) => words.has(word));
}

/** One person in one moment: without times one quote must be part of the other. */
function overlap(one: Evidence, other: Evidence): boolean {
	if (one.speakerId !== other.speakerId) return false;
	if (one.quote.includes(other.quote) || other.quote.includes(one.quote)) return true;
	return one.startMs < other.endMs && other.startMs < one.endMs;
}

/**
 * A call has one ending. That there was none rests on what rules did not find: a model that shows one with its day has
 * found it, and what was said of its absence falls with it. Of two that were shown the rules' stays.
 */
function withOneEnding(insights: Insight[]): Insight[] {
	const endings = insights.filter(({ kind }) => kind === 'next-step');
	if (endings.length < 2) return insights;
	// What turns off a warning must name a day.
	const shown = endings.filter(
		({ label, foundBy, dueDate }) => label !== 'missing' && (foundBy !== 'model' || dueDate),
	);
	const stays = shown.find(({ foundBy }) => foundBy !== 'model') ?? shown.at(-1) ?? endings[0];
	return insights.filter(
		(insight) =>
			(insight.kind !== 'next-step' || insight === stays) && (shown.length === 0 || insight.label !== ABSENT),
	);
}

/** Label of the risk and of the habit that a call has without a next step. */
const ABSENT = 'no-next-step';

const startOf = ({ evidence }: Insight) => evidence[0]?.startMs ?? 0;
