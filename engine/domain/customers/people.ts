/** Who took part in the calls and e-mails of a customer. */
import type { CustomerView } from '../../contract/analysis.ts';
import type { Call } from '../../contract/call.ts';
import { isUnknown } from '../coaching/wording.ts';
import type { Affiliations } from './affiliations.ts';
import type { CustomerEmail } from './emails.ts';

type Person = CustomerView['people'][number];

const ORDER: Person['affiliation'][] = ['external', 'unknown', 'internal'];

/**
 * Each once, by address, else by name: the customer's people first, those who took part most often first among them. Who
 * is named without an address is the only one of that name who has one.
 */
export function peopleOf(calls: Call[], emails: CustomerEmail[], affiliationOf: Affiliations): Person[] {
	const people = new Map<string, Person & { times: number }>();
	const meet = (person: Person): void => {
		const key = person.email ?? nameKey(person);
		const known = people.get(key);
		if (!known) people.set(key, { ...person, times: 1 });
		else {
			known.times += 1;
			if (known.name === known.email) known.name = person.name;
		}
	};
	for (const { name, email, affiliation } of calls.flatMap(({ parties }) => parties)) {
		if (email)
			meet({
				...{ name: isUnknown(name) ? email.toLowerCase() : name, email: email.toLowerCase() },
				affiliation: affiliation === 'unknown' ? affiliationOf(email) : affiliation,
			});
		else if (!isUnknown(name)) meet({ name, affiliation });
	}
	for (const { from, fromName, to } of emails) {
		meet({ name: fromName ?? from, email: from, affiliation: affiliationOf(from) });
		for (const email of to) meet({ name: email, email, affiliation: affiliationOf(email) });
	}
	return mergedByName([...people.values()])
		.sort(
			(one, other) =>
				ORDER.indexOf(one.affiliation) - ORDER.indexOf(other.affiliation) ||
				other.times - one.times ||
				(one.name < other.name ? -1 : one.name > other.name ? 1 : 0),
		)
		.map(({ times: _, ...person }) => person);
}

const nameKey = ({ name }: Person): string => `name ${name.trim().toLowerCase()}`;

function mergedByName<Met extends Person & { times: number }>(people: Met[]): Met[] {
	const withAddress = Map.groupBy(
		people.filter(({ email }) => email !== undefined),
		nameKey,
	);
	return people.filter((person) => {
		const [only, other] = person.email === undefined ? (withAddress.get(nameKey(person)) ?? []) : [];
		if (!only || other) return true;
		only.times += person.times;
		if (only.affiliation === 'unknown') only.affiliation = person.affiliation;
		return false;
	});
}
