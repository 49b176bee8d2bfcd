/** Handing work to others: who there is, and the tool by which a model does it. */
import { z } from 'zod';
import type { AgentMember, Team } from '../../contract/team.ts';
import type { TerminalError } from '../../errors.ts';
import type { ModelTool, ToolCall } from '../../ports/model.ts';
import { limitReached } from './limits.ts';
import { reportOf } from './prompt.ts';
import type { Place } from './step-names.ts';
import type { Job, Report, TeamRun, TeamSeat } from './team-run.ts';
import type { Handled } from './think.ts';

export const DELEGATE = 'delegate';

/** Somebody who can be given work. */
export type Colleague = { name: string; role: string; work(place: Place, job: Job): Promise<Report> };

type WorkAlone = (team: TeamRun, seat: TeamSeat & { agent: AgentMember }, job: Job) => Promise<Report>;

/** The members of a team, but for those named: `alone` is how one of them works who is no team. */
export function membersOf(
	team: TeamRun,
	at: TeamSeat,
	alone: WorkAlone,
	but: readonly (string | undefined)[],
): Colleague[] {
	return at.team.members.flatMap((member) => {
		if ('team' in member) return teamColleague(team, at, member.team, member.role);
		if (but.includes(member.name)) return [];
		const { name, role } = member;
		return { name, role, work: (place: Place, job: Job) => alone(team, { ...at, place, agent: member }, job) };
	});
}

/** A team that works as one. Its limits hold within those of the team that it works for. */
export function teamColleague(team: TeamRun, at: TeamSeat, name: string, role?: string): Colleague {
	const inner = team.teams.get(name) as Team;
	return {
		name,
		role: role ?? inner.description,
		async work(place, job) {
			const depth = at.depth + 1;
			const most = team.meter.limits.depth;
			if (depth > most) return notBegun(team, place, name, limitReached('depth', most));
			const begun = await team.run.step(`${place} ${name}: begun`, async () => team.ports.clock.now().getTime());
			const meter = at.meter.within(place, inner.limits, begun);
			try {
				const seat = { place, teamPlace: place, outerPlace: at.teamPlace, begunAt: begun, depth };
				return await team.runMode(team, { ...seat, team: inner, meter, leaders: at.leaders }, job);
			} finally {
				meter.close();
			}
		},
	};
}

function notBegun(team: TeamRun, place: Place, member: string, { code, message }: TerminalError): Report {
	team.stoppedBy ??= 'depth';
	team.notDone.push({ what: `The work of ${member}`, why: message, code });
	return { place, member, text: '', state: 'stopped', reason: message };
}

export function delegateTool(colleagues: readonly Colleague[]): ModelTool {
	return {
		name: DELEGATE,
		description:
			'Gives a member a piece of work and brings back its report. Several calls in one turn are worked on at once.',
		parameters: {
			type: 'object',
			properties: {
				member: { type: 'string', enum: colleagues.map(({ name }) => name) },
				task: { type: 'string', description: 'What is to be done, for somebody who has only this and the request.' },
			},
			required: ['member', 'task'],
			additionalProperties: false,
		},
	};
}

const Order = z.object({ member: z.string(), task: z.string().trim().min(1).max(20_000) });

/** What one call of `delegate` came to. */
export async function delegated(
	colleagues: readonly Colleague[],
	place: Place,
	call: ToolCall,
	others: readonly Report[],
): Promise<Handled & { report?: Report }> {
	const order = Order.safeParse(call.arguments);
	if (!order.success) return { content: 'It was not done: give member and task.' };
	const { member, task } = order.data;
	const colleague = colleagues.find(({ name }) => name === member);
	if (!colleague) {
		const names = colleagues.map(({ name }) => name).join(', ');
		return { content: `It was not done: there is no member ${JSON.stringify(member.slice(0, 80))}, only ${names}.` };
	}
	const report = await colleague.work(place, { task, others });
	return { content: reportOf(report), report };
}
