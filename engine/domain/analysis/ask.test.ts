import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../../test/verifies.ts';
import { Answer } from '../../contract/analysis.ts';
import { memoryWorld } from '../testing/memory-services.ts';
import { spoken } from '../testing/spoken.ts';
import { ask } from './ask.ts';

const about = (id: string, lines: string, more: { private?: boolean } = {}) =>
	spoken({ id, title: `About ${id}`, lines, ...more });
const PRICE = 'Carl: What does the license cost a year?\nRita: The license is 40 dollars a seat.';
const AUDIT = 'Carl: Our security audit takes six weeks.\nRita: That is fine for us.';

const WINDOW = { from: '2026-11-18T23:00:00Z', to: '2026-11-19T23:00:00Z' };
const asked = (input: object, more: object = {}) => ({
	kind: 'ask',
	input: { question: 'How much does the license cost?', ...input },
	connections: { calls: 'gong-main' },
	requestedAt: '2026-11-20T06:00:00Z',
	...more,
});

describe('ask', () => {
	it('looks through the calls of a window and names those it leaves out', async () => {
		verifies('ask.one-or-many');
		const world = memoryWorld({
			calls: [about('price', PRICE), about('audit', AUDIT), about('secret', PRICE, { private: true })],
		});
		const { value } = await world.runs.start<Answer>(asked({ window: WINDOW }));
		expect(Answer.parse(value)).toMatchObject({
			said: true,
			calls: 2,
			dropped: 0,
			skipped: [{ reason: 'private', count: 1 }],
		});
		expect(value.passages.map(({ callTitle }) => callTitle)).toEqual(['About price']);
		expect(value.passages[0]?.evidence.map(({ quote }) => quote).join(' ')).toContain('40 dollars');
	});

	it('asks the calls of yesterday where no window is named', async () => {
		const world = memoryWorld({ calls: [about('price', PRICE)] });
		expect((await world.runs.start<Answer>(asked({}))).value).toMatchObject({ said: true, calls: 1 });
		const later = { ...asked({}), requestedAt: '2026-11-22T06:00:00Z' };
		expect((await world.runs.start<Answer>(later)).value).toMatchObject({
			said: false,
			calls: 0,
			summary: 'There was no call to look through.',
		});
	});

	it('asks one call, of the service or uploaded', async () => {
		verifies('ask.one-or-many');
		const world = memoryWorld({ calls: [about('price', PRICE), about('audit', AUDIT)] });
		const one = await world.runs.start<Answer>(asked({ callId: 'audit', question: 'How long is the security audit?' }));
		expect(one.value).toMatchObject({ said: true, calls: 1 });
		expect((await world.runs.start<Answer>(asked({ callId: 'audit' }))).value).toMatchObject({
			said: false,
			summary: 'Not said.',
		});

		const { call, transcript } = about('upload-1', PRICE);
		const [reference = ''] = await world.ports.transcripts.put('acme', [transcript]);
		await world.stored.put('acme', [{ call, source: 'upload', transcript: reference }]);
		const uploaded = await world.runs.start<Answer>(asked({ callId: 'upload-1' }, { connections: {} }));
		expect(uploaded.value).toMatchObject({ said: true, passages: [{ callTitle: 'About upload-1' }] });
	});

	it('finds the same after a crash at any point', async () => {
		const calls = Array.from({ length: 12 }, (_, at) => about(`c${at}`, at % 3 ? AUDIT : PRICE));
		const whole = await memoryWorld({ calls }).runs.start<Answer>(asked({ window: WINDOW }));
		expect(whole.value.calls).toBe(12);
		for (let crashAt = 1; crashAt <= whole.points; crashAt += 1) {
			const { value } = await memoryWorld({ calls }).runs.start<Answer>({ ...asked({ window: WINDOW }), crashAt });
			expect(value).toEqual(whole.value);
		}
	});

	it('answers the same whatever the order of the calls', async () => {
		verifies('ask.order-free');
		const calls = Array.from({ length: 25 }, (_, at) => about(`c${at}`, at % 3 ? AUDIT : PRICE));
		const forth = await memoryWorld({ calls }).runs.start<Answer>(asked({ window: WINDOW }));
		const back = await memoryWorld({ calls: calls.toReversed() }).runs.start<Answer>(asked({ window: WINDOW }));
		expect(back.value).toEqual(forth.value);
	});

	it('reports a call whose transcript was erased meanwhile, and searches the others', async () => {
		verifies('ask.gaps-go-on');
		const world = memoryWorld({ calls: [about('price', PRICE), about('gone', PRICE)] });
		const { get } = world.ports.transcripts;
		world.ports.transcripts.get = async (tenant, reference) =>
			reference.includes('gone') ? undefined : get(tenant, reference);
		const { value } = await world.runs.start<Answer>(asked({ window: WINDOW }));
		expect(value).toMatchObject({
			said: true,
			calls: 1,
			skipped: [{ reason: 'failed', callIds: ['gone'] }],
			gaps: [{ kind: 'call-failed', subject: 'gone' }],
		});
	});

	it('fails where no call can be searched for another reason, and where the run names no service', async () => {
		const world = memoryWorld({ calls: [about('price', PRICE)] });
		world.ports.transcripts.get = () => Promise.reject(new Error('the store is gone'));
		expect((await world.runs.start(asked({ window: WINDOW }))).error).toMatchObject({ code: 'children-failed' });
		expect((await world.runs.start(asked({}, { connections: {} }))).error).toBeDefined();
		await expect(
			ask({ input: { question: 'What of it?' } } as never, { ...world.ports, stored: world.stored, calls: undefined }),
		).rejects.toMatchObject({ code: 'connection-unknown' });
	});
});
