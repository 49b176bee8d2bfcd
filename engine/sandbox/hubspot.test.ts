import { Client } from '@hubspot/api-client';
import { AssociationSpecAssociationCategoryEnum } from '@hubspot/api-client/lib/codegen/crm/objects/notes/models/AssociationSpec.js';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { verifies } from '../../test/verifies.ts';
import type { Json } from './exchange.ts';
import { startForTest, type TestSandbox } from './start-for-test.ts';

const TOM = 'tom.verhoeven@haldenfreight.example';

let sandbox: TestSandbox;
let client: Client;
beforeEach(async () => {
	sandbox = await startForTest();
	client = new Client({
		accessToken: 'pat-sandbox',
		basePath: `${sandbox.address}/hubspot`,
		numberOfApiCallRetries: 0,
	});
});
afterEach(() => sandbox.close());

const ofHubspot = (associationTypeId: number) => [
	{ associationCategory: AssociationSpecAssociationCategoryEnum.HubspotDefined, associationTypeId },
];

async function people() {
	const contact = await client.crm.contacts.basicApi.getById(TOM, ['email'], undefined, undefined, undefined, 'email');
	const deals = await client.crm.associations.v4.basicApi.getPage('contacts', contact.id, 'deals');
	const companies = await client.crm.associations.v4.basicApi.getPage('contacts', contact.id, 'companies');
	return {
		contact: contact.id,
		deal: deals.results[0]?.toObjectId ?? '',
		company: companies.results[0]?.toObjectId ?? '',
	};
}

const note = (associations: { to: { id: string }; types: ReturnType<typeof ofHubspot> }[]) => ({
	properties: { hs_note_body: '<p>Agreed</p>', hs_timestamp: '2026-11-21T08:30:00Z' },
	associations,
});

