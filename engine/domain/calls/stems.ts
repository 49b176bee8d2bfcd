/** What words are about, roughly. */
import { examined } from './text.ts';
import { EVERYDAY_WORDS } from './words.ts';

const EVERYDAY = new Set(EVERYDAY_WORDS);

/** The first letters of the longer words, everyday ones left out, which tell subjects apart well enough. */
export function stems(text: string): Set<string> {
	const words =
		examined(text)
			.toLowerCase()
			.match(/[\p{L}\p{N}]{4,}/gu) ?? [];
	return new Set(words.filter((word) => !EVERYDAY.has(word)).map((word) => word.slice(0, 5)));
}

/** How many stems two texts share. */
export function sharedStems(one: Set<string>, other: Set<string>): number {
	let shared = 0;
	for (const stem of one) if (other.has(stem)) shared += 1;
	return shared;
}
