import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { clock, errorOf, openGuard, recordedRateLimit, unstopped } from '../../../test/contracts/outside/fakes.ts';
import { type Replies, startReplies } from '../../../test/servers/replies.ts';
import type { Call } from '../../contract/call.ts';
import { type RetryableError, TerminalError } from '../../errors.ts';
import type { Crm } from '../../ports/crm.ts';
import type { RateLimit } from '../../ports/rate-limit.ts';
import { createOutbound } from '../outbound/http.ts';
import { createHubspot } from './hubspot.ts';

const EVIDENCE = { callId: '1', speakerId: '2', speaker: 'Jon', startMs: 0, endMs: 1, quote: 'Yes.' };
const NOTE = {
	callId: '1',
	title: 'Pricing',
	url: 'https://app.gong.example/call?id=1',
	started: '2026-11-20T09:00:00+01:00',
	commitments: [{ text: 'Send it', evidence: EVIDENCE }],
	openQuestions: [],
	text: 'plain',
};
const DEAL = { type: 'deal' as const, id: '7' };
const CALL: Call = {
	id: '1',
	url: '',
	title: '',
	started: NOTE.started,
	durationSeconds: 0,
	language: 'eng',
	private: false,
	parties: [
		{ name: 'Dana', email: 'dana@acme.example', affiliation: 'internal' },
		{ name: 'Jon', email: 'Jon@client.example', affiliation: 'external' },
		{ name: 'Kim', email: 'kim@client.example', affiliation: 'unknown' },
		{ name: 'Nobody', affiliation: 'external' },
	],
	rep: { id: '9', name: 'Dana' },
	crm: [],
};
const ok = (body: object, status = 200) => ({ status, body: JSON.stringify(body) });
const list = (...results: object[]) => ok({ status: 'COMPLETE', results });
const linked = (from: string, ...ids: number[]) =>
	list({ from: { id: from }, to: ids.map((toObjectId) => ({ toObjectId, associationTypes: [] })) });
const deal = (id: string, properties: object) => ({ id, properties: { dealname: `Deal ${id}`, ...properties } });

