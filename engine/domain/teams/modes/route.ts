/** One member takes the request: by rules where they decide, else a small model chooses. */
import { z } from 'zod';
import type { AgentMember, TeamMember } from '../../../contract/team.ts';
import { membersOf } from '../delegate.ts';
import { fenced } from '../fence.ts';
import { reported, workAlone } from '../member.ts';
import { filled, rosterLines } from '../prompt.ts';
import { saysWords } from '../says-words.ts';
import { shapeOf } from '../shape.ts';
import { turnName } from '../step-names.ts';
import type { Job, Report, TeamRun, TeamSeat } from '../team-run.ts';
import { newTally, turnOf } from '../think.ts';

const NONE = 'none';

/** A name and a sentence. */
const MOST_TOKENS = 200;

const Chosen = z.object({ member: z.string().max(100), why: z.string().max(1_000) });
const CHOSEN = shapeOf('chosen', Chosen);

export async function route(team: TeamRun, at: TeamSeat, job: Job): Promise<Report> {
	const colleagues = membersOf(team, at, workAlone, []);
	const byRule = chosenByRule(at.team.members, job.task);
	const name = byRule ?? (await chosenByModel(team, at, job, colleagues));
	const colleague = colleagues.find((one) => one.name === name);
	if (colleague) return colleague.work(`${at.place}-1`, job);
	const text = nobodyFits(at.team.name, colleagues);
	team.notDone.push({ what: 'The request', why: `It is the work of nobody in ${at.team.name}.` });
	return { place: at.place, member: at.team.name, text, state: 'done' };
}

/** The one member with the most of its words in the request; undefined where there is none, or several. */
export function chosenByRule(members: readonly (AgentMember | TeamMember)[], task: string): string | undefined {
	const scored = members
		.map((member) => ({ name: 'team' in member ? member.team : member.name, said: saysWords(task, member.when) }))
		.sort((one, other) => other.said - one.said);
	const [best, second] = scored;
	return best && best.said > 0 && best.said > (second?.said ?? 0) ? best.name : undefined;
}

/** In words for people; without a model it is the answer, too. */
export function nobodyFits(team: string, choices: readonly { name: string; role: string }[]): string {
	return `This is the work of nobody in ${team}. It can be asked of:\n${rosterLines(choices)}`;
}

async function chosenByModel(
	team: TeamRun,
	at: TeamSeat,
	{ task }: Job,
	colleagues: readonly { name: string; role: string }[],
): Promise<string> {
	const { name, description } = at.team;
	const agent = {
		...{ name, role: description, instructions: '', tier: 'low' as const },
		...{ tools: [], services: [], teams: [], when: [] },
	};
	const tally = newTally(team);
	const seat = { ...at, agent };
	const prompt = filled(team.ports.prompts.choose, { team: name, roster: rosterLines(colleagues) });
	const answered = await turnOf(team, seat, tally, {
		name: turnName(at.place, name, 1),
		messages: [
			{ role: 'system', content: prompt, keep: true },
			{ role: 'user', content: fenced('request', 'The request:', task) },
		],
		...CHOSEN,
		maxOutputTokens: MOST_TOKENS,
	});
	if ('stopped' in answered) {
		const reason = answered.stopped.message;
		await reported(team, seat, tally, task, { text: '', state: 'failed', reason });
		return NONE;
	}
	const { member, why } = answered.data as z.infer<typeof Chosen>;
	await reported(team, seat, tally, 'Choose who takes the request.', { text: `${member}: ${why}`, state: 'done' });
	return member;
}
