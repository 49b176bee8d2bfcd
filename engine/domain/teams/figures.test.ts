import { expect, it } from '@jest/globals';
import { verifies } from '../../../test/verifies.ts';
import { figuresStand } from './figures.ts';

it.each([
	['Three deals are open, 3 in all.', 'three open deals'],
	['It has 3 deals.', 'deals: 3'],
	['The price is $12,500 a year.', 'price: 12500'],
	['The price is 12,500 dollars.', 'It is $12500.'],
	['It fell by 5%.', 'growth: -5 %'],
	['It fell by 5 percent.', 'growth: -5'],
	['1. Acme renewed.', 'renewed'],
	['- 2) Acme renewed.', 'renewed'],
	['Q4 was good for GPT-5 and plan 2b.', 'it was good'],
	['Due on 2026-05-03 at 4:05.', 'due: 2026-05-03, said at 4:05'],
	['A ratio of 0.5.', 'ratio: 0.5'],
	['The call was on 3 May 2026 at 10:00.', 'started: 2026-05-03T10:00:00+01:00'],
	['They took 5-7 days.', '5-7 days'],
])('stands: “%s” on “%s”', (claim, quote) => {
	verifies('teams.figures');
	expect(figuresStand(claim, [quote])).toBe(true);
});

it.each([
	['It has 3 deals.', 'deals: 5'],
	['It has 3 deals.', 'it is 13 that they have'],
	['It grew by 5%.', 'a price of $5'],
	['It costs €5.', 'it costs 5 dollars'],
	['The balance is -5.', 'balance: 5'],
	['It has 12 deals.', '112 deals'],
	['It costs 12,500.', 'it costs 12,501'],
	['A ratio of 0.5.', 'ratio: 5'],
	['Due on 2026-05-03.', 'due: 2026-05-04'],
])('does not stand: “%s” on “%s”', (claim, quote) => {
	verifies('teams.figures');
	expect(figuresStand(claim, [quote])).toBe(false);
});
