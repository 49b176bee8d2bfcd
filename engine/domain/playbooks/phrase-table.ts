/** Phrases as bits: one for each word of each phrase, so that many are compared with a word at once. */

/** `open`: whatever the word goes on with. */
export type Pattern = { text: string; open: boolean };

type Phrase<Key> = { key: Key; patterns: readonly Pattern[] };

type Bits = Int32Array;

/** Of the bits with these numbers, 32 a block. */
export type Block = (block: number) => number;

export type PhraseTable<Key> = {
	/** Blocks of 32 bits. */
	size: number;
	/** Of the first words and of the last words of the phrases. */
	starts: Bits;
	ends: Bits;
	/** How many keys have a phrase. */
	keys: number;
	/** The bits of the patterns that the word fits; undefined where it fits none. */
	fitting: (word: string) => Block | undefined;
	/** Of each key whose phrase has come to its end, where that end is `wanted`, the words of its longest. */
	longestEnding: (state: Bits, wanted: Bits) => Map<Key, number>;
	/** Takes the ends of a key out of those that are wanted. */
	forget: (key: Key, wanted: Bits) => void;
};

/** Phrases without words are left out. */
export function phraseTable<Key>(phrases: readonly Phrase<Key>[]): PhraseTable<Key> {
	const size = Math.ceil(phrases.reduce((sum, { patterns }) => sum + patterns.length, 0) / 32);
	const [starts, ends] = [new Int32Array(size), new Int32Array(size)];
	const whole = new Map<string, Bits>();
	const open = new Map<string, Bits>();
	/** By the bit of its last word. */
	const ending = new Map<number, { key: Key; length: number }>();
	const endsOf = new Map<Key, number[]>();
	let bit = 0;
	for (const { key, patterns } of phrases) {
		if (patterns.length === 0) continue;
		set(starts, bit);
		for (const pattern of patterns) {
			set(bitsOf(pattern.open ? open : whole, pattern.text, size), bit);
			bit += 1;
		}
		set(ends, bit - 1);
		ending.set(bit - 1, { key, length: patterns.length });
		endsOf.set(key, [...(endsOf.get(key) ?? []), bit - 1]);
	}
	const longestOpen = withTheirBeginnings(open);

	return {
		size,
		starts,
		ends,
		keys: endsOf.size,
		fitting: (word) => {
			const [one, other] = [whole.get(word), longestOpen(word)];
			if (!one && !other) return undefined;
			return (block) => (one?.[block] ?? 0) | (other?.[block] ?? 0);
		},
		longestEnding: (state, wanted) => {
			const longest = new Map<Key, number>();
			for (const at of setBits(state, wanted)) {
				const end = ending.get(at);
				if (end) longest.set(end.key, Math.max(end.length, longest.get(end.key) ?? 0));
			}
			return longest;
		},
		forget: (key, wanted) => {
			for (const at of endsOf.get(key) ?? []) wanted[at >>> 5] = (wanted[at >>> 5] ?? 0) & ~(1 << (at & 31));
		},
	};
}

/** What fits `renew*` fits `re*` too: the bits of the longest beginning are then all that there are. */
function withTheirBeginnings(open: ReadonlyMap<string, Bits>): (word: string) => Bits | undefined {
	const lengths = [...new Set([...open.keys()].map(({ length }) => length))].sort((one, other) => other - one);
	const longest = (word: string, below = Number.POSITIVE_INFINITY): Bits | undefined => {
		for (const length of lengths) {
			if (length > word.length || length >= below) continue;
			const bits = open.get(word.slice(0, length));
			if (bits) return bits;
		}
		return undefined;
	};
	// The shortest first: each takes over what its own beginnings have gathered.
	for (const text of [...open.keys()].sort((one, other) => one.length - other.length)) {
		const [bits, shorter] = [open.get(text), longest(text, text.length)];
		for (const [block, more] of (shorter ?? []).entries()) if (bits) bits[block] = (bits[block] ?? 0) | more;
	}
	return longest;
}

function bitsOf(all: Map<string, Bits>, text: string, size: number): Bits {
	const bits = all.get(text) ?? new Int32Array(size);
	all.set(text, bits);
	return bits;
}

function set(bits: Bits, at: number): void {
	bits[at >>> 5] = (bits[at >>> 5] ?? 0) | (1 << (at & 31));
}

/** Numbers of the bits that are set in both. */
function* setBits(one: Bits, other: Bits): Generator<number> {
	for (const [block, bits] of one.entries()) {
		for (let left = bits & (other[block] ?? 0); left !== 0; left &= left - 1) {
			yield block * 32 + (31 - Math.clz32(left & -left));
		}
	}
}
