import { describe, expect, it } from '@jest/globals';
import { sha256 } from '../adapters/clock/system.ts';
import { SophiaEvent } from '../contract/event.ts';
import type { StoredStop } from '../ports/event-store.ts';
import { stoppedEvent } from './of-stop.ts';

const STOP: StoredStop = {
	...{ rootId: 'run-1', kind: 'analyze-window', state: 'succeeded', createdAt: new Date('2026-11-20T07:00:00Z') },
	...{ limitNano: 50_000_000, spentNano: 49_312_400 },
	work: [['read part 2 of 2 (prompt 3): model call 1'], ['read part 1 of 1 (prompt 3): model call 2']],
};
const telling = { hash: sha256, at: '2026-11-20T07:01:00.000Z', page: undefined };
const undone = (work: string[][]) => stoppedEvent({ ...STOP, work }, telling).data.undone;

describe('the event of a run that its budget stopped', () => {
	it('says in plain words what was left undone, and is what the contract says', () => {
		const event = stoppedEvent(STOP, telling);
		expect(SophiaEvent.parse(event)).toEqual(event);
		expect(event.data).toMatchObject({ run: { id: 'run-1', kind: 'analyze-window' }, budgetUsd: 0.05 });
		expect(event.data.summary).toBe(
			'The budget of $0.05 was too small, $0.0493 of it went: 2 parts of 2 calls were read by no model. ' +
				'What was found without a model is in the result.',
		);
	});

	it('counts each sort of work, whatever its order, and what it has no words for', () => {
		const read = (part: number) => `read part ${part} of 9 (prompt 3): model call 1`;
		expect(
			undone([['dream: model call 1', read(1)], ['write the answer (prompt 1): model call 4'], [read(1), read(2)]]),
		).toEqual([
			'3 parts of 2 calls were read by no model',
			'1 answer has quotes and no written words',
			'1 other request to models was not made',
		]);
	});

	it('knows work by the names that the domain gives it', () => {
		const written = [
			'write message to 9 (prompt 1): model call 1',
			'write note of 77 once again (prompt 1): model call 2',
		];
		expect(undone([['correct part 1 of 2 (prompt 1): model call 1', ...written]])).toEqual([
			'what has no proof in 1 part was not asked about once again',
			'2 messages and notes were not worded by a model',
		]);
	});

	it('is the same event for the same root, whatever it says, and another for another', () => {
		const { id } = stoppedEvent(STOP, telling);
		expect(stoppedEvent({ ...STOP, work: [['a']], state: 'failed' }, { ...telling, at: 'later' }).id).toBe(id);
		expect(stoppedEvent({ ...STOP, rootId: 'run-2' }, telling).id).not.toBe(id);
	});

	it('names its page where there is one', () => {
		expect(stoppedEvent(STOP, telling).data.run.page).toBeUndefined();
		expect(stoppedEvent(STOP, { ...telling, page: 'https://a.test/r' }).data.run.page).toBe('https://a.test/r');
	});
});
