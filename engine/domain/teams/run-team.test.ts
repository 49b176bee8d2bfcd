import { describe, expect, it } from '@jest/globals';
import { type Asked, member, type Said, teamWorld, toolOf, writingTool } from '../../../test/teams/team-world.ts';
import { verifies } from '../../../test/verifies.ts';
import type { TeamSource } from '../../contract/team.ts';
import { TerminalError } from '../../errors.ts';

const pair: TeamSource = {
	...{ name: 'Pair', description: 'Two who find out things.', mode: 'coordinate' },
	members: [member('Ann', { tools: ['search'] }), member('Bob')],
};
const delegate = (...to: [string, string][]): Said => ({
	calls: to.map(([name, task]) => ['delegate', { member: name, task }]),
});

describe('coordinate', () => {
	it('hands work out side by side and composes an answer of which every fact has its proof', async () => {
		verifies('teams.coordinate');
		const { tool, used } = toolOf('search', () => ({ hits: ['Acme renewed for two years in 2026.'] }));
		const world = teamWorld({
			...{ teams: [pair], tools: [tool] },
			brain({ member: who, turn, text }) {
				if (who === 'Pair' && turn === 1) return delegate(['Ann', 'look it up'], ['Bob', 'think']);
				if (who === 'Pair') {
					expect(text).toContain('Bob has thought.');
					expect(text).toContain('[r1-1-1-1-1: "renewed for two years"]');
					return [
						'Acme renewed for two years. [r1-1-1-1-1: "renewed for two years"]',
						'Acme paid 90,000 dollars. [r1-1-1-1-1: "renewed for two years"]',
						'Acme is glad. [r1-1-1-1-1: "very glad"] It was found on the web.',
					].join('\n');
				}
				if (who === 'Ann' && turn === 1) return { calls: [['search', { query: 'Acme' }]] };
				return who === 'Ann' ? 'Renewed. [r1-1-1-1-1: "renewed for two years"]' : 'Bob has thought.';
			},
		});
		const { value, error } = await world.start({ task: 'What is with Acme?' });
		expect(error).toBeUndefined();
		expect(used).toEqual([{ query: 'Acme' }]);
		expect(value.answer).toBe('Acme renewed for two years. [1]\nIt was found on the web.');
		expect(value.evidence).toEqual([
			{
				...{ claim: 'Acme renewed for two years.', quote: 'renewed for two years', result: 'r1-1-1-1-1' },
				...{ tool: 'search', member: 'Ann' },
			},
		]);
		expect(value).toMatchObject({ dropped: 2, unproven: ['It was found on the web.'], complete: true, notDone: [] });
		expect(value.members.map(({ place, member: who }) => `${place} ${who}`)).toEqual([
			'1 Pair',
			'1-1-1 Ann',
			'1-1-2 Bob',
		]);
		expect(value.used).toMatchObject({ modelCalls: 5, toolCalls: 1 });
		expect(value.costUsd).toBeCloseTo(0.0005);
		expect(value.costs).toHaveLength(3);
	});

	it('each sees only its own tools; a tool that was not granted is not used, whoever asks for it', async () => {
		verifies('teams.own-tools');
		const search = toolOf('search', () => 'found');
		const secret = toolOf('secret', () => 'the secret');
		const world = teamWorld({
			teams: [{ ...pair, members: [member('Ann', { tools: ['search'] }), member('Bob', { tools: ['secret'] })] }],
			tools: [search.tool, secret.tool],
			brain({ member: who, turn, request }) {
				if (who === 'Pair') return turn === 1 ? delegate(['Ann', 'steal it']) : 'No.';
				expect(request.tools?.map(({ name }) => name)).toEqual(['search']);
				return turn === 1 ? { calls: [['secret', {}]] } : 'I could not.';
			},
		});
		const { value } = await world.start();
		expect(secret.used).toEqual([]);
		expect(world.asked.at(-2)?.text).toContain('you have no tool "secret"');
		expect(value.answer).toBe('No.');
	});

	it('an answer that is sent back is mended once', async () => {
		verifies('teams.review');
		const world = teamWorld({
			teams: [{ ...pair, reviewer: 'Bob' }],
			brain({ member: who, turn }) {
				if (who === 'Bob') return { data: { verdict: 'send-back', reasons: ['Say when.'] } };
				return turn === 1 ? 'It was so.' : 'It was so yesterday.';
			},
		});
		const { value } = await world.start();
		expect(value.answer).toBe('It was so yesterday.');
		expect(world.asked.filter(({ member: who }) => who === 'Bob')).toHaveLength(1);
		expect(world.asked.at(-1)?.text).toContain('- Say when.');
		expect(value.members.at(-1)).toMatchObject({ member: 'Bob', report: 'Sent back: Say when.' });
	});
});

