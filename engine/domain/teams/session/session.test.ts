import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { verifies } from '../../../../test/verifies.ts';
import type { Message } from '../../../ports/model.ts';
import type { KeptSession } from '../../../ports/session-memory.ts';
import { addToSession } from './add.ts';
import { toSummarize } from './summarize.ts';
import { turnsOf } from './turns.ts';

/** A token a character, so that laws can be reckoned. */
const tokens = { count: (text: string) => text.length };
const empty: KeptSession = { ids: [], messages: [], tokens: [] };
const sum = (session: KeptSession) => session.tokens.reduce((total, one) => total + one, 0);

const words = fc.string({ maxLength: 12 });
/** Results may come late, twice, after another user's words, or to a call that is not there. */
const call = fc.constantFrom('a', 'b', 'c');
const message: fc.Arbitrary<Message> = fc.oneof(
	fc.record({ role: fc.constant('system' as const), content: words }),
	fc.record({ role: fc.constant('user' as const), content: words }),
	fc.record({
		role: fc.constant('assistant' as const),
		content: words,
		toolCalls: fc.array(call, { maxLength: 2 }).map((ids) => ids.map((id) => ({ id, name: 't', arguments: {} }))),
	}),
	fc.record({ role: fc.constant('tool' as const), content: words, toolCallId: call }),
);
const appends = fc.array(fc.array(message, { maxLength: 8 }), { maxLength: 12 });
const limits = fc.record({ turns: fc.integer({ min: 1, max: 6 }), tokens: fc.integer({ min: 10, max: 400 }) });

async function after(lots: Message[][], bounds: { turns: number; tokens: number }): Promise<KeptSession> {
	const add = addToSession(tokens, bounds);
	let kept = empty;
	for (const [at, messages] of lots.entries()) kept = (await add(kept, String(at), messages)) ?? kept;
	return kept;
}

describe('a session', () => {
	it('keeps its limits, every word of the system, and the newest turns whole', async () => {
		verifies('teams.memory-limits');
		await fc.assert(
			fc.asyncProperty(appends, limits, async (lots, bounds) => {
				const kept = await after(lots, bounds);
				const system = (all: readonly Message[]) => all.filter(({ role }) => role === 'system');
				expect(system(kept.messages)).toEqual(system(lots.flat()));
				const turns = turnsOf(kept.messages);
				expect(turns.length).toBeLessThanOrEqual(bounds.turns);
				if (turns.length > 0) expect(sum(kept)).toBeLessThanOrEqual(bounds.tokens);
			}),
		);
	});

	it('never parts a call from its results', async () => {
		verifies('teams.memory-pairs');
		// Every call has a name of its own here, and every result says how many it has.
		const turn = fc.record({ results: fc.integer({ min: 1, max: 3 }), interrupted: fc.boolean(), said: words });
		await fc.assert(
			fc.asyncProperty(fc.array(turn, { minLength: 1, maxLength: 8 }), limits, async (turns, bounds) => {
				const lots = turns.map(({ results, interrupted, said }, number): Message[] => {
					const calls = Array.from({ length: results }, (_, at) => ({
						id: `${number}-${at}`,
						name: 't',
						arguments: {},
					}));
					const answers = calls.map(({ id }): Message => ({ role: 'tool', content: said, toolCallId: id }));
					const between: Message[] = interrupted ? [{ role: 'user', content: 'well?' }] : [];
					const asked: Message = { role: 'assistant', content: '', toolCalls: calls };
					return [{ role: 'user', content: said }, asked, ...between, ...answers];
				});
				const kept = await after(lots, bounds);
				const called = kept.messages.flatMap((one) => (one.role === 'assistant' ? (one.toolCalls ?? []) : []));
				const answered = kept.messages.flatMap((one) => (one.role === 'tool' ? [one.toolCallId] : []));
				expect(answered.toSorted()).toEqual(called.map(({ id }) => id).toSorted());
			}),
		);
	});

	it('drops a result whose call is not there', async () => {
		verifies('teams.memory-pairs');
		const kept = await after([[{ role: 'tool', content: 'x', toolCallId: 'gone' }]], { turns: 9, tokens: 99 });
		expect(kept.messages).toEqual([]);
	});

	it('adds what has the same id once', async () => {
		verifies('teams.memory-once');
		const add = addToSession(tokens);
		const said: Message[] = [{ role: 'user', content: 'hello' }];
		const kept = (await add(empty, 'one', said)) as KeptSession;
		expect(await add(kept, 'one', said)).toBeUndefined();
		expect((await add(kept, 'two', said))?.messages).toHaveLength(2);
	});
});

describe('older turns', () => {
	const turn = (at: number): Message[] => [{ role: 'user', content: `${at}`.padEnd(96, '.') }];

	it('are put into fewer words at 70 % of the window, and the newest stay as they were said', async () => {
		verifies('teams.memory-summary');
		const add = addToSession(tokens, { turns: 100, tokens: 1_000 });
		const asked: Message[][] = [];
		const summarize = async (older: Message[]) => {
			asked.push(older);
			return 'in short';
		};
		let kept = (await add(empty, 's', [{ role: 'system', content: 'rules' }], summarize)) as KeptSession;
		for (let at = 0; at < 6; at += 1) kept = (await add(kept, `${at}`, turn(at), summarize)) as KeptSession;
		expect(asked).toEqual([]);
		kept = (await add(kept, '6', turn(6), summarize)) as KeptSession;
		expect(asked).toEqual([[0, 1, 2, 3].flatMap(turn)]);
		expect(kept.messages).toEqual([
			{ role: 'system', content: 'rules' },
			{ role: 'user', content: 'Summary of what was said before:\nin short' },
			...[4, 5, 6].flatMap(turn),
		]);
		expect(kept.tokens).toEqual(kept.messages.map(({ content }) => content.length + 4));
	});

	it('stay where nobody can put them into words, or not into fewer', async () => {
		verifies('teams.memory-summary');
		const add = addToSession(tokens, { turns: 100, tokens: 1_000 });
		const said = {
			ids: [],
			messages: [1, 2, 3, 4, 5, 6, 7].flatMap(turn),
			tokens: Array.from({ length: 7 }, () => 100),
		};
		for (const summary of [undefined, '', 'long '.repeat(400)]) {
			const kept = await add(said, 'more', turn(8), async () => summary);
			expect(kept?.messages).toEqual([...said.messages, ...turn(8)]);
		}
	});

	it('never are the newest turn', () => {
		verifies('teams.memory-summary');
		fc.assert(
			fc.property(fc.array(message, { maxLength: 30 }), fc.integer({ min: 1, max: 60 }), (messages, window) => {
				const older = toSummarize({ messages, tokens: messages.map(() => 10) }, window) ?? [];
				const last = turnsOf(messages).at(-1) ?? [];
				expect(older.filter((at) => last.includes(at) || messages[at]?.role === 'system')).toEqual([]);
			}),
		);
	});
});