describe('hubspot, asked by its own SDK', () => {
	verifies('sandbox.as-described');

	it('finds a contact by e-mail, in one read and in a batch', async () => {
		const contact = await client.crm.contacts.basicApi.getById(
			TOM,
			undefined,
			undefined,
			undefined,
			undefined,
			'email',
		);
		expect(contact.properties).toMatchObject({ firstname: 'Tom', lastname: 'Verhoeven', email: TOM });
		const batch = await client.crm.contacts.batchApi.read({
			idProperty: 'email',
			inputs: [{ id: TOM }, { id: 'nobody@haldenfreight.example' }],
			properties: ['email'],
			propertiesWithHistory: [],
		});
		expect(batch.results.map((one) => one.id)).toEqual([contact.id]);
		expect(batch).toMatchObject({ numErrors: 1, errors: [{ category: 'OBJECT_NOT_FOUND' }] });
	});

	it('writes a note and shows it at once on each record it hangs on', async () => {
		const { contact, deal, company } = await people();
		const written = await client.crm.objects.notes.basicApi.create(
			note([
				{ to: { id: contact }, types: ofHubspot(202) },
				{ to: { id: deal }, types: ofHubspot(214) },
				{ to: { id: company }, types: ofHubspot(190) },
			]),
		);
		for (const [type, id] of [
			['contacts', contact],
			['deals', deal],
			['companies', company],
		] as const) {
			const { results } = await client.crm.associations.v4.basicApi.getPage(type, id, 'notes');
			expect(results.map((one) => one.toObjectId)).toEqual([written.id]);
		}
		const read = await client.crm.objects.notes.batchApi.read({
			inputs: [{ id: written.id }],
			properties: ['hs_note_body', 'hs_timestamp'],
			propertiesWithHistory: [],
		});
		expect(read.results[0]?.properties).toMatchObject({
			hs_note_body: '<p>Agreed</p>',
			hs_timestamp: '2026-11-21T08:30:00.000Z',
		});
		const { body } = await sandbox.control('GET', 'state');
		expect(body.notes).toMatchObject([
			{
				id: written.id,
				body: '<p>Agreed</p>',
				timestamp: '2026-11-21T08:30:00.000Z',
				associations: [
					{ type: 'contact', id: contact, name: 'Tom Verhoeven' },
					{ type: 'deal', id: deal, name: 'Halden Freight: 140 technicians' },
					{ type: 'company', id: company, name: 'Halden Freight' },
				],
			},
		]);
	});

	it('finds a note by search only when the index has caught up', async () => {
		verifies('sandbox.index-lags');
		const { contact } = await people();
		await client.crm.objects.notes.basicApi.create(note([{ to: { id: contact }, types: ofHubspot(202) }]));
		const total = async () => {
			const filter = { propertyName: 'associations.contact', operator: 'EQ', value: contact };
			const { body } = await sandbox.hubspot('POST', '/crm/v3/objects/notes/search', {
				filterGroups: [{ filters: [filter] }],
			});
			return body.total;
		};
		expect(await total()).toBe(0);
		sandbox.pass(4_999);
		expect(await total()).toBe(0);
		sandbox.pass(1);
		expect(await total()).toBe(1);
	});

	it('reads associations in a batch, with an error for a record without any', async () => {
		const { contact, deal } = await people();
		const nadia = await client.crm.contacts.basicApi.getById(
			'nadia.chen@sorrelfoods.example',
			undefined,
			undefined,
			undefined,
			undefined,
			'email',
		);
		const batch = await client.crm.associations.v4.batchApi.getPage('contacts', 'deals', {
			inputs: [{ id: contact }, { id: nadia.id }],
		});
		expect(batch.results).toHaveLength(1);
		expect(batch.results[0]?.to[0]?.toObjectId).toBe(deal);
		expect(batch).toMatchObject({ errors: [{ subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND' }] });
	});

	it('tells the scopes of the token', async () => {
		const response = await client.apiRequest({
			method: 'POST',
			path: '/oauth/v2/private-apps/get/access-token-info',
			body: { tokenKey: 'pat-sandbox' },
		});
		expect(((await response.json()) as Json).scopes).toContain('crm.objects.contacts.write');
		const info = await client.oauth.accessTokensApi.get('pat-sandbox');
		expect(info.scopes).toContain('crm.objects.contacts.read');
		await expect(client.oauth.accessTokensApi.get('pat-other')).rejects.toMatchObject({ code: 404 });
	});
});

describe('hubspot', () => {
	const create = (body: unknown) => sandbox.hubspot('POST', '/crm/v3/objects/notes', body);
	const hs_timestamp = '2026-11-21T08:30:00Z';

	it.each([
		['an unknown property', { properties: { hs_timestamp, sophia_key: 'x' } }, 'PROPERTY_DOESNT_EXIST'],
		['no timestamp', { properties: { hs_note_body: 'x' } }, 'MISSING_REQUIRED_PROPERTY'],
		['a timestamp that is none', { properties: { hs_timestamp: 'yesterday' } }, 'INVALID_DATE'],
		['a body over the limit', { properties: { hs_timestamp, hs_note_body: 'x'.repeat(65_537) } }, 'INVALID_LENGTH'],
	])('refuses a note with %s', async (_, body, code) => {
		const answer = await create(body);
		expect(answer.status).toBe(400);
		expect(answer.body).toMatchObject({ status: 'error', category: 'VALIDATION_ERROR', errors: [{ code }] });
		expect(answer.body.correlationId).toEqual(expect.any(String));
		expect((await sandbox.control('GET', 'state')).body.notes).toEqual([]);
	});

	it('refuses a note on a record that is not there, or with the type of another', async () => {
		const { contact } = await people();
		for (const [id, type] of [
			['1', 202],
			[contact, 214],
			[contact, 9],
		] as const) {
			const answer = await create({
				properties: { hs_timestamp },
				associations: [{ to: { id }, types: ofHubspot(type) }],
			});
			expect(answer).toMatchObject({ status: 400, body: { category: 'VALIDATION_ERROR' } });
		}
	});

	it('can be set to refuse questions about notes, and still lets them be written', async () => {
		const { contact } = await people();
		const asks = () => sandbox.hubspot('GET', `/crm/v4/objects/contacts/${contact}/associations/notes`);
		await sandbox.control('POST', 'settings', { hubspot: { ask: 'missing-scope' } });
		expect(await asks()).toMatchObject({ status: 403, body: { category: 'MISSING_SCOPES' } });
		await sandbox.control('POST', 'settings', { hubspot: { ask: 'rate-limited' } });
		expect(await asks()).toMatchObject({ status: 429, body: { category: 'RATE_LIMITS' } });
		expect((await create(note([{ to: { id: contact }, types: ofHubspot(202) }]))).status).toBe(201);
	});

	it('names the scope that is missing', async () => {
		await sandbox.control('POST', 'settings', { hubspot: { scopes: ['crm.objects.contacts.read'] } });
		expect(await create({ properties: { hs_timestamp } })).toMatchObject({
			status: 403,
			body: { errors: [{ context: { requiredGranularScopes: ['crm.objects.contacts.write'] } }] },
		});
	});

	it('takes five searches a second and 190 requests in ten seconds', async () => {
		const search = async () => (await sandbox.hubspot('POST', '/crm/v3/objects/deals/search', {})).status;
		const statuses = [];
		for (let n = 0; n < 6; n += 1) statuses.push(await search());
		expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
		await sandbox.control('POST', 'settings', { hubspot: { perTenSeconds: 7 } });
		const details = async () => (await sandbox.hubspot('GET', '/account-info/v3/details')).status;
		expect([await details(), await details()]).toEqual([200, 429]);
		sandbox.pass(10_000);
		expect(await details()).toBe(200);
	});

	it('wants the token', async () => {
		const response = await fetch(`${sandbox.address}/hubspot/account-info/v3/details`);
		expect(response.status).toBe(401);
		expect(await response.json()).toMatchObject({ status: 'error', category: 'INVALID_AUTHENTICATION' });
	});

	it('refuses an unknown property in a search', async () => {
		const filters = [{ propertyName: 'sophia_key', operator: 'EQ', value: 'x' }];
		const answer = await sandbox.hubspot('POST', '/crm/v3/objects/notes/search', { filterGroups: [{ filters }] });
		expect(answer).toMatchObject({ status: 400, body: { errors: [{ code: 'PROPERTY_DOESNT_EXIST' }] } });
	});
});

describe('e-mails in hubspot', () => {
	const logged = async () => {
		const { contact } = await people();
		const { results } = await client.crm.associations.v4.basicApi.getPage('contacts', contact, 'emails');
		return results.map(({ toObjectId }) => toObjectId);
	};
	const read = (ids: string[]) =>
		client.crm.objects.emails.batchApi.read({
			inputs: ids.map((id) => ({ id })),
			properties: ['hs_timestamp', 'hs_email_subject', 'hs_email_text', 'hs_email_html', 'hs_email_from_email'],
			propertiesWithHistory: [],
		});

	it('stand on the contacts who wrote or got them, and can be read', async () => {
		const ids = await logged();
		expect(ids).toHaveLength(4);
		const { results } = await read(ids);
		expect(results.map(({ properties }) => properties.hs_email_subject)).toContain('Supplier form');
		const links = await client.crm.associations.v4.basicApi.getPage('emails', ids[0] ?? '', 'companies');
		expect(links.results[0]?.associationTypes).toMatchObject([{ typeId: 186 }]);
	});

	it('show nothing of what they say without their scope', async () => {
		const ids = await logged();
		const { scopes } = (await sandbox.control('GET', 'settings')).body.hubspot as { scopes: string[] };
		await sandbox.control('POST', 'settings', {
			hubspot: { scopes: scopes.filter((scope) => scope !== 'sales-email-read') },
		});
		for (const { properties } of (await read(ids)).results) {
			expect(properties.hs_email_html).toContain('redacted');
			expect([properties.hs_email_text, properties.hs_email_subject, properties.hs_email_from_email]).toEqual([
				null,
				null,
				null,
			]);
		}
	});
});