describe('collaborate', () => {
	const trio: TeamSource = {
		...{ name: 'Trio', description: 'Three views.', mode: 'collaborate', leader: 'Cleo' },
		members: [member('Ann'), member('Bob'), member('Cleo')],
	};

	it('all work on the same request at once, one merges, and disagreements are shown', async () => {
		verifies('teams.collaborate');
		const disagreements = [
			{
				about: 'the price',
				positions: [
					{ member: 'Ann', says: 'high' },
					{ member: 'Bob', says: 'low' },
				],
			},
			{ about: 'nothing', positions: [{ member: 'Ann', says: 'alone' }] },
		];
		const world = teamWorld({
			teams: [trio],
			brain({ member: who, text }) {
				if (who !== 'Cleo') return `${who} says so.`;
				expect(text).toMatch(/Ann reports:[\s\S]*Ann says so\.[\s\S]*Bob reports:[\s\S]*Bob says so\./);
				return { data: { answer: 'They differ.', disagreements } };
			},
		});
		const { value } = await world.start();
		expect(value).toMatchObject({ answer: 'They differ.', disagreements: [disagreements[0]], complete: true });
		expect(world.asked.map(({ member: who }) => who).sort()).toEqual(['Ann', 'Bob', 'Cleo']);
	});

	it('one that fails is named, and the others reach the one who merges', async () => {
		verifies('teams.one-fails');
		const world = teamWorld({
			teams: [trio],
			brain: ({ member: who }) =>
				who === 'Ann'
					? new TerminalError('model-refused')
					: who === 'Bob'
						? 'Bob says so.'
						: { data: { answer: 'Bob alone.', disagreements: [] } },
		});
		const { value } = await world.start();
		expect(value.answer).toBe('Bob alone.');
		expect(value.complete).toBe(false);
		expect(value.notDone.map(({ what }) => what)).toEqual(['The work of Ann']);
		expect(world.asked.at(-1)?.text).toContain('Ann has not finished');
	});
});

describe('route', () => {
	const house: TeamSource = {
		...{ name: 'House', description: 'Two desks.', mode: 'route' },
		members: [member('Sales', { when: ['deal*', 'price'] }), member('Support', { when: ['broken', 'error message'] })],
	};

	it('goes by rules where they decide, and asks no model for it', async () => {
		verifies('teams.route');
		const world = teamWorld({ teams: [house], brain: ({ member: who }) => `${who} did it.` });
		const { value } = await world.start({ task: 'An error message in a deal: it is broken.' });
		expect(value.answer).toBe('Support did it.');
		expect(world.asked.map(({ member: who }) => who)).toEqual(['Support']);
	});

	it('has a small model choose where rules do not decide', async () => {
		const world = teamWorld({
			teams: [house],
			brain: ({ member: who }) => (who === 'House' ? { data: { member: 'Sales', why: 'money' } } : `${who} did it.`),
		});
		const { value } = await world.start({ task: 'What about it?' });
		expect(value.answer).toBe('Sales did it.');
		expect(value.members[0]?.models).toEqual(['one/small']);
	});

	it('says so where the request is the work of nobody, with the choices', async () => {
		verifies('teams.fits-none');
		const world = teamWorld({ teams: [house], brain: () => ({ data: { member: 'none', why: 'a poem' } }) });
		const { value } = await world.start({ task: 'Write a poem.' });
		expect(value.answer).toContain('This is the work of nobody in House.');
		expect(value.answer).toContain('- Sales: the one who does what Sales does');
		expect(value.complete).toBe(false);
	});
});

