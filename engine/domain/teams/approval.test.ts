import { describe, expect, it } from '@jest/globals';
import { type Asked, member, type Said, teamWorld, toolOf, writingTool } from '../../../test/teams/team-world.ts';
import { verifies } from '../../../test/verifies.ts';
import type { TeamSource } from '../../contract/team.ts';
import { TerminalError } from '../../errors.ts';
import type { PersonAnswer } from '../../ports/question.ts';

const input = {
	type: 'object',
	properties: { text: { type: 'string' } },
	required: ['text'],
	additionalProperties: false,
};
const team: TeamSource = {
	...{ name: 'Notes', description: 'Writes notes.', mode: 'route' },
	members: [member('Ann', { when: ['it'], tools: [{ name: 'note', approval: 'required' }, 'search'] })],
};
const brain = ({ turn }: Asked): Said => (turn === 1 ? { calls: [['note', { text: 'hello' }]] } : 'Ann is done.');

function world(over: Partial<Parameters<typeof teamWorld>[0]> = {}) {
	const note = writingTool('note', { input });
	return {
		note,
		...teamWorld({ teams: [team], tools: [note.tool, toolOf('search', () => 'found').tool], brain, ...over }),
	};
}
const send = (answer: PersonAnswer) => ({ delivery: 'send' as const, answers: () => answer });
const told = ({ asked }: { asked: Asked[] }) => asked.at(-1)?.text ?? '';

describe('a tool that needs approval', () => {
	it.each([
		['yes', { answer: 'yes' }, [{ text: 'hello' }], 'note: written'],
		['an edit', { answer: 'edit', input: { text: 'hello, Jo' } }, [{ text: 'hello, Jo' }], 'note: written'],
		['no', { answer: 'no', reason: 'Too early.' }, [], 'A person said no: Too early.'],
		['an edit that does not fit', { answer: 'edit', input: { words: 1 } }, [], 'they do not fit: text:'],
	] as [string, PersonAnswer, unknown[], string][])(
		'waits for a person, who says %s',
		async (_, answer, written, words) => {
			verifies('teams.approval');
			const here = world();
			const end = await here.start({}, send(answer));
			expect(end.error).toBeUndefined();
			expect(end.asked.map(({ question }) => question)).toEqual([
				{ title: 'Ann wants to use note.', tool: 'note', member: 'Ann', input: { text: 'hello' } },
			]);
			expect(here.note.written.map((one) => one.input)).toEqual(written);
			expect(told(here)).toContain(words);
		},
	);

	it('is asked for nothing that would not be done: in a preview, or with arguments that do not fit', async () => {
		const here = world();
		expect((await here.start({}, { answers: () => ({ answer: 'yes' }) })).asked).toEqual([]);
		const wrong = world({ brain: ({ turn }) => (turn === 1 ? { calls: [['note', { words: 1 }]] } : 'Done.') });
		expect((await wrong.start({}, send({ answer: 'yes' }))).asked).toEqual([]);
	});

	it('the request may ask for it wherever something is written', async () => {
		const plain = { ...team, members: [member('Ann', { when: ['it'], tools: ['note'] })] };
		const without = world({ teams: [plain] });
		expect((await without.start({}, send({ answer: 'no' }))).asked).toEqual([]);
		expect(without.note.written).toHaveLength(1);
		const asked = world({ teams: [plain] });
		expect((await asked.start({ approval: 'writes' }, send({ answer: 'no' }))).asked).toHaveLength(1);
		expect(asked.note.written).toEqual([]);
	});

	it('the time of the team stands still while the person thinks', async () => {
		const here = world({ teams: [{ ...team, limits: { seconds: 30 } }] });
		const end = await here.start(
			{},
			{
				delivery: 'send',
				answers() {
					here.models.pass(3 * 24 * 3_600_000);
					return { answer: 'yes' };
				},
			},
		);
		expect(end.value).toMatchObject({ answer: 'Ann is done.', complete: true });
		expect(end.value.used.seconds).toBeLessThan(1);
	});

	it('goes on without where nobody answers in time, and says so', async () => {
		const here = world();
		const end = await here.start(
			{},
			{
				delivery: 'send',
				answers() {
					throw new TerminalError('approval-overdue');
				},
			},
		);
		expect(end.error).toBeUndefined();
		expect(here.note.written).toEqual([]);
		expect(end.value).toMatchObject({ answer: 'Ann is done.', complete: false });
		expect(end.value.notDone).toMatchObject([{ code: 'approval-overdue' }]);
		expect(end.value.members[0]?.toolCalls).toMatchObject([{ state: 'refused', code: 'approval-overdue' }]);
	});

	it('at every point of a crash: asked once, done once', async () => {
		const whole = await world().start({}, send({ answer: 'yes' }));
		for (let crashAt = 1; crashAt <= whole.points; crashAt += 1) {
			const here = world();
			const end = await here.start({}, { ...send({ answer: 'yes' }), crashAt });
			expect(end.error).toBeUndefined();
			expect(end.asked.length).toBe(1);
			expect(here.note.written).toHaveLength(1);
			expect(end.value.answer).toBe('Ann is done.');
		}
	});
});
