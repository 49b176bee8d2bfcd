/** Sentences that name a rival: nobody says "competitor" of Globex, but "we are also evaluating Globex". English. */
import type { Call } from '../../contract/call.ts';
import { MONTHS, WEEKDAYS } from '../calls/words/calendar.ts';
import { wordsOf } from './terms.ts';

/** What is done with offers, and hardly with anything else that has a name. */
const WEIGHED = [
	'[Ee]valuat(?:e|ed|ing)',
	'[Cc]onsidering',
	'[Cc]ompar(?:e|ed|ing) (?:(?:you|this|that|it) )?(?:to|with|against)',
	'[Ll]ooking (?:closely )?at',
	'(?:quote|offer|proposal|demo|pitch|trial|pilot)s? (?:from|by|with)',
	'[Ii]nstead of',
	'versus',
	'vs\\.?',
	'[Ss]witch(?:ed|ing)? (?:over )?(?:to|from)',
	'(?:go|going|went|signed|signing) with',
	'also (?:talking|speaking) (?:to|with)',
].join('|');

/** Words that may stand before the name, and say nothing of whom it is. */
const BEFORE = '(?:(?:also|both|the|people|guys|team|folks|at|from|of) ){0,3}';

const NAMED = new RegExp(`(?<![\\p{L}\\p{N}])(?:${WEIGHED}) ${BEFORE}(\\p{Lu}[\\p{L}\\p{N}&'’-]+)`, 'gu');

/** Written with a capital, and no company's name. */
const NO_COMPANY = new Set([...MONTHS, ...WEEKDAYS]);

export type NamesRival = (text: string) => boolean;

/** Those who take part are no rivals, and neither is the company of our side, as far as its addresses say its name. */
export function rivalReader({ parties }: Pick<Call, 'parties'>): NamesRival {
	const known = new Set(
		parties.flatMap(({ name, email, affiliation }) => [
			...wordsOf(name),
			...(affiliation === 'internal' && email ? wordsOf(email.slice(email.lastIndexOf('@') + 1)) : []),
		]),
	);
	return (text) =>
		[...text.matchAll(NAMED)].some(([, name = '']) => {
			const word = name.toLowerCase();
			return !known.has(word) && !NO_COMPANY.has(word);
		});
}