describe('tasks', () => {
	const list: TeamSource = { ...pair, name: 'List', mode: 'tasks' };
	const task = (id: string, who: string, after: string[] = []) => ({ id, member: who, task: `do ${id}`, after });

	it('works the list until it is done: what waits for another goes later, with its report', async () => {
		verifies('teams.tasks');
		const order: string[] = [];
		const world = teamWorld({
			teams: [list],
			brain({ member: who, turn, text, request }) {
				if (who === 'List') {
					const round = request.messages.length;
					const open = text.includes('c (done');
					if (open) return { data: { add: [], drop: [], answer: 'All is done.' } };
					if (round === 2)
						return {
							data: { add: [task('a', 'Ann'), task('b', 'Bob'), task('c', 'Ann', ['a', 'b'])], drop: [], answer: '' },
						};
					return { data: { add: [], drop: [], answer: '' } };
				}
				const [, id = ''] = /do (\w)/.exec(text.slice(text.lastIndexOf('Your task'))) ?? [];
				order.push(id);
				if (id === 'c') expect(text).toContain('did a');
				expect(turn).toBe(1);
				return `did ${id}`;
			},
		});
		const { value, error } = await world.start();
		expect(error).toBeUndefined();
		expect(order.slice(0, 2).sort()).toEqual(['a', 'b']);
		expect(order.slice(2)).toEqual(['c']);
		expect(value).toMatchObject({ answer: 'All is done.', complete: true });
	});

	it('a leader that goes round in circles is stopped, and what is open is named', async () => {
		const world = teamWorld({
			teams: [list],
			brain: ({ member: who }) =>
				who === 'List' ? { data: { add: [task('x', 'Nobody')], drop: [], answer: '' } } : 'did it',
		});
		const { value } = await world.start({ limits: { modelCalls: 40 } });
		expect(value.complete).toBe(false);
		expect(world.asked.length).toBe(12);
	});
});

describe('teams within teams', () => {
	const inner: TeamSource = { ...pair, name: 'Inner' };
	const outer: TeamSource = {
		...{ name: 'Outer', description: 'Leads Inner.', mode: 'coordinate' },
		members: [{ team: 'Inner' }, member('Zoe')],
	};
	const brain = ({ member: who, turn }: Asked): Said => {
		if (who === 'Outer') return turn === 1 ? delegate(['Inner', 'do it']) : 'Outer is done.';
		if (who === 'Inner') return turn === 1 ? delegate(['Bob', 'do it']) : 'Inner is done.';
		return 'Bob is done.';
	};

	it('a team is a member like any other', async () => {
		verifies('teams.nested');
		const world = teamWorld({ teams: [outer, inner], brain });
		const { value } = await world.start();
		expect(value.answer).toBe('Outer is done.');
		expect(value.members.map(({ place, member: who, team }) => `${place} ${team}/${who}`)).toEqual([
			'1 Outer/Outer',
			'1-1-1 Inner/Inner',
			'1-1-1-1-1 Inner/Bob',
		]);
	});

	it.each([
		['depth', { depth: 1 }, 'teams may be nested 1 deep'],
		['modelCalls', { modelCalls: 3 }, 'all 3 model calls are used up'],
		['modelCalls', { modelCalls: 1 }, 'all 1 model calls are used up'],
	] as const)('the limit %s holds and is said, and the leader still has its word', async (name, limits, words) => {
		verifies('teams.limits');
		const world = teamWorld({ teams: [outer, inner], brain });
		const { value } = await world.start({ limits });
		expect(world.asked.length).toBeLessThanOrEqual('modelCalls' in limits ? limits.modelCalls : 2);
		expect(value.stoppedBy).toBe(name);
		expect(value.complete).toBe(false);
		expect(JSON.stringify(value.notDone)).toContain(words);
		if (name === 'modelCalls' && limits.modelCalls === 3) expect(value.answer).toBe('Outer is done.');
	});

	it('the dollars of an inner team hold in it', async () => {
		const poor = { ...inner, limits: { budgetUsd: 0.000001 } };
		const world = teamWorld({ teams: [outer, poor], brain });
		const { value } = await world.start();
		expect(world.asked.map(({ member: who }) => who)).toEqual(['Outer', 'Outer']);
		// What was refused was no call.
		expect(value.used.modelCalls).toBe(2);
		expect(value.stoppedBy).toBe('budgetUsd');
		expect(value.answer).toBe('Outer is done.');
	});
});

