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
	['Q4 was good for GPT-5.', 'it was good'],
	['Plan 2b costs more.', 'plan 2b'],
	['It is worth $1.2M.', 'worth: 1.2 million dollars'],
	['It is worth US$5m.', '$5,000,000'],
	['They have 12k users.', '12,000 users'],
	['They have twenty-five seats.', 'seats: 25'],
	['They have 25 seats.', 'twenty five seats'],
	['It took 30min.', 'it took 30 minutes'],
	['A 24-hour reply.', 'within 24 hours'],
	['They took 5–7 days.', '5-7 days'],
	['Due on the 3rd.', 'due: 2026-05-03'],
	['They lost -$5.', 'balance: $-5'],
	['½ of them left.', '1/2 of them'],
	['A ratio of 0,5.', 'ratio: 0.5'],
	['They have ٣ seats.', 'seats: 3'],
	['It costs CHF 5.', 'it costs 5 CHF'],
	['The one thing that counts is price.', 'price counts'],
	['One deal is open, 1 in all.', 'one deal'],
	['In FY26 and Q4 it grew.', 'FY2026, Q4: it grew'],
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
	['It is worth $9.9M.', 'worth: $9.1M'],
	['It is worth $80k.', 'worth: $50k'],
	['It is worth $5 million.', 'worth: $5 thousand'],
	['It is worth 5 million.', 'worth: 5'],
	['It took 30min.', 'it took 10min'],
	['It took 30 minutes.', 'it took 30 hours'],
	['Due at 5pm.', 'due at 3pm'],
	['A return of 3x.', 'a return of 2x'],
	['Due on the 3rd.', 'due on the 5th'],
	['They have twelve seats.', 'they have ten seats'],
	['They have two seats.', 'they have seats'],
	['It grew by +12%.', 'growth: -12%'],
	['They lost -$5.', 'balance: $5'],
	['It costs CHF 5.', 'it costs 5 dollars'],
	['½ of them left.', '⅓ of them'],
	['They have １２ seats.', 'seats: 13'],
	['They have ٣ seats.', 'seats: 5'],
	['The id is 12345678901234567890.', 'id: 12345678901234567891'],
	['In Q4 it grew by 5%.', 'Q3: it grew by 5%'],
])('does not stand: “%s” on “%s”', (claim, quote) => {
	verifies('teams.figures');
	expect(figuresStand(claim, [quote])).toBe(false);
});
