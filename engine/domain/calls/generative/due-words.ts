/** The words of a day, where a quote has them. */
import type { Evidence } from '../../../contract/call.ts';
import { holdsWhole } from '../evidence.ts';
import { foldWhitespace } from '../text.ts';

/** Undefined where the quote has them not whole, or denies them. */
export function dueIn(due: string, { quote }: Pick<Evidence, 'quote'>): string | undefined {
	const words = foldWhitespace(due);
	const [said, asked] = [quote.toLowerCase(), words.toLowerCase()];
	if (words === '' || !holdsWhole(said, asked)) return undefined;
	return DENIED.test(said.slice(0, said.indexOf(asked))) ? undefined : words;
}

const DENIED = /(?:\bnot|n['’]t|\bnever)(?: \w+){0,2} $/;