it('what is remembered proves nothing', async () => {
	verifies('teams.memory-no-proof');
	const world = teamWorld({
		teams: [{ ...pair, mode: 'route', members: [member('Ann', { memory: 'lessons', when: ['it'] })] }],
		brain: ({ text }) =>
			text.includes('<<<r1-1-0-1') ? 'Acme pays well. [r1-1-0-1: "Acme pays well"] That is all.' : 'Acme pays well.',
	});
	await world.start({ task: 'Find it out.' });
	const { value } = await world.start({ task: 'Find it out.' });
	expect(value).toMatchObject({ evidence: [], dropped: 1, answer: 'That is all.' });
});

it('a list of tasks does not begin what waits for a task that was refused, and says what was not finished', async () => {
	const add = [
		{ id: 'a', member: 'Nobody', task: 'x', after: [] },
		{ id: 'b', member: 'Bob', task: 'y', after: ['a'] },
		{ id: 'c', member: 'Bob', task: 'z', after: ['b'] },
		{ id: 'd', member: 'Ann', task: 'w', after: [] },
	];
	const plans: string[] = [];
	const world = teamWorld({
		teams: [{ ...pair, name: 'List', mode: 'tasks' }],
		brain({ member: who, text }) {
			if (who === 'Ann') return new TerminalError('model-refused');
			plans.push(text);
			return { data: plans.length === 1 ? { add, drop: [], answer: '' } : { add: [], drop: [], answer: 'Over.' } };
		},
	});
	await world.start();
	expect(world.asked.filter(({ member: who }) => who === 'Bob')).toEqual([]);
	expect(plans[1]).toContain('d (not finished, Ann): w');
	expect(plans[1]).toContain('Task c cannot wait for b.');
});

it.each([
	['nothing', '', 'The team has written nothing.'],
	['nothing that stands', 'Acme left. [r9-9: "left"]', 'Nothing of what the team wrote stands on proof.'],
])('a team that writes %s has not done its work, and says so', async (_, text, why) => {
	verifies('teams.silent');
	const { value } = await teamWorld({ teams: [pair], brain: () => text }).start();
	expect(value).toMatchObject({ complete: false, notDone: [{ what: 'The answer', why }] });
	expect(value.answer).toBe(`There is no answer. The answer: ${why}`);
});

