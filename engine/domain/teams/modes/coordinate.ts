/** A leader hands out work, side by side where it can be, and composes the answer; somebody may check it and send it back once. */
import { z } from 'zod';
import { agentOf, leaderOf } from '../agents.ts';
import { membersOf } from '../delegate.ts';
import { reportsAsAnswer } from '../fallback.ts';
import { fenced } from '../fence.ts';
import { briefed, handsOf, reported, workAlone } from '../member.ts';
import { shapeOf } from '../shape.ts';
import { turnName } from '../step-names.ts';
import type { Job, Report, Seat, TeamRun, TeamSeat } from '../team-run.ts';
import { MOST_TURNS, newTally, type Thought, think, turnOf } from '../think.ts';

/** Places beyond the turns of a leader. */
const REVIEW = MOST_TURNS + 1;

export async function coordinate(team: TeamRun, at: TeamSeat, job: Job): Promise<Report> {
	const seat: Seat = { ...at, agent: leaderOf(at.team) };
	const { leader, reviewer } = at.team;
	const reports: Report[] = [];
	const beneath = { ...at, leaders: at.leaders + 1 };
	const colleagues = membersOf(team, beneath, workAlone, [leader, reviewer]).map((one) => ({
		...one,
		async work(...given: Parameters<typeof one.work>) {
			const report = await one.work(...given);
			reports.push(report);
			return report;
		},
	}));
	const tally = newTally(team);
	const hands = handsOf(team, seat, tally, job.others, colleagues);
	const messages = await briefed(team, seat, job, colleagues, 'lead');
	const first = await think(team, seat, tally, messages, hands);
	const mended = first.state === 'done' ? await mendedBy(team, at, first) : undefined;
	const last = mended ? await think(team, seat, tally, mended, hands, REVIEW) : first;
	return reported(team, seat, tally, job.task, composed(last, first, reports));
}

/** Where the leader could not compose an answer there are the reports; where it could not mend one, the one it had. */
function composed(last: Thought, first: Thought, reports: readonly Report[]): Thought {
	if (last.state === 'done') return last;
	const text = first.state === 'done' ? first.text : reportsAsAnswer(reports);
	return { ...last, text: text || last.text };
}

const Verdict = z.object({
	verdict: z.enum(['accept', 'send-back']),
	reasons: z.array(z.string().max(1_000)).max(20),
});
/** A dozen sentences. */
const MOST_TOKENS = 600;
const VERDICT = shapeOf('verdict', Verdict);

/** What the leader is told, where the answer is sent back; undefined where it is accepted or nobody could check it. */
async function mendedBy(team: TeamRun, at: TeamSeat, { text, messages }: Thought) {
	const reviewer = agentOf(at.team, at.team.reviewer);
	if (!reviewer) return undefined;
	const seat: Seat = { ...at, place: `${at.place}-${REVIEW}-1`, agent: reviewer };
	const tally = newTally(team);
	const task = 'Check the answer against the request and its evidence.';
	const passages = [...team.passages.values()].filter(({ id }) => text.includes(`[${id}`));
	const told = await briefed(team, seat, { task, others: [] }, [], 'review');
	const material = [
		fenced('answer', 'The answer:', text),
		...passages.map((one) => fenced(one.id, `What ${one.tool || 'the request'} says:`, one.text)),
	];
	const answered = await turnOf(team, seat, tally, {
		name: turnName(seat.place, reviewer.name, 1),
		messages: [...told, { role: 'user', content: material.join('\n\n') }],
		...VERDICT,
		maxOutputTokens: MOST_TOKENS,
	});
	if ('stopped' in answered) {
		const reason = answered.stopped.message;
		await reported(team, seat, tally, task, { text: '', state: 'failed', reason });
		team.notDone.push({ what: `The check by ${reviewer.name}`, why: reason, code: answered.stopped.code });
		return undefined;
	}
	const { verdict, reasons } = answered.data as z.infer<typeof Verdict>;
	const sentBack = verdict === 'send-back' && reasons.length > 0;
	const words = sentBack ? `Sent back: ${reasons.join(' ')}` : 'Accepted.';
	await reported(team, seat, tally, task, { text: words, state: 'done' });
	if (!sentBack) return undefined;
	const mend = fenced('check', `${reviewer.name} sends your answer back:`, reasons.map((one) => `- ${one}`).join('\n'));
	return [
		...messages,
		{ role: 'assistant' as const, content: text },
		{ role: 'user' as const, content: `${mend}\n\nMend the answer, and write the whole of it again.` },
	];
}
