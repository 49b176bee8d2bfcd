/** Finds the one whose call it is among the people of an uploaded transcript. */
import type { Party } from '../../contract/call.ts';
import { TerminalError } from '../../errors.ts';
import { nameKey } from './speaker-names.ts';

/** As many names as a person reads. */
const SHOWN_NAMES = 20;

/**
 * Position of the one whom an e-mail address or a name fits: the same address, the same name, words of the name ("Ann"),
 * or, for who has no address in the transcript, the part before the @ as companies make it of a name (`ann.lee`, `ann`,
 * `alee`, `annl`, `annlee`, `leea`). Undefined for an address that fits nobody, or several: the rep did not speak, or it
 * cannot be told. Throws `bad-request` for a name that fits nobody, or several.
 */
export function findRep(people: readonly Party[], rep: string): number | undefined {
	const isAddress = rep.includes('@');
	const found = isAddress ? byAddress(people, rep.toLowerCase()) : byName(people, rep);
	if (found.length === 1) return found[0];
	if (isAddress) return undefined;
	const names = people.map(({ name }) => name).slice(0, SHOWN_NAMES);
	const message = `${found.length === 0 ? 'nobody' : 'more than one'} in the transcript is called so; there are ${names.join(', ')}`;
	throw new TerminalError('bad-request', undefined, { details: { fields: [{ path: 'rep', message }] } });
}

function byName(people: readonly Party[], rep: string): number[] {
	const key = nameKey(rep);
	const same = positions(people, ({ name }) => nameKey(name) === key);
	if (same.length > 0) return same.slice(0, 1);
	const words = wordsOf(rep);
	return positions(people, ({ name }) => words.length > 0 && words.every((word) => wordsOf(name).includes(word)));
}

function byAddress(people: readonly Party[], address: string): number[] {
	const same = positions(people, ({ email }) => email === address);
	if (same.length > 0) return same.slice(0, 1);
	const [local = ''] = address.split('@');
	const words = wordsOf(local).join(' ');
	const hasNone = ({ email, speakerId }: Party) => email === undefined && speakerId !== undefined;
	const whole = positions(people, (party) => hasNone(party) && wordsOf(party.name).join(' ') === words);
	if (whole.length > 0) return whole;
	return positions(people, (party) => hasNone(party) && shortForms(wordsOf(party.name)).includes(words));
}

function shortForms(words: readonly string[]): string[] {
	const [first = '', last = ''] = [words.at(0), words.at(-1)];
	if (words.length < 2) return [first];
	return [
		first,
		`${first} ${last}`,
		`${first[0]}${last}`,
		`${first[0]} ${last}`,
		`${first}${last[0]}`,
		first + last,
		`${last}${first[0]}`,
		`${last} ${first}`,
	];
}

/** Without accents, case, and what stands in brackets: "Renée Lee (Acme)" is `renee`, `lee`. */
function wordsOf(name: string): string[] {
	const plain = name
		.replace(/\([^()]*\)/g, ' ')
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.toLowerCase();
	return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

function positions(people: readonly Party[], fits: (party: Party) => boolean): number[] {
	return people.flatMap((party, position) => (fits(party) ? [position] : []));
}