describe('HubSpot', () => {
	let replies: Replies;
	let crm: Crm;

	beforeAll(async () => {
		replies = await startReplies();
		crm = createHubspot({
			address: `${replies.address}/`,
			token: 'pat-secret',
			outbound: createOutbound(),
			rateLimit: recordedRateLimit(),
			limitName: 'acme/hubspot',
		});
	});
	beforeEach(() => {
		replies.received.length = 0;
	});
	afterAll(() => replies?.stop());

	const write = () => crm.writeNote([DEAL], NOTE, 'ab'.repeat(32), openGuard());
	const paths = () => replies.received.map(({ path }) => path);

	it('writes a note at the time of the call, on its records, by the ids of HubSpot’s own associations', async () => {
		replies.answer(ok({ id: '99', properties: {} }, 201));
		const targets = [DEAL, { type: 'company' as const, id: '8' }, { type: 'contact' as const, id: '9' }];
		expect(await crm.writeNote(targets, NOTE, 'ab'.repeat(32), openGuard())).toEqual({ id: '99' });
		expect(replies.received[0]).toMatchObject({
			method: 'POST',
			path: '/crm/v3/objects/notes',
			headers: { authorization: 'Bearer pat-secret', 'content-type': 'application/json' },
		});
		const body = JSON.parse(replies.received[0]?.body ?? '');
		expect(body.properties.hs_timestamp).toBe('2026-11-20T08:00:00.000Z');
		expect(body.associations).toEqual(
			[
				['7', 214],
				['8', 190],
				['9', 202],
			].map(([id, associationTypeId]) => ({
				to: { id },
				types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId }],
			})),
		);
	});

	it('knows that a write was not done whose turn never came', async () => {
		const never: RateLimit = {
			take: (_name, _perSecond, signal) => clock.sleep(60_000, signal),
			pause: async () => {},
		};
		const controller = new AbortController();
		const guard = { signal: controller.signal, assertOpen() {} };
		const options = { address: replies.address, token: 'pat-secret', outbound: createOutbound(), limitName: 'acme' };
		const written = createHubspot({ ...options, rateLimit: never }).writeNote([DEAL], NOTE, 'ab', guard);
		controller.abort(new Error('over'));
		expect(await errorOf(written)).toMatchObject({ code: 'vendor-unavailable', notDone: true });
		expect(replies.received).toEqual([]);
	});

	it('chooses the open deal that was worked on last, and asks for customers only', async () => {
		replies.answer(
			list({ id: '1', properties: { email: 'Jon@Client.example', firstname: 'Jon', lastname: 'Ray' } }),
			linked('1', 11, 12, 13, 14),
			list(
				deal('11', { dealstage: 'closedwon', hs_lastmodifieddate: '2026-11-19T00:00:00Z' }),
				deal('12', { dealstage: 'x', hs_lastmodifieddate: '2026-11-01T00:00:00Z' }),
				deal('13', { dealstage: 'y', hs_lastmodifieddate: '2026-11-10T00:00:00Z' }),
				deal('14', { dealstage: '4711', hs_is_closed: 'true', hs_lastmodifieddate: '2026-11-20T00:00:00Z' }),
			),
			linked('13', 21),
			list({ id: '21', properties: { name: 'Client' } }),
		);
		expect((await crm.locate([CALL], unstopped))[0]).toEqual([
			{ type: 'deal', id: '13', name: 'Deal 13' },
			{ type: 'company', id: '21', name: 'Client' },
			{ type: 'contact', id: '1', name: 'Jon Ray' },
		]);
		expect(JSON.parse(replies.received[0]?.body ?? '')).toMatchObject({
			idProperty: 'email',
			inputs: [{ id: 'jon@client.example' }, { id: 'kim@client.example' }],
		});
		expect(paths()).toEqual([
			'/crm/v3/objects/contacts/batch/read',
			'/crm/v4/associations/contacts/deals/batch/read',
			'/crm/v3/objects/deals/batch/read',
			'/crm/v4/associations/deals/companies/batch/read',
			'/crm/v3/objects/companies/batch/read',
		]);
	});

	it('knows a contact by each of its addresses', async () => {
		const properties = { email: 'jon.ray@new.example', hs_additional_emails: 'ray@old.example; Jon@client.example' };
		replies.answer(list({ id: '1', properties }), list(), list(), list());
		const [records] = await crm.locate([CALL], unstopped);
		expect(records).toEqual([{ type: 'contact', id: '1', name: 'jon.ray@new.example' }]);
	});

	it('reads every page of a record’s notes, newest first', async () => {
		const toObjectIds = (...ids: number[]) => ids.map((toObjectId) => ({ toObjectId, associationTypes: [] }));
		replies.answer(
			ok({ results: toObjectIds(5, 100), paging: { next: { after: '2' } } }),
			ok({ results: toObjectIds(20) }),
			list({ id: '20', properties: { hs_note_body: `<p><small>Sophia reference: ${'ab'.repeat(8)}</small></p>` } }),
		);
		expect(await crm.find([DEAL], 'ab'.repeat(32), new Date(), unstopped)).toEqual({
			answer: 'present',
			receipt: { id: '20' },
		});
		expect(paths().slice(0, 2)).toEqual([
			'/crm/v4/objects/deals/7/associations/notes?limit=500',
			'/crm/v4/objects/deals/7/associations/notes?after=2&limit=500',
		]);
		expect(JSON.parse(replies.received[2]?.body ?? '').inputs).toEqual([{ id: '100' }, { id: '20' }, { id: '5' }]);
	});

	it('finds the note of a run for which another deal was the one of the call', async () => {
		const contact = { type: 'contact' as const, id: '9' };
		const body = `<p><small>Sophia reference: ${'ab'.repeat(8)}</small></p>`;
		const links = (...ids: number[]) =>
			ok({ results: ids.map((toObjectId) => ({ toObjectId, associationTypes: [] })) });
		replies.answer(links(), links(20), list({ id: '20', properties: { hs_note_body: body } }));
		const found = await crm.find([DEAL, contact], 'ab'.repeat(32), new Date(), unstopped);
		expect(found).toEqual({ answer: 'present', receipt: { id: '20' } });
		replies.answer(links());
		expect(await crm.find([DEAL, contact], 'ab'.repeat(32), new Date(), unstopped)).toEqual({ answer: 'absent' });
		replies.answer(links(), ok({}, 500));
		expect(await crm.find([DEAL, contact], 'ab'.repeat(32), new Date(), unstopped)).toMatchObject({
			answer: 'cannot-tell',
		});
	});

	it('cannot tell from a record with more notes than it reads', async () => {
		replies.answer(ok({ results: [], paging: { next: { after: '1' } } }));
		expect(await crm.find([DEAL], 'ab'.repeat(32), new Date(), unstopped)).toMatchObject({ answer: 'cannot-tell' });
		expect(replies.received).toHaveLength(5);
	});

	it('cannot tell without a record, and throws when its search is stopped', async () => {
		expect(await crm.find([], 'ab'.repeat(32), new Date(), unstopped)).toMatchObject({ answer: 'cannot-tell' });
		const stopped = crm.find([DEAL], 'ab'.repeat(32), new Date(), AbortSignal.abort(new Error('enough')));
		await expect(stopped).rejects.toThrow('enough');
	});

	it.each<[number, object, string, string]>([
		[400, { message: 'Wrong property.', category: 'VALIDATION_ERROR' }, 'vendor-refused', 'terminal'],
		[401, {}, 'connection-refused', 'terminal'],
		[403, {}, 'connection-scope-missing', 'terminal'],
		[404, {}, 'vendor-refused', 'terminal'],
		[302, {}, 'vendor-refused', 'terminal'],
		[423, {}, 'vendor-unavailable', 'not done'],
		[429, {}, 'vendor-rate-limited', 'not done'],
		[477, {}, 'vendor-unavailable', 'not done'],
		[408, {}, 'vendor-unavailable', 'open'],
		[500, {}, 'vendor-unavailable', 'open'],
		[502, {}, 'vendor-unavailable', 'open'],
		[504, {}, 'vendor-unavailable', 'open'],
	])('takes %i %j as %s: %s', async (status, body, code, certainty) => {
		replies.answer(ok(body, status));
		const error = await errorOf(write());
		expect(error.code).toBe(code);
		expect(error instanceof TerminalError ? 'terminal' : (error as RetryableError).notDone ? 'not done' : 'open').toBe(
			certainty,
		);
		expect(replies.received).toHaveLength(1);
	});

	it.each([
		['SECONDLY', 1_000],
		['TEN_SECONDLY_ROLLING', 10_000],
		['DAILY', 3_600_000],
		['SOMETHING_NEW', 1_000],
	])('knows how long the limit %s lasts', async (policyName, retryAfterMs) => {
		replies.answer(ok({ policyName }, 429));
		expect(await errorOf(write())).toMatchObject({ retryAfterMs });
	});
});
