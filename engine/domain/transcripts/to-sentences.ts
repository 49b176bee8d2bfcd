/** From stretches of speech to the sentences of a transcript. */
import type { Call } from '../../contract/call.ts';
import { countWords, foldWhitespace } from '../calls/text.ts';
import { tooLong } from './refusals.ts';
import { shares } from './shares.ts';
import { nameKey } from './speaker-names.ts';
import { isComplete, splitSentences } from './split-sentences.ts';
import type { ReadFile, Stretch } from './stretch.ts';

export type SpokenSentence = {
	/** Undefined where the file names nobody. */
	speaker: string | undefined;
	startMs: number;
	endMs: number;
	text: string;
};

export type Spoken = { sentences: SpokenSentence[]; times: Call['times'] };

const MOST_SENTENCES = 50_000;

/** A caption that goes on after a longer pause than this is another sentence. */
const LONGEST_PAUSE_MS = 1_500;

/** Without a full stop a sentence takes no further caption beyond this length. */
const LONGEST_JOINED = 300;

/** Nobody speaks much slower: a turn that is followed by nothing for longer is followed by silence. */
const SLOW_MS_PER_WORD = 1_000;

/** 150 words a minute, a usual rate of conversation, for the last turn. */
const MS_PER_WORD = 400;

type Timed = Required<Pick<Stretch, 'startMs' | 'endMs'>>;

/**
 * Sentences in the order of their starts. Each stretch is split where a sentence ends, and each part gets the share of
 * its time (whole ms) that its length in characters has of it. Captions of one speaker that break a sentence are joined.
 *
 * Where every stretch has a start but not every one an end, the missing ends are estimated (`times: 'starts'`): the
 * start of the next one, but at most 1 s a word; the last takes 0.4 s a word. Where not every stretch has a start, all
 * starts and ends are 0 (`times: 'none'`), and talk.ts counts no time at all.
 *
 * Law: the sentences, read again as stretches, are the same sentences. Throws `call-too-long` for more than 50,000.
 */
export function toSentences({ stretches, cut }: Pick<ReadFile, 'stretches' | 'cut'>): Spoken {
	const spelled = oneSpelling();
	const spoken = stretches.flatMap(({ speaker, ...stretch }) => {
		const text = foldWhitespace(stretch.text);
		return text === '' ? [] : [{ ...stretch, speaker: spelled(speaker), text }];
	});
	const { timed, times } = withTimes(spoken);
	const parts = split(timed);
	if (times !== 'none') parts.sort((one, other) => one.startMs - other.startMs);
	const sentences = cut ? joined(parts) : parts;
	if (sentences.length > MOST_SENTENCES) throw tooLong();
	return { sentences, times };
}

/** A name is spelled as it is where it stands first. */
function oneSpelling(): (name: string | undefined) => string | undefined {
	const spellings = new Map<string, string>();
	const known = new Map<string, string>();
	return (name) => {
		if (name === undefined) return undefined;
		const before = known.get(name);
		if (before !== undefined) return before;
		const key = nameKey(name);
		const spelling = spellings.get(key) ?? foldWhitespace(name);
		known.set(name, spelling);
		spellings.set(key, spelling);
		return spelling;
	};
}

function withTimes(stretches: Stretch[]): { timed: (Stretch & Timed)[]; times: Call['times'] } {
	if (stretches.some(({ startMs }) => startMs === undefined)) {
		return { timed: stretches.map((stretch) => ({ ...stretch, startMs: 0, endMs: 0 })), times: 'none' };
	}
	const ordered = stretches.toSorted((one, other) => (one.startMs ?? 0) - (other.startMs ?? 0));
	const timed = ordered.map((stretch, at) => {
		const startMs = Math.round(stretch.startMs ?? 0);
		if (stretch.endMs !== undefined) return { ...stretch, startMs, endMs: Math.round(stretch.endMs) };
		const next = ordered[at + 1]?.startMs;
		const words = countWords(stretch.text);
		const longest = startMs + words * (next === undefined ? MS_PER_WORD : SLOW_MS_PER_WORD);
		return { ...stretch, startMs, endMs: next === undefined ? longest : Math.min(longest, Math.round(next)) };
	});
	return { timed, times: ordered.every(({ endMs }) => endMs !== undefined) ? undefined : 'starts' };
}

function split(stretches: readonly (Stretch & Timed)[]): SpokenSentence[] {
	const parts: SpokenSentence[] = [];
	let complete = 0;
	for (const { speaker, text, startMs, endMs } of stretches) {
		const texts = splitSentences(text, MOST_SENTENCES);
		// All but the last are whole sentences, which no joining makes fewer.
		complete += texts.length - 1;
		if (complete > MOST_SENTENCES) throw tooLong();
		const borders = shares(
			{ startMs, endMs },
			texts.map(({ length }) => length),
		);
		for (const [at, part] of texts.entries()) {
			parts.push({ speaker, startMs: borders[at] ?? startMs, endMs: borders[at + 1] ?? endMs, text: part });
		}
	}
	return parts;
}

function joined(parts: readonly SpokenSentence[]): SpokenSentence[] {
	const sentences: SpokenSentence[] = [];
	for (const part of parts) {
		const last = sentences.at(-1);
		if (last && goesOn(last, part)) {
			last.text += ` ${part.text}`;
			last.endMs = Math.max(last.endMs, part.endMs);
		} else sentences.push({ ...part });
	}
	return sentences;
}

function goesOn(sentence: SpokenSentence, part: SpokenSentence): boolean {
	if (sentence.speaker !== part.speaker || sentence.text.length >= LONGEST_JOINED) return false;
	return part.startMs - sentence.endMs < LONGEST_PAUSE_MS && !isComplete(sentence.text, part.text);
}
