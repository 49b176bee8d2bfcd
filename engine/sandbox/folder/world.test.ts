import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verifies } from '../../../test/verifies.ts';
import { instantOf } from '../local-time.ts';
import { startForTest } from '../start-for-test.ts';
import { folderWorld } from './world.ts';

const TODAY = '2026-11-22';
const ZONE = 'Europe/Berlin';

let folder: string;
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'sandbox-calls-'));
	const calls = Array.from({ length: 10 }, (_, index) => recorded(index));
	const callTranscripts = calls.map(({ metaData, parties }) => ({
		callId: metaData.id,
		transcript: [{ speakerId: parties[0]?.speakerId, sentences: [{ start: 0, end: 900, text: 'Hello.' }] }],
	}));
	writeFileSync(join(folder, 'calls-extensive.json'), JSON.stringify({ calls }));
	writeFileSync(join(folder, 'transcripts.json'), JSON.stringify({ callTranscripts }));
});
afterAll(() => rmSync(folder, { recursive: true }));

function recorded(index: number) {
	const person = (name: string, domain: string, affiliation: string, userId: string | null) => ({
		id: `${index}${name.length}`,
		speakerId: `${index}${name.length}`,
		userId,
		name,
		emailAddress: `${name.toLowerCase()}.${index}@${domain}`,
		affiliation,
	});
	return {
		metaData: {
			id: `90000000000000000${index}`,
			url: 'https://app.gong.example/call',
			title: `Call ${index}`,
			// Written newest first, to be put in order.
			started: `2026-11-${String(20 - index).padStart(2, '0')}T09:00:00Z`,
			duration: 600,
			primaryUserId: `owner${index}`,
			isPrivate: false,
			language: 'eng',
		},
		parties: [
			person('Owner', 'acme.example', 'Internal', `owner${index}`),
			person('Guest', 'client.example', 'External', null),
		],
	};
}

describe('calls from a folder', () => {
	verifies('sandbox.calls-from-a-folder');

	it('keep their dates and ids, in order of their start', () => {
		const { calls } = folderWorld({ folder, today: TODAY, zone: ZONE });
		expect(calls.map((call) => call.metaData.title)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0].map((n) => `Call ${n}`));
		expect(calls[0]?.metaData).toMatchObject({ id: '900000000000000009', started: '2026-11-11T09:00:00Z' });
	});

	it('have Slack users but for every seventh rep, and deals but for every fifth call', () => {
		const world = folderWorld({ folder, today: TODAY, zone: ZONE });
		const emails = world.slackUsers.map((user) => user.email);
		// The seventh call in order is call 3.
		expect(emails).not.toContain('owner.3@acme.example');
		expect(emails).toHaveLength(9 + 1);
		expect(emails).toContain('manager@acme.example');
		const deals = world.records.filter((record) => record.type === 'deals').map((deal) => deal.properties.dealname);
		expect(deals).toHaveLength(8);
		expect(deals).not.toContain('Call 5');
		expect(deals).not.toContain('Call 0');
	});

	it('make a large day: distinct stable ids and contacts, at most 20 reps, all on the day before', () => {
		const make = (today: string) => folderWorld({ folder, today, zone: ZONE, dayCalls: 250 });
		const { calls, transcripts, records, slackUsers } = make(TODAY);
		expect(new Set(calls.map((call) => call.metaData.id)).size).toBe(250);
		expect(make('2026-11-23').calls.map((call) => call.metaData.id)).toEqual(calls.map((call) => call.metaData.id));
		expect(new Set(calls.map((call) => call.metaData.primaryUserId)).size).toBe(20);
		expect(slackUsers).toHaveLength(20 - 2 + 1);
		expect(records.filter((record) => record.type === 'contacts')).toHaveLength(250);
		expect(records.filter((record) => record.type === 'deals')).toHaveLength(200);
		expect(new Set(records.map((record) => record.id)).size).toBe(records.length);
		for (const call of calls) {
			expect(transcripts.has(call.metaData.id)).toBe(true);
			expect(Date.parse(call.metaData.started)).toBeGreaterThanOrEqual(instantOf('2026-11-21', '08:00', ZONE));
			expect(Date.parse(call.metaData.started)).toBeLessThan(instantOf('2026-11-21', '18:00', ZONE));
		}
	});

	it('come in pages of a hundred, by cursor', async () => {
		const sandbox = await startForTest({ world: folderWorld({ folder, today: TODAY, zone: ZONE, dayCalls: 250 }) });
		await sandbox.control('POST', 'settings', { gong: { perSecond: 0 } });
		const filter = { fromDateTime: '2026-11-20T23:00:00Z', toDateTime: '2026-11-21T23:00:00Z' };
		const ids: string[] = [];
		const pages: unknown[] = [];
		let cursor: string | undefined;
		do {
			const { body } = await sandbox.gong('/v2/calls/extensive', { filter, cursor });
			ids.push(...(body.calls as { metaData: { id: string } }[]).map((call) => call.metaData.id));
			const records = body.records as { cursor?: string; currentPageSize: number; currentPageNumber: number };
			pages.push([records.currentPageNumber, records.currentPageSize]);
			cursor = records.cursor;
		} while (cursor);
		expect(pages).toEqual([
			[0, 100],
			[1, 100],
			[2, 50],
		]);
		expect(new Set(ids).size).toBe(250);
		await sandbox.close();
	});

	it('name the file that is wrong', () => {
		expect(() => folderWorld({ folder: join(folder, 'none'), today: TODAY, zone: ZONE })).toThrow(
			'calls-extensive.json',
		);
	});
});

describe('the shared recorded calls', () => {
	const shared = join(process.env.SOPHIA_SHARED ?? resolve(import.meta.dirname, '../../../../shared'), 'data/gong');
	if (!existsSync(shared)) console.warn(`skipped: no recorded calls in ${shared} (set SOPHIA_SHARED)`);

	(existsSync(shared) ? it : it.skip)('are served as they are', () => {
		const { calls, transcripts, slackUsers } = folderWorld({ folder: shared, today: TODAY, zone: ZONE });
		expect(calls).toHaveLength(23);
		expect(transcripts.size).toBe(23);
		expect(slackUsers).toHaveLength(23 - 3 + 1);
		expect(calls.every((call) => call.context === undefined)).toBe(true);
	});
});
