/** Chance that can be repeated: the seed is printed, and `SOPHIA_SEED` sets it. */

export type Random = {
	/** A whole number from `low` to `high`, both included. */
	between(low: number, high: number): number;
	pick<Item>(items: readonly Item[]): Item;
};

/** `name` keeps the sequences of one process apart: each draws its own from the same seed. */
export function seededRandom(name: string): Random {
	const seed = Number(process.env.SOPHIA_SEED ?? Math.floor(Math.random() * 2 ** 31));
	process.stderr.write(`${name}: repeat this choice of moments with SOPHIA_SEED=${seed}\n`);
	let state = [...name].reduce((sum, letter) => Math.imul(sum, 31) + (letter.codePointAt(0) ?? 0), seed | 0);
	// Mulberry32 by Tommy Ettinger, public domain: 32 bits of state are plenty for some hundred draws.
	const next = () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
	const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
	return { between, pick: (items) => items[between(0, items.length - 1)] as (typeof items)[number] };
}