describe('limits', () => {
	it('tool calls beyond the limit are not made', async () => {
		const { tool, used } = toolOf('search', () => 'found');
		const world = teamWorld({
			...{
				teams: [{ ...pair, mode: 'route' as const, members: [member('Ann', { tools: ['search'], when: ['find'] })] }],
				tools: [tool],
			},
			brain: ({ turn }) => (turn === 1 ? { calls: [1, 2, 3, 4].map((n) => ['search', { n }]) } : 'That is all.'),
		});
		const { value } = await world.start({ task: 'Find it', limits: { toolCalls: 3 } });
		expect(used).toHaveLength(3);
		expect(value.stoppedBy).toBe('toolCalls');
		expect(value.members[0]?.toolCalls.map(({ state }) => state)).toEqual(['done', 'done', 'done', 'refused']);
	});

	it('when the time is over there is an answer that says what is missing', async () => {
		verifies('teams.time');
		const world = teamWorld({
			teams: [{ ...pair, limits: { seconds: 30 } }],
			brain({ member: who, turn }) {
				if (who === 'Pair') return turn === 1 ? delegate(['Ann', 'be quick'], ['Bob', 'be slow']) : 'too late';
				if (who === 'Bob') world.models.pass(31_000);
				return `${who} found something.`;
			},
		});
		const { value } = await world.start();
		expect(value.stoppedBy).toBe('seconds');
		expect(value.answer).toContain('Ann found something.');
		expect(value.answer).not.toContain('too late');
		expect(JSON.stringify(value.notDone)).toContain('the time of 30 s is over');
	});

	it('the budget of the run holds, and what was reached is given', async () => {
		const world = teamWorld({
			teams: [pair],
			brain: ({ member: who, turn }) =>
				who === 'Pair' && turn === 1 ? delegate(['Ann', 'x'], ['Bob', 'y']) : `${who}.`,
		});
		const end = await world.start({}, { budgetUsd: 0.03 });
		expect(end.error).toBeUndefined();
		expect(end.spentUsd).toBeLessThanOrEqual(0.03);
	});
});

