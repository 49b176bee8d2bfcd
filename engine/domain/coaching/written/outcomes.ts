/** What a coaching text has no business to say: how a deal went, money, consequences, and judgments of people. */
import { stem } from '../../search/stem.ts';
import type { Facts } from './claims.ts';
import type { Fault } from './fault.ts';

/** As they stand: "a good sign" and "pay attention" are no outcomes, "signed" and "paid" are. */
const OUTCOMES = new Set(
	(
		'signed signature contract bought purchased paid refund discount rebate voucher guaranteed bonus salary commission ' +
		'approved rejected canceled cancelled terminated lawsuit sued lawyer fired quit resign boss bankrupt fraud illegal ' +
		'angry furious annoyed upset disappointed hates hated offended lied liar stupid useless idiot incompetent lazy ' +
		'terrible awful pathetic password'
	).split(' '),
);

const wordsOf = (text: string): string[] => text.toLowerCase().match(/\p{L}+/gu) ?? [];

/** `where`: what the text is called in the answer. Words of the facts and of the quote may be said. */
export function outcomeFaults(where: string, text: string, { told, quote }: Facts): Fault[] {
	const known = new Set(wordsOf(`${told} ${quote}`).map(stem));
	const found = wordsOf(text).filter((word) => OUTCOMES.has(word) && !known.has(stem(word)));
	return found.length === 0
		? []
		: [{ kind: 'not-carried', says: `${where} says what neither facts nor quote say: ${found.join(', ')}` }];
}
