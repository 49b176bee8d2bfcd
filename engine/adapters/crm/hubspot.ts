/** HubSpot's contacts, companies and deals: the notes on them, and the e-mails that were logged. */
import { AssociationSpecAssociationCategoryEnum } from '@hubspot/api-client/lib/codegen/crm/objects/index.js';
import type { CrmReference } from '../../contract/call.ts';
import type { ConnectionReport } from '../../contract/connection.ts';
import { SophiaError, TerminalError } from '../../errors.ts';
import type { Crm } from '../../ports/crm.ts';
import { askHubspot, type HubspotOptions, sendHubspot } from './hubspot/client.ts';
import { readAround, readCompanies } from './hubspot/companies.ts';
import { EMAIL_SCOPE, listEmails, readEmails } from './hubspot/emails.ts';
import { unclear } from './hubspot/errors.ts';
import { findNote } from './hubspot/find.ts';
import { locate } from './hubspot/locate.ts';
import { toNoteBody, toTextBody } from './hubspot/note.ts';

/** HubSpot's own, unlabeled associations from a note to each type of record. */
const NOTE_TO: Record<CrmReference['type'], number> = { contact: 202, deal: 214, company: 190 };

/** What the private app may do, by the scope that lets it; notes come under contacts. */
const SCOPES = {
	'crm.objects.contacts.read': 'read contacts and notes',
	'crm.objects.contacts.write': 'write notes',
	'crm.objects.companies.read': 'read companies',
	'crm.objects.deals.read': 'read deals',
};

/** Used where the token has it: coaching needs no e-mails. */
const FURTHER_SCOPES = { [EMAIL_SCOPE]: 'read e-mails' };

export function createHubspot(options: HubspotOptions): Crm {
	return {
		locate: (calls, signal) => locate(options, calls, signal),

		async writeNote(targets, note, keyHash, guard) {
			if (targets.length === 0) throw new TerminalError('vendor-refused', 'A note needs a record to stand on.');
			const { id } = await askHubspot(options, { signal: guard.signal, guard }, ({ objects }) =>
				objects.create('notes', {
					properties: {
						hs_timestamp: new Date(note.started).toISOString(),
						hs_note_body: toNoteBody(note, keyHash),
					},
					associations: targets.map(toAssociation),
				}),
			);
			if (!id) throw unclear('a note without id');
			return { id: String(id) };
		},

		async writeText(targets, { text, at }, keyHash, guard) {
			if (targets.length === 0) throw new TerminalError('vendor-refused', 'A note needs a record to stand on.');
			const { id } = await askHubspot(options, { signal: guard.signal, guard }, ({ objects }) =>
				objects.create('notes', {
					properties: { hs_timestamp: new Date(at).toISOString(), hs_note_body: toTextBody(text, keyHash) },
					associations: targets.map(toAssociation),
				}),
			);
			if (!id) throw unclear('a note without id');
			return { id: String(id) };
		},

		find: (targets, keyHash, _since, signal) => findNote(options, targets, keyHash, signal),

		companies: (account, signal) => readCompanies(options, account, signal),

		around: (companyId, most, signal) => readAround(options, companyId, most, signal),

		listEmails: (of, window, signal) => listEmails(options, of, window, signal),

		emails: (ids, signal) => readEmails(options, ids, signal),

		test: (signal) => testToken(options, signal),
	};
}

function toAssociation({ type, id }: CrmReference) {
	const associationCategory = AssociationSpecAssociationCategoryEnum.HubspotDefined;
	return { to: { id }, types: [{ associationCategory, associationTypeId: NOTE_TO[type] }] };
}

/** The library asks for a token's scopes with the token in the address, where it would be logged. */
async function testToken(options: HubspotOptions, signal: AbortSignal): Promise<ConnectionReport> {
	try {
		const answer = await sendHubspot(
			options,
			{ signal },
			{
				method: 'POST',
				url: `${options.address.replace(/\/+$/, '')}/oauth/v2/private-apps/get/access-token-info`,
				headers: { authorization: `Bearer ${options.token}`, 'content-type': 'application/json' },
				body: JSON.stringify({ tokenKey: options.token }),
			},
		);
		const { scopes } = JSON.parse(answer.body) as { scopes?: unknown };
		if (!Array.isArray(scopes)) throw unclear('an answer without scopes');
		const known = Object.entries(SCOPES);
		const missing = known.map(([scope]) => scope).filter((scope) => !scopes.includes(scope));
		return {
			ok: missing.length === 0,
			works: [...known, ...Object.entries(FURTHER_SCOPES)]
				.filter(([scope]) => scopes.includes(scope))
				.map(([, what]) => what),
			missingScopes: missing,
			...(missing.length > 0 ? { problem: `HubSpot's token lacks ${missing.join(', ')}.` } : {}),
		};
	} catch (error) {
		signal.throwIfAborted();
		if (!(error instanceof SophiaError)) throw error;
		return { ok: false, works: [], missingScopes: [], problem: error.message };
	}
}
