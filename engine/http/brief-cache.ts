/** Remembers answers for a moment, so that hundreds of requests a second ask the store once. */

export type BriefCache<Value> = (
	key: string,
	load: () => Promise<Value>,
	/** Whether an answer is worth remembering. */
	keep?: (value: Value) => boolean,
) => Promise<Value>;

/** Holds at most `maximum` answers, each for `milliseconds`; those who ask while one is fetched share it. */
export function briefCache<Value>({
	milliseconds,
	maximum,
}: {
	milliseconds: number;
	maximum: number;
}): BriefCache<Value> {
	const entries = new Map<string, { value: Promise<Value>; until: number }>();

	return (key, load, keep = () => true) => {
		const known = entries.get(key);
		if (known !== undefined && known.until > performance.now()) return known.value;
		// A Map keeps the order of insertion: the first is the oldest.
		entries.delete(key);
		if (entries.size >= maximum) entries.delete(entries.keys().next().value as string);
		// Counted from the question: the answer may be as old as that.
		const entry = { value: load(), until: performance.now() + milliseconds };
		entries.set(key, entry);
		const forget = () => {
			if (entries.get(key) === entry) entries.delete(key);
		};
		entry.value.then((value) => keep(value) || forget(), forget);
		return entry.value;
	};
}
