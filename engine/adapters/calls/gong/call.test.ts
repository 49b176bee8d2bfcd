import { describe, expect, it } from '@jest/globals';
import { Call } from '../../../contract/call.ts';
import { toCall } from './call.ts';
import { CallsAnswer } from './schema.ts';

const metaData = { id: '18446744073709551615', started: '2026-11-20T09:00:00+01:00' };

/** What becomes of one call of a page. */
function read(call: object): Call {
	const answer = CallsAnswer.parse({ records: {}, calls: [{ metaData, ...call }] });
	return Call.parse(toCall(answer.calls[0] as (typeof answer.calls)[0]));
}

describe('a call as Gong describes it', () => {
	it('makes do with an id and a time', () => {
		expect(read({})).toEqual({
			id: '18446744073709551615',
			url: '',
			title: 'Untitled call',
			started: '2026-11-20T09:00:00+01:00',
			durationSeconds: 0,
			language: '',
			private: false,
			parties: [],
			rep: { id: 'unknown', name: 'Unknown' },
			crm: [],
		});
	});

	it('takes a wrong value of what only decorates as missing, and a call of which it is unsure as private', () => {
		const odd = { ...metaData, title: 5, url: null, duration: -60, language: {}, isPrivate: 'no' };
		expect(read({ metaData: odd, context: 'none' })).toMatchObject({
			title: 'Untitled call',
			url: '',
			durationSeconds: 0,
			language: '',
			private: true,
			crm: [],
		});
	});

	it('keeps a party that it cannot read as one of unknown side', () => {
		expect(read({ parties: [null, { name: 'Jo', affiliation: 'Robot' }] }).parties).toEqual([
			{ name: 'Unknown', affiliation: 'unknown' },
			{ name: 'Jo', affiliation: 'unknown' },
		]);
	});

	it('names the rep by the primary user, in lower-case e-mail', () => {
		const parties = [
			{ userId: '1', name: 'Ann', affiliation: 'Internal' },
			{ userId: '2', name: 'Bo', emailAddress: 'Bo@Acme.example', affiliation: 'Internal' },
		];
		const call = read({ metaData: { ...metaData, primaryUserId: '2' }, parties });
		expect(call.rep).toEqual({ id: '2', name: 'Bo', email: 'bo@acme.example' });
		expect(read({ metaData: { ...metaData, primaryUserId: '3' }, parties }).rep).toEqual({ id: '3', name: 'Unknown' });
	});

	it('knows the stage of a deal, under the names that either CRM has for it', () => {
		const object = (objectType: string, objectId: string, name: string, value: unknown) => ({
			objectType,
			objectId,
			fields: [
				{ name: 'Name', value: '' },
				{ name, value },
			],
		});
		const objects = [
			object('Opportunity', '1', 'StageName', 'Needs Analysis'),
			object('Deal', '2', 'dealstage', 'qualifiedtobuy'),
			object('Deal', '3', 'stage', 4),
			object('Account', '4', 'stage', 'Customer'),
		];
		expect(read({ context: [{ system: 'Salesforce', objects }] }).crm).toEqual([
			{ type: 'deal', id: '1', stage: 'Needs Analysis' },
			{ type: 'deal', id: '2', stage: 'qualifiedtobuy' },
			{ type: 'deal', id: '3' },
			{ type: 'company', id: '4' },
		]);
	});

	it('takes deals, companies and contacts from the call and its parties, under the names of either CRM', () => {
		const object = (objectType: string, objectId: string, name?: string) => ({
			objectType,
			objectId,
			fields: name ? [{ name: 'Name', value: name }] : [],
		});
		const call = read({
			context: [
				{ system: 'HubSpot', objects: [object('Deal', '11', 'Pilot'), object('Company', '22')] },
				{
					system: 'Salesforce',
					objects: [object('Opportunity', '006A'), object('Account', '001A'), { objectType: 'x' }],
				},
			],
			parties: [
				{ context: [{ system: 'HubSpot', objects: [object('Contact', '33'), object('Lead', '44')] }] },
				{ context: [{ system: 'HubSpot', objects: [object('Deal', '11')] }] },
			],
		});
		expect(call.crm).toEqual([
			{ type: 'deal', id: '11', name: 'Pilot' },
			{ type: 'company', id: '22' },
			{ type: 'deal', id: '006A' },
			{ type: 'company', id: '001A' },
			{ type: 'contact', id: '33' },
		]);
	});

	it('removes what a database cannot store from names', () => {
		expect(read({ metaData: { ...metaData, title: 'A\u0000B\ud800' } }).title).toBe('AB\ufffd');
	});
});
