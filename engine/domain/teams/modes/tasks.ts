/** A leader works a list of tasks, those side by side that do not need each other, until it is done or a limit is reached. */
import { z } from 'zod';
import { leaderOf } from '../agents.ts';
import { type Colleague, membersOf } from '../delegate.ts';
import { reportsAsAnswer } from '../fallback.ts';
import { fenced } from '../fence.ts';
import { inParallel } from '../in-parallel.ts';
import { briefed, reported, workAlone } from '../member.ts';
import { reportOf } from '../prompt.ts';
import { shapeOf } from '../shape.ts';
import { turnName } from '../step-names.ts';
import type { Job, Report, Seat, TeamRun, TeamSeat } from '../team-run.ts';
import { MOST_TURNS, newTally, turnOf } from '../think.ts';

const Task = z.object({
	id: z.string().min(1).max(60),
	member: z.string().max(100),
	task: z.string().min(1).max(8_000),
	after: z.array(z.string().max(60)).max(20),
});
const Plan = z.object({
	add: z.array(Task).max(20),
	drop: z.array(z.string().max(60)).max(40),
	answer: z.string().max(40_000),
});
const PLAN = shapeOf('plan', Plan);

type Listed = z.infer<typeof Task> & { state: 'open' | 'done' | 'dropped'; report?: Report };

export async function tasks(team: TeamRun, at: TeamSeat, job: Job): Promise<Report> {
	const seat: Seat = { ...at, agent: leaderOf(at.team) };
	const colleagues = membersOf(team, { ...at, leaders: at.leaders + 1 }, workAlone, [at.team.leader]);
	const tally = newTally(team);
	const list = new Map<string, Listed>();
	const messages = await briefed(team, seat, job, colleagues, 'plan');
	for (let round = 1; round <= MOST_TURNS; round += 1) {
		const listed = list.size === 0 ? [] : [{ role: 'user' as const, content: listText(list) }];
		const answered = await turnOf(team, seat, tally, {
			name: turnName(at.place, seat.agent.name, round),
			messages: [...messages, ...listed],
			...PLAN,
		});
		if ('stopped' in answered) {
			const { message, limit } = answered.stopped;
			return unfinished(team, seat, tally, job, list, limit ? 'stopped' : 'failed', message);
		}
		const plan = answered.data as z.infer<typeof Plan>;
		const refused = change(list, plan, colleagues);
		const ready = [...list.values()].filter((task) => isReady(task, list));
		if (ready.length === 0 && refused.length === 0 && plan.answer.trim() !== '') {
			noteOpen(team, list, 'The leader ended the work without it.');
			return reported(team, seat, tally, job.task, { text: plan.answer, state: 'done' });
		}
		if (ready.length === 0 && refused.length === 0 && plan.add.length === 0 && round > 1) {
			return unfinished(team, seat, tally, job, list, 'failed', 'The leader neither went on nor answered.');
		}
		const others = [...job.others, ...reportsOf(list)];
		await inParallel(ready, async (task, index) => {
			const colleague = colleagues.find(({ name }) => name === task.member) as Colleague;
			task.report = await colleague.work(`${at.place}-${round}-${index + 1}`, { task: task.task, others });
			task.state = 'done';
		});
		if (refused.length > 0) messages.push({ role: 'user', content: refused.join('\n') });
	}
	return unfinished(team, seat, tally, job, list, 'stopped', `The list was not done after ${MOST_TURNS} rounds.`);
}

/** What of the plan could not be taken, in words for the leader. */
function change(
	list: Map<string, Listed>,
	{ add, drop }: z.infer<typeof Plan>,
	colleagues: readonly Colleague[],
): string[] {
	const refused: string[] = [];
	for (const task of add) {
		if (list.has(task.id)) refused.push(`There is a task ${task.id} already.`);
		else if (!colleagues.some(({ name }) => name === task.member))
			refused.push(`Task ${task.id}: there is no such member.`);
		else list.set(task.id, { ...task, state: 'open' });
	}
	// One that waits for a task that was refused is refused, too, and so are those that wait for it.
	for (let waiting = unreachable(list); waiting.length > 0; waiting = unreachable(list)) {
		for (const { id, after } of waiting) {
			list.delete(id);
			refused.push(`Task ${id} cannot wait for ${after.join(', ')}.`);
		}
	}
	for (const id of drop) {
		const task = list.get(id);
		if (task?.state === 'open') task.state = 'dropped';
	}
	return refused;
}

const unreachable = (list: ReadonlyMap<string, Listed>): Listed[] =>
	[...list.values()].filter(({ id, after }) => after.some((other) => other === id || !list.has(other)));

/** A task that waits for one that was dropped goes on without it. */
function isReady({ state, after }: Listed, list: ReadonlyMap<string, Listed>): boolean {
	return state === 'open' && after.every((id) => list.get(id)?.state !== 'open');
}

const reportsOf = (list: ReadonlyMap<string, Listed>): Report[] =>
	[...list.values()].flatMap(({ report }) => report ?? []);

const stateOf = ({ state, report }: Listed): string => (report && report.state !== 'done' ? 'not finished' : state);

function listText(list: ReadonlyMap<string, Listed>): string {
	const lines = [...list.values()].map((one) => `${one.id} (${stateOf(one)}, ${one.member}): ${one.task}`);
	return [fenced('list', 'The list:', lines.join('\n')), ...reportsOf(list).map(reportOf)].join('\n\n');
}

function noteOpen(team: TeamRun, list: ReadonlyMap<string, Listed>, why: string): void {
	const open = [...list.values()].filter(({ state }) => state === 'open');
	team.notDone.push(...open.map(({ task }) => ({ what: task, why })));
}

function unfinished(
	team: TeamRun,
	seat: Seat,
	tally: ReturnType<typeof newTally>,
	job: Job,
	list: ReadonlyMap<string, Listed>,
	state: 'stopped' | 'failed',
	reason: string,
): Promise<Report> {
	noteOpen(team, list, reason);
	return reported(team, seat, tally, job.task, { text: reportsAsAnswer(reportsOf(list)), state, reason });
}
