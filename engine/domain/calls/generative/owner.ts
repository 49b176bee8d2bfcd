/** Who is to keep a promise that a model gives to somebody else than the speaker. */
import type { Evidence, Party } from '../../../contract/call.ts';
import { foldWhitespace } from '../text.ts';

type Named = Pick<Party, 'name' | 'affiliation'>;

/** Where the words name one party and promise nothing of the speaker's own; else undefined. */
export function ownerNamed(
	said: string,
	{ quote }: Pick<Evidence, 'quote'>,
	parties: readonly Named[],
): Named | undefined {
	const [owner, other] = parties.filter(({ name }) => sameName(name, said));
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
