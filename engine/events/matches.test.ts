import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { verifies } from '../../test/verifies.ts';
import { EventFilters, type SophiaEvent } from '../contract/event.ts';
import { matches, normalized } from './matches.ts';
import { askEvent, commitmentEvent, finished, riskEvent, stopEvent } from './testing/events.ts';

const filters = (given: object) => EventFilters.parse({ types: EventFilters.shape.types.parse(ALL), ...given });
const ALL = ['call.finished', 'call.analyzed', 'risk.appeared', 'commitment.due', 'budget.stopped', 'approval.asked'];

describe('matches', () => {
	verifies('events.filters');

	it('lets pass what was asked for, by type', () => {
		expect(matches(filters({ types: ['risk.appeared'] }), riskEvent())).toBe(true);
		expect(matches(filters({ types: ['commitment.due'] }), riskEvent())).toBe(false);
	});

	it('asks of the rep, whatever letters the address has, and takes an unknown one for nobody', () => {
		const ada = filters({ reps: ['ada@acme.example'] });
		expect(matches(ada, riskEvent({ rep: 'Ada@ACME.example' }))).toBe(true);
		expect(matches(ada, riskEvent({ rep: 'bob@acme.example' }))).toBe(false);
		expect(matches(ada, riskEvent({ rep: undefined }))).toBe(false);
		expect(matches(filters({}), riskEvent({ rep: undefined }))).toBe(true);
	});

	it('asks of a budget for the kind of its run, and tells nobody who asked for a rep', () => {
		expect(matches(filters({}), stopEvent())).toBe(true);
		expect(matches(filters({ kinds: ['ask', 'analyze-window'] }), stopEvent('ask'))).toBe(true);
		expect(matches(filters({ kinds: ['coach-day'] }), stopEvent('ask'))).toBe(false);
		expect(matches(filters({ kinds: ['coach-day'] }), riskEvent())).toBe(true);
		expect(matches(filters({ reps: ['ada@acme.example'] }), stopEvent())).toBe(false);
	});

	it('asks of a question for the kind of its run, and tells nobody who asked for a rep', () => {
		expect(matches(filters({}), askEvent())).toBe(true);
		expect(matches(filters({ kinds: ['run-team'] }), askEvent('run-team'))).toBe(true);
		expect(matches(filters({ kinds: ['coach-day'] }), askEvent('run-team'))).toBe(false);
		expect(matches(filters({ reps: ['ada@acme.example'] }), askEvent())).toBe(false);
	});

	it('asks of a risk for its label, and of nothing else', () => {
		const competitor = filters({ labels: ['competitor'] });
		expect(matches(competitor, riskEvent({ label: 'competitor' }))).toBe(true);
		expect(matches(competitor, riskEvent({ label: 'timing' }))).toBe(false);
		expect(matches(competitor, riskEvent({ label: undefined }))).toBe(false);
		for (const other of [finished(), commitmentEvent()]) expect(matches(competitor, other)).toBe(true);
	});

	it('asks of a promise whose it is, and of nothing else', () => {
		const ours = filters({ owners: ['internal'] });
		expect(matches(ours, commitmentEvent({ affiliation: 'internal' }))).toBe(true);
		expect(matches(ours, commitmentEvent({ affiliation: 'external' }))).toBe(false);
		expect(matches(filters({ owners: ['unknown'] }), commitmentEvent({ affiliation: undefined }))).toBe(true);
		for (const other of [finished(), riskEvent()]) expect(matches(ours, other)).toBe(true);
	});
});

describe('normalized', () => {
	const some = <Item>(...items: Item[]) => fc.array(fc.constantFrom(...items), { minLength: 1, maxLength: 5 });
	const wishes = fc.record({
		types: some(...EventFilters.shape.types.parse(ALL)),
		reps: some('a@x.example', 'A@x.example', 'b@x.example'),
		labels: some('competitor' as const, 'timing' as const),
		owners: some('internal' as const, 'external' as const),
	});
	const events: SophiaEvent[] = [
		finished(),
		riskEvent({ rep: 'a@x.example' }),
		commitmentEvent({ rep: 'b@x.example' }),
	];

	it('is the same for the same wishes in whatever order, and asks for nothing else than they did', () => {
		fc.assert(
			fc.property(wishes, (given) => {
				const once = normalized(given);
				const { types, reps, labels, owners } = given;
				const turned = { types: types.toReversed(), reps: [...reps, ...reps].reverse(), labels, owners };
				expect(normalized(turned)).toEqual(once);
				expect(normalized(once)).toEqual(once);
				const lower = { ...given, reps: reps.map((rep) => rep.toLowerCase()) };
				for (const event of events) expect(matches(once, event)).toBe(matches(lower, event));
			}),
		);
	});
});
