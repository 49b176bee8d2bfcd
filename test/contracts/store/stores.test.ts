/** The ports of tenants, keys, connections, transcripts and windows, the same on every store. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createCallStore } from '../../../engine/adapters/store/shared/calls.ts';
import { createConnectionStore } from '../../../engine/adapters/store/shared/connections.ts';
import type { Database } from '../../../engine/adapters/store/shared/database.ts';
import { createKeyStore } from '../../../engine/adapters/store/shared/keys.ts';
import { createTenantStore } from '../../../engine/adapters/store/shared/tenants.ts';
import { createTranscriptStore } from '../../../engine/adapters/store/shared/transcripts.ts';
import { createWindowStore } from '../../../engine/adapters/store/shared/windows.ts';
import type { PlaybookResult } from '../../../engine/contract/analysis.ts';
import { analyzeCall } from '../../../engine/domain/calls/analyze-call.ts';
import { spoken } from '../../../engine/domain/testing/spoken.ts';
import { need } from '../../need.ts';
import { type OpenStore, STORES } from '../../servers/stores.ts';
import { verifies } from '../../verifies.ts';

const settings = { zone: 'Europe/Berlin', weekend: [6, 7], optedOutReps: ['a@b.example'], language: 'en' };
const hash = (byte: number) => new Uint8Array(32).fill(byte);
const gong = {
	id: 'gong-main',
	kind: 'calls',
	vendor: 'gong',
	name: 'main',
	address: 'https://api.gong.example',
} as const;

const { call, transcript } = spoken({ lines: 'Rita: What would it take?\nCarl: I will send you the list by Friday.' });
const { moments: _moments, leftOut: _leftOut, ...analysis } = analyzeCall(call, transcript, 'UTC');
const findings: PlaybookResult['findings'] = [
	{ criterion: 'pain', title: 'Pain', met: 'yes', measured: 2, evidence: [] },
];
const analyzedCall = { call, analysis, playbook: { playbook: 'discovery', title: 'Discovery', findings } };

for (const adapter of STORES) {
	need(...adapter.needs)(`the stores on ${adapter.name}`, () => {
		let store: OpenStore;
		let database: Database;

		beforeAll(async () => {
			store = await adapter.open();
			database = store.database;
			await createTenantStore(database).create('acme', settings);
			await createTenantStore(database).create('other', settings);
		});
		afterAll(() => store?.close());

		it('keeps tenants and their settings', async () => {
			const tenants = createTenantStore(database);
			expect(await tenants.get('acme')).toEqual(settings);
			await expect(tenants.create('acme', settings)).rejects.toMatchObject({ code: 'tenant-exists' });
			const changed = { ...settings, zone: 'UTC', quietHours: { from: '20:00', to: '07:00' } };
			await tenants.set('acme', changed);
			expect(await tenants.get('acme')).toEqual(changed);
			expect(await tenants.get('other')).toEqual(settings);
			await expect(tenants.get('nobody')).rejects.toMatchObject({ code: 'tenant-unknown' });
			await expect(tenants.set('nobody', settings)).rejects.toMatchObject({ code: 'tenant-unknown' });
		});

		it('finds the tenant of a key until it is revoked', async () => {
			const keys = createKeyStore(database);
			await keys.create('acme', { id: 'k1', name: 'n8n', hash: hash(1) });
			await keys.create('other', { id: 'k2', name: 'n8n', hash: hash(2) });
			expect(await keys.findTenant(hash(1))).toBe('acme');
			expect(await keys.findTenant(hash(2))).toBe('other');
			expect(await keys.findTenant(hash(3))).toBeUndefined();
			await expect(keys.revoke('acme', 'k2')).rejects.toMatchObject({ code: 'key-unknown' });
			expect(await keys.findTenant(hash(2))).toBe('other');
			await keys.revoke('acme', 'k1');
			await keys.revoke('acme', 'k1');
			expect(await keys.findTenant(hash(1))).toBeUndefined();
			const key = { id: 'k4', name: 'n8n', hash: hash(4) };
			await expect(keys.create('nobody', key)).rejects.toMatchObject({ code: 'tenant-unknown' });
		});

		it('keeps connections, and shows their secrets only to who asks for one', async () => {
			const connections = createConnectionStore(database);
			const secret = new Uint8Array([0, 1, 255]);
			await connections.add('acme', { ...gong, secret });
			await connections.add('acme', { ...gong, id: 'slack-main', kind: 'chat', vendor: 'slack', secret });
			await connections.add('other', { ...gong, name: 'theirs', secret });
			await expect(connections.add('acme', { ...gong, secret })).rejects.toMatchObject({ code: 'connection-exists' });
			await expect(connections.add('nobody', { ...gong, secret })).rejects.toMatchObject({ code: 'tenant-unknown' });
			expect(await connections.list('acme')).toEqual([
				gong,
				{ ...gong, id: 'slack-main', kind: 'chat', vendor: 'slack' },
			]);
			const stored = await connections.get('acme', 'gong-main');
			expect({ ...stored, secret: [...stored.secret] }).toEqual({ ...gong, secret: [0, 1, 255] });
			await connections.remove('acme', 'gong-main');
			await expect(connections.get('acme', 'gong-main')).rejects.toMatchObject({ code: 'connection-unknown' });
			await expect(connections.remove('acme', 'gong-main')).rejects.toMatchObject({ code: 'connection-unknown' });
			expect(await connections.get('other', 'gong-main')).toMatchObject({ name: 'theirs' });
		});

		it('stores a transcript once and returns it as it was', async () => {
			const transcripts = createTranscriptStore(database);
			const sentence = { index: 0, speakerId: 's1', startMs: 0, endMs: 900, text: 'It’s “fine”, 50 %\\ 😀' };
			const one = { callId: '12345678901234567890', sentences: [sentence] };
			const two = { callId: '2', sentences: [] };
			const references = await transcripts.put('acme', [one, two, one]);
			expect(references[0]).toBe(references[2]);
			expect(references[0]).not.toBe(references[1]);
			expect(await transcripts.put('acme', [one])).toEqual([references[0]]);
			expect(await transcripts.get('acme', references[0] ?? '')).toEqual(one);
			expect(await transcripts.get('acme', references[1] ?? '')).toEqual(two);
			expect(await transcripts.get('other', references[0] ?? '')).toBeUndefined();
			const count = await database.tenant('acme', (query) => query('select count(*) as n from transcripts'));
			expect(count).toEqual([{ n: 2 }]);
			expect(await transcripts.put('acme', [])).toEqual([]);
		});

		it('stores the longest transcript there may be', async () => {
			const text = 'So what would it take for you to move forward with this in the next quarter, do you think? 😀';
			const sentences = Array.from({ length: 50_000 }, (_, index) => ({
				index,
				speakerId: `speaker-${index % 3}`,
				startMs: index * 1000,
				endMs: index * 1000 + 900,
				text: `${index} ${text}`,
			}));
			const transcripts = createTranscriptStore(database);
			const [reference = ''] = await transcripts.put('acme', [{ callId: 'long', sentences }]);
			const stored = await transcripts.get('acme', reference);
			expect(stored?.sentences.length).toBe(50_000);
			expect(stored?.sentences[49_999]).toEqual(sentences[49_999]);
		});

		it('keeps a call with what was found in it, until it is forgotten or its transcript is another', async () => {
			verifies('pages.playbook-kept');
			const calls = createCallStore(database);
			const { call, analysis, playbook } = analyzedCall;
			const plain = { call, source: 'gong-main', transcript: 'first' };
			await calls.put('acme', [{ ...plain, analysis, playbook }]);
			const whole = { ...plain, analysis, playbook };
			expect(await calls.get('acme', call.id)).toEqual(whole);
			expect(await calls.get('other', call.id)).toBeUndefined();
			await calls.put('acme', [plain]);
			await calls.put('acme', [{ ...plain, analysis }]);
			expect(await calls.get('acme', call.id)).toEqual(whole);
			await calls.put('acme', [{ ...plain, transcript: 'second', analysis }]);
			expect(await calls.get('acme', call.id)).toEqual({ ...plain, transcript: 'second', analysis });
			await calls.put('acme', [{ ...plain, analysis, playbook }]);
			await calls.put('acme', [{ ...plain, forget: true }]);
			expect(await calls.get('acme', call.id)).toEqual(plain);
		});

		it('moves the mark of a window forward, never back', async () => {
			verifies('store.window-whole');
			const windows = createWindowStore(database);
			const key = { tenant: 'acme', calls: 'gong-main', chat: 'slack-main' };
			const nothing = { carry: [], drop: [], coached: [] };
			expect(await windows.completedUntil(key)).toBeUndefined();
			await windows.complete(key, nothing);
			expect(await windows.completedUntil(key)).toBeUndefined();
			await windows.complete(key, { ...nothing, completedUntil: '2026-11-02T23:00:00.000Z' });
			await windows.complete(key, { ...nothing, completedUntil: '2026-11-01T23:00:00.000Z' });
			expect(await windows.completedUntil(key)).toBe('2026-11-02T23:00:00.000Z');
			await windows.complete(key, nothing);
			expect(await windows.completedUntil(key)).toBe('2026-11-02T23:00:00.000Z');
			expect(await windows.completedUntil({ ...key, chat: 'slack-second' })).toBeUndefined();
			expect(await windows.completedUntil({ ...key, tenant: 'other' })).toBeUndefined();
		});

		it('carries calls over and knows which were coached', async () => {
			const windows = createWindowStore(database);
			const key = { tenant: 'acme', calls: 'gong-main', chat: 'slack-carry' };
			const late = { callId: '9', title: 'Late', since: '2026-11-02T10:00:00.000Z' };
			const early = { callId: '8', title: 'Early', since: '2026-11-01T10:00:00.000Z' };
			await windows.complete(key, { carry: [late, early], drop: [], coached: ['1', '2', '1'] });
			expect(await windows.carried(key)).toEqual([early, late]);
			await windows.complete(key, { carry: [{ ...late, title: 'Renamed' }], drop: ['8'], coached: ['2', '8'] });
			expect(await windows.carried(key)).toEqual([{ ...late, title: 'Renamed' }]);
			expect(await windows.coached(key, ['8', '9', '1', '2'])).toEqual(['8', '1', '2']);
			expect(await windows.coached(key, [])).toEqual([]);
			expect(await windows.coached({ ...key, tenant: 'other' }, ['1'])).toEqual([]);
			expect(await windows.carried({ ...key, calls: 'gong-second' })).toEqual([]);
		});

		it('completes a window as a whole or not at all', async () => {
			verifies('store.window-whole');
			const windows = createWindowStore(database);
			const key = { tenant: 'acme', calls: 'gong-main', chat: 'slack-whole' };
			const carry = [{ callId: '1', title: 'Broken', since: 'no time' }];
			const change = { completedUntil: '2026-11-02T23:00:00.000Z', carry, drop: [], coached: ['1'] };
			await expect(windows.complete(key, change)).rejects.toThrow();
			expect(await windows.completedUntil(key)).toBeUndefined();
			expect(await windows.coached(key, ['1'])).toEqual([]);
		});
	});
}