describe('tools', () => {
	const solo = (over: Record<string, unknown>): TeamSource => ({
		...{ name: 'Solo', description: 'One.', mode: 'route' },
		members: [member('Ann', { when: ['it'], ...over })],
	});
	const once =
		(name: string, args: unknown) =>
		({ turn }: Asked): Said =>
			turn === 1 ? { calls: [[name, args]] } : 'Ann is done.';

	it.each([
		[
			'breaks the schema',
			{ input: { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'] } },
			'refused',
			'The arguments do not fit: n:',
		],
		[
			'returns what is not promised',
			{ output: { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'] } },
			'failed',
			'does not fit its schema',
		],
		['throws', { use: async () => Promise.reject(new Error('secret-key-123')) }, 'failed', 'not foreseen'],
	] as const)('a tool call that %s is told to the model, and shown', async (_, over, state, words) => {
		verifies('teams.bad-tools');
		const { tool } = toolOf('search', () => ({ hits: [] }), over as never);
		const world = teamWorld({ teams: [solo({ tools: ['search'] })], tools: [tool], brain: once('search', { n: 'x' }) });
		const { value } = await world.start();
		expect(value.members[0]?.toolCalls[0]).toMatchObject({ state });
		expect(world.asked.at(-1)?.text).toContain(words);
		expect(JSON.stringify(value) + world.asked.at(-1)?.text).not.toContain('secret-key-123');
		expect(value.answer).toBe('Ann is done.');
	});

	it('one that never answers is given up, one that returns 50 MB is cut', async () => {
		const silent = toolOf('silent', () => new Promise(() => {}));
		const world = teamWorld({
			...{ teams: [solo({ tools: ['silent'] })], tools: [silent.tool], brain: once('silent', {}) },
			ports: { clock: atOnce() },
		});
		expect((await world.start()).value.members[0]?.toolCalls[0]).toMatchObject({
			state: 'failed',
			code: 'tool-timed-out',
		});
		const huge = toolOf('huge', () => 'x'.repeat(50 * 1024 * 1024));
		const other = teamWorld({ teams: [solo({ tools: ['huge'] })], tools: [huge.tool], brain: once('huge', {}) });
		expect((await other.start()).value.answer).toBe('Ann is done.');
		expect(other.asked.at(-1)?.text).toContain('(cut: it was 52428800 characters long)');
		expect(other.asked.at(-1)?.text.length).toBeLessThan(40_000);
	});

	it('one that is not there is not offered, and the result says so', async () => {
		verifies('teams.missing-tools');
		const world = teamWorld({
			...{
				teams: [solo({ tools: ['web-search'] })],
				missing: [{ tool: 'web-search', reason: 'No service provides it.' }],
			},
			brain: ({ request }) => `${request.tools?.length ?? 0} tools`,
		});
		const { value } = await world.start();
		expect(value).toMatchObject({
			answer: '0 tools',
			missingTools: [{ tool: 'web-search', reason: 'No service provides it.' }],
		});
		expect(world.closed).toHaveLength(1);
	});

	it('one that writes is only shown in a preview, and done once with send', async () => {
		verifies('teams.preview');
		const { tool, written } = writingTool('note');
		const world = teamWorld({
			teams: [solo({ tools: ['note'] })],
			tools: [tool],
			brain: once('note', { text: 'hello' }),
		});
		const shown = await world.start();
		expect(shown.value.members[0]?.toolCalls[0]).toMatchObject({ state: 'shown' });
		expect(written).toEqual([]);
		const sent = await world.start({}, { delivery: 'send' });
		expect(sent.value.members[0]?.toolCalls[0]).toMatchObject({ state: 'done' });
		expect(written).toHaveLength(1);
	});
});

describe('memory', () => {
	it('a session is remembered by the member alone, long-term memory with where it came from', async () => {
		verifies('teams.memory');
		const world = teamWorld({
			teams: [
				{
					...pair,
					members: [member('Ann', { memory: 'redis' }), member('Bob', { memory: 'lessons' })],
				},
			],
			brain({ member: who, turn, text }) {
				if (who === 'Pair') return turn === 1 ? delegate(['Ann', 'go on'], ['Bob', 'learn']) : 'Done.';
				const second = world.asked.filter((one) => one.member === who).length > 1;
				if (second) expect(text).toContain(who === 'Ann' ? 'Ann knows of jo@acme.com.' : 'r1-1-2-0-1');
				expect(text).not.toContain(who === 'Ann' ? 'Bob knows' : 'Ann knows');
				return `${who} knows of jo@acme.com.`;
			},
		});
		await world.start({ sessionId: 'jo' });
		const { value, error } = await world.start({ sessionId: 'jo' });
		expect(error).toBeUndefined();
		expect(value.complete).toBe(true);
		expect([...world.sessions.keys()]).toEqual(['jo/Pair/Ann']);
		expect(world.memory[0]).toMatchObject({
			...{ collection: 'lessons', text: 'Bob knows of jo@acme.com.', people: ['jo@acme.com'] },
			from: { team: 'Pair', member: 'Bob', task: 'learn' },
		});
	});
});

it('older turns of a session are put into a few words by a small model, paid from the same budget', async () => {
	verifies('teams.session-summary');
	const said: string[] = [];
	const world = teamWorld({
		teams: [{ ...pair, mode: 'route', members: [member('Ann', { memory: 'redis', when: ['it'], tier: 'high' })] }],
		brain: ({ text }) => (text.startsWith('Put what was said') ? 'Acme came up.' : 'Ann is done.'),
		ports: {
			sessions: {
				read: async () => [],
				readMany: async () => new Map(),
				erase: async () => {},
				async append(_scope, _id, _messages, summarize) {
					said.push((await summarize?.([{ role: 'user', content: 'What of Acme?' }])) ?? '');
				},
			},
		},
	});
	const { value, error } = await world.start({ task: 'Find it out.', sessionId: 'jo' });
	expect(error).toBeUndefined();
	expect(said).toEqual(['Acme came up.']);
	expect(world.models.asked.at(-1)).toBe('one/small');
	expect(value.members[0]).toMatchObject({ modelCalls: 2, costUsd: 0.0002 });
});

describe('without a model', () => {
	it('gives what its tools return to the task, and says what it is', async () => {
		verifies('teams.without-a-model');
		const input = {
			type: 'object',
			properties: { query: { type: 'string' } },
			required: ['query'],
			additionalProperties: false,
		};
		const { tool, used } = toolOf('search', () => 'Acme renewed.', { input });
		const { value } = await teamWorld({ teams: [pair], tools: [tool] }).start({ task: 'What of Acme?' });
		expect(used).toEqual([{ query: 'What of Acme?' }]);
		expect(value).toMatchObject({ analysis: 'extractive', complete: false, costUsd: 0 });
		expect(value.answer).toContain('search [1]:\nAcme renewed.');
		expect(value.notDone).toContainEqual({
			what: 'What the members are instructed to do',
			why: 'It takes a model.',
			code: 'models-none',
		});
	});

	it('shows where a long result begins, in whole lines, and says that there is more', async () => {
		verifies('teams.without-a-model');
		const input = { type: 'object', properties: { query: { type: 'string' } } };
		const lines = Array.from({ length: 400 }, (_, at) => `Line ${at} of what Acme said.`);
		const { tool } = toolOf('search', () => lines.join('\n'), { input });
		const { value } = await teamWorld({ teams: [pair], tools: [tool] }).start({ task: 'What of Acme?' });
		const [one] = value.evidence;
		expect(lines).toContain(one?.quote.split('\n').at(-1));
		expect(value.answer).toContain(`${one?.quote}\n(search returned more: this is where it begins.)`);
	});

	it('is what there is, too, where every model fails', async () => {
		const { tool } = toolOf('search', () => 'Acme renewed.', {
			input: { type: 'object', properties: { query: { type: 'string' } } },
		});
		const world = teamWorld({ teams: [pair], tools: [tool], brain: () => new TerminalError('model-refused') });
		const { value } = await world.start();
		expect(value).toMatchObject({ analysis: 'extractive', complete: false });
		expect(value.answer).toMatch(/^No model has answered \(/);
		expect(value.answer).toContain('Acme renewed.');
	});
});

describe('through crashes', () => {
	it('at every point: no model call that was recorded is made again, and nothing is written twice', async () => {
		verifies('teams.through-crashes');
		const build = () => {
			const search = toolOf('search', () => 'Acme renewed for two years.');
			const note = writingTool('note');
			const world = teamWorld({
				teams: [{ ...pair, members: [member('Ann', { tools: ['search', 'note'], memory: 'lessons' }), member('Bob')] }],
				tools: [search.tool, note.tool],
				brain({ member: who, turn }) {
					if (who === 'Pair')
						return turn === 1 ? delegate(['Ann', 'look'], ['Bob', 'think']) : 'Renewed. [r1-1-1-1-1: "two years"]';
					if (who === 'Bob') return 'Bob has thought.';
					return turn === 1
						? {
								calls: [
									['search', {}],
									['note', { text: 'x' }],
								],
							}
						: 'Ann has looked.';
				},
			});
			return { world, search, note };
		};
		const whole = build();
		const expected = await whole.world.start({}, { delivery: 'send' });
		expect(expected.value.evidence).toHaveLength(1);
		for (let crashAt = 1; crashAt <= expected.points; crashAt += 1) {
			const { world, note, search } = build();
			const end = await world.start({}, { delivery: 'send', crashAt });
			expect(end.error).toBeUndefined();
			expect({ ...end.value, used: {} }).toEqual({ ...expected.value, used: {} });
			expect(note.written).toHaveLength(1);
			expect(world.memory).toHaveLength(1);
			expect(new Set(end.steps).size).toBe(end.steps.length);
			// At most what was under way is done again: two members at once.
			expect(world.asked.length).toBeLessThanOrEqual(whole.world.asked.length + 2);
			expect(search.used.length).toBeLessThanOrEqual(2);
		}
	});
});

/** A clock on which every deadline passes at once. */
function atOnce() {
	return {
		now: () => new Date(0),
		monotonicMs: () => 0,
		sleep: async () => {},
		after(ms: number, happen: () => void) {
			const timer = ms <= 30_000 ? setImmediate(happen) : undefined;
			return () => timer && clearImmediate(timer);
		},
	};
}
