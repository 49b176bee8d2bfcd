/** All members work on the same request at once; then one merges, and shows where they disagree. */
import { z } from 'zod';
import { leaderOf } from '../agents.ts';
import { membersOf } from '../delegate.ts';
import { reportsAsAnswer } from '../fallback.ts';
import { inParallel } from '../in-parallel.ts';
import { briefed, reported, workAlone } from '../member.ts';
import { shapeOf } from '../shape.ts';
import { turnName } from '../step-names.ts';
import type { Job, Report, Seat, TeamRun, TeamSeat } from '../team-run.ts';
import { newTally, turnOf } from '../think.ts';

const Merged = z.object({
	answer: z.string().min(1).max(40_000),
	disagreements: z
		.array(
			z.object({
				about: z.string().max(1_000),
				positions: z.array(z.object({ member: z.string().max(100), says: z.string().max(2_000) })).max(20),
			}),
		)
		.max(20),
});
const MERGED = shapeOf('merged', Merged);

export async function collaborate(team: TeamRun, at: TeamSeat, job: Job): Promise<Report> {
	const beneath = { ...at, leaders: at.leaders + 1 };
	const colleagues = membersOf(team, beneath, workAlone, [at.team.leader]);
	const reports = await inParallel(colleagues, ({ work }, index) => work(`${at.place}-${index + 1}`, job));
	const seat: Seat = { ...at, place: `${at.place}-${colleagues.length + 1}`, agent: leaderOf(at.team) };
	const tally = newTally(team);
	const merging: Job = { task: job.task, others: [...job.others, ...reports] };
	const answered = await turnOf(team, seat, tally, {
		name: turnName(seat.place, seat.agent.name, 1),
		messages: await briefed(team, seat, merging, [], 'merge'),
		...MERGED,
	});
	if ('stopped' in answered) {
		const { message: reason, limit } = answered.stopped;
		const state = limit ? ('stopped' as const) : ('failed' as const);
		return reported(team, seat, tally, job.task, { text: reportsAsAnswer(reports), state, reason });
	}
	const { answer, disagreements } = answered.data as z.infer<typeof Merged>;
	team.disagreements.push(...disagreements.filter(({ positions }) => positions.length > 1));
	return reported(team, seat, tally, job.task, { text: answer, state: 'done' });
}
