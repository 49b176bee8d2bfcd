import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../test/verifies.ts';
import { sha256 } from '../adapters/clock/system.ts';
import type { Insight } from '../contract/call.ts';
import { SophiaEvent } from '../contract/event.ts';
import { commitmentsOfAnalysis, eventsOfAnalysis, finishedEvent } from './of-analysis.ts';
import { CALL, insight, kept } from './testing/events.ts';

const telling = {
	hash: sha256,
	at: '2026-11-20T12:00:00.000Z',
	page: (callId: string, startMs?: number) => `https://sophia.example/${callId}#${startMs ?? ''}`,
	idOf: (callId: string, { kind, evidence }: Insight) => `${callId} ${kind} ${evidence[0]?.quote}`,
};
const idsOf = (call: ReturnType<typeof kept>) => eventsOfAnalysis(call, telling).map(({ id }) => id);

describe('the events of an analyzed call', () => {
	verifies('events.of-analysis');

	const risk = insight('risk', 'We look at others.', { label: 'competitor' });
	const promise = insight('commitment', 'I will send it on Monday.', { dueDate: '2026-11-23' });

	it('are that it was analyzed, and each risk with its quote, as the contract says', () => {
		const question = insight('question', 'What does it cost?');
		const [analyzed, appeared, ...more] = eventsOfAnalysis(kept([question, risk, promise]), telling);
		expect(more).toEqual([]);
		for (const event of [analyzed, appeared]) expect(SophiaEvent.parse(event)).toEqual(event);
		expect(analyzed).toMatchObject({
			...{ type: 'call.analyzed', timestamp: telling.at },
			data: {
				call: { id: '77', connection: 'gong-main', rep: CALL.rep, page: 'https://sophia.example/77#' },
				counts: { question: 1, risk: 1, commitment: 1 },
				insights: [risk, promise],
				talk: { times: 'measured', repTalkRatio: 0.5, questions: 4 },
			},
		});
		expect(appeared).toMatchObject({
			...{ type: 'risk.appeared', data: { risk, call: { page: 'https://sophia.example/77#1000' } } },
		});
	});

	it('have the same ids as long as the words are the same, whatever else has changed', () => {
		const before = kept([risk, promise]);
		const after = kept([insight('question', 'New?'), { ...risk, text: 'Said otherwise.' }, promise], {
			call: { title: 'Renamed', rep: { id: 's', name: 'Bob' } },
		});
		expect(idsOf(after)).toEqual(idsOf(before));
		for (const id of idsOf(before)) expect(id).toMatch(/^evt_[0-9a-f]{40}$/);
	});

	it('have other ids for other words, another time, label, call or connection', () => {
		const later = { ...risk, evidence: risk.evidence.map((one) => ({ ...one, startMs: 5_000 })) };
		const others = [
			kept([insight('risk', 'We look at others!', { label: 'competitor' })]),
			kept([later]),
			kept([{ ...risk, label: 'timing' }]),
			kept([risk], { call: { id: '78' } }),
			{ ...kept([risk]), source: 'gong-second' },
		];
		const ids = [kept([risk]), ...others].map((call) => idsOf(call)[1]);
		expect(new Set(ids).size).toBe(ids.length);
	});

	it('tell of a call whose transcript has changed that it was analyzed anew, and of its risks nothing new', () => {
		const [analyzed, appeared] = idsOf(kept([risk]));
		const [again, same] = idsOf(kept([risk], { transcript: 'another hash' }));
		expect(again).not.toBe(analyzed);
		expect(same).toBe(appeared);
	});

	it('show at most 50 insights, however long the call', () => {
		const [analyzed] = eventsOfAnalysis(kept(Array.from({ length: 60 }, (_, n) => insight('risk', `${n}`))), telling);
		expect(analyzed?.type === 'call.analyzed' && analyzed.data.insights.length).toBe(50);
		expect(analyzed?.data).toMatchObject({ counts: { risk: 60 } });
	});

	it('hold the promises whose day is today or comes, and no others', () => {
		const promises = [
			insight('commitment', 'past', { dueDate: '2026-11-19' }),
			insight('commitment', 'today', { dueDate: '2026-11-20' }),
			insight('commitment', 'soon'),
			insight('commitment', 'later', { dueDate: '2026-11-27', affiliation: 'external' }),
			insight('next-step', 'a step', { dueDate: '2026-11-27' }),
		];
		const due = commitmentsOfAnalysis(kept(promises), '2026-11-20', telling);
		expect(due.map(({ dueDate, event }) => [dueDate, event.data.commitment.evidence[0]?.quote])).toEqual([
			['2026-11-20', 'today'],
			['2026-11-27', 'later'],
		]);
		for (const { event } of due) expect(SophiaEvent.parse(event)).toEqual(event);
		// Another day for the same words is the same promise.
		const moved = [insight('commitment', 'later', { dueDate: '2026-11-30', affiliation: 'external' })];
		expect(commitmentsOfAnalysis(kept(moved), '2026-11-20', telling)[0]?.event.id).toBe(due[1]?.event.id);
	});
});

describe('the event of a finished call', () => {
	it('has the id of the call on its connection, and no page yet', () => {
		const event = finishedEvent(CALL, 'gong-main', telling);
		expect(SophiaEvent.parse(event)).toEqual(event);
		expect(event.data.call.page).toBeUndefined();
		expect(finishedEvent({ ...CALL, title: 'Renamed' }, 'gong-main', telling).id).toBe(event.id);
		expect(finishedEvent(CALL, 'gong-second', telling).id).not.toBe(event.id);
	});
});
