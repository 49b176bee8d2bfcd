/** One account of the CRM with its deals, its people and the notes on them. */
import type { Records } from '../hubspot-records.ts';
import type { Note, State } from '../state.ts';
import type { CrmRecord, RecordType, World } from '../world.ts';
import { escapeHtml } from './html.ts';
import { avatar } from './marks.ts';
import { sanitizeNote } from './note-html.ts';
import { clock, dayName } from './when.ts';

export interface Account {
	company: CrmRecord;
	name: string;
	subtitle: string;
	deals: CrmRecord[];
	contacts: CrmRecord[];
	/** Notes on the company, one of its deals or one of its people; newest first. */
	notes: Note[];
}

const NOUNS: Record<RecordType, string> = { deals: 'deal', contacts: 'contact', companies: 'company' };

/** Every company with what belongs to it, those with the newest notes first. */
export function accountsOf(world: World, state: State, records: Records): Account[] {
	const given = new Map(world.records.map((record) => [`${record.type}:${record.id}`, record]));
	const notesOf = notesByCompany(state, records);
	const accounts = world.records
		.filter((record) => record.type === 'companies')
		.map((company): Account => {
			const object = records.find('companies', company.id);
			const linked = (type: RecordType) =>
				(object ? records.linked(object, type) : [])
					.map((id) => given.get(`${type}:${id}`))
					.filter((record) => record !== undefined);
			const { industry, city } = company.properties;
			return {
				company,
				name: records.name('companies', company.id),
				subtitle: [industry, city].filter(Boolean).join(', ') || (company.properties.domain ?? 'Account'),
				deals: linked('deals'),
				contacts: linked('contacts'),
				notes: notesOf.get(company.id) ?? [],
			};
		});
	return accounts.sort((a, b) => (b.notes[0]?.writtenAt ?? 0) - (a.notes[0]?.writtenAt ?? 0));
}

/** A note belongs to the companies it hangs on, itself or through a deal or a contact. */
function notesByCompany(state: State, records: Records): Map<string, Note[]> {
	const found = new Map<string, Note[]>();
	for (const note of state.notes) {
		const companies = new Set<string>();
		for (const { type, id } of note.associations) {
			const record = records.find(type, id);
			if (type === 'companies') companies.add(id);
			else if (record) for (const company of records.linked(record, 'companies')) companies.add(company);
		}
		for (const company of companies) found.set(company, [note, ...(found.get(company) ?? [])]);
	}
	return found;
}

export function accountPage(account: Account, world: World, records: Records): string {
	const { name, subtitle, deals, contacts, notes } = account;
	const facts = [
		...deals.map((deal) => fact('Deal', [deal.properties.dealname, euros(deal.properties.amount)])),
		...(deals.length === 0 ? [fact('Deal', ['none in the CRM'])] : []),
		fact(
			contacts.length === 1 ? 'Contact' : 'Contacts',
			contacts.slice(0, 4).map((one) => records.name('contacts', one.id)),
		),
	];
	const cards = notes.map((note) => noteCard(note, world.zone, records)).join('');
	const nothing =
		'<div class="empty sandwiched"><h2>No note yet</h2><p>Nothing has been written to this account.</p></div>';
	return `<header class="top"><a class="back" href="/" aria-label="Back to the inbox">‹</a>${avatar(name, 'account')}<div><h2>${escapeHtml(name)}</h2><p>${escapeHtml(subtitle)}</p></div></header>
<div class="column"><dl class="facts">${facts.join('')}</dl>${cards || nothing}</div>`;
}

function noteCard(note: Note, zone: string, records: Records): string {
	const on = note.associations.map(({ type, id }) => `${NOUNS[type]} ${records.name(type, id)}`);
	const at = note.properties.hs_timestamp ?? note.at;
	return `<article class="note"><header><strong>Note by Sophia</strong><time datetime="${escapeHtml(at)}">${escapeHtml(dayName(at, zone))}, ${clock(at, zone)}</time></header>
<div class="body">${sanitizeNote(note.properties.hs_note_body ?? '')}</div><p class="on">On ${escapeHtml(on.join(', ') || 'no record')}</p></article>`;
}

function fact(label: string, values: (string | undefined)[]): string {
	return `<div><dt>${label}</dt><dd>${escapeHtml(values.filter(Boolean).join(', '))}</dd></div>`;
}

function euros(amount: string | undefined): string | undefined {
	if (amount === undefined) return undefined;
	return new Intl.NumberFormat('en-IE', { style: 'currency', currency: 'EUR', maximumFractionDigits: 0 }).format(
		Number(amount),
	);
}
