/** What a member is told, and the material of its work. */
import type { Message } from '../../ports/model.ts';
import type { Prompt } from '../models/prompt.ts';
import { fenced, unmarked } from './fence.ts';
import { readable, visible } from './readable.ts';
import type { Job, Passage, Report, Seat, TeamRun } from './team-run.ts';

/** What a member is shown of a report of another; all of it when it is no longer than most are, characters. */
const MOST_REPORT = 12_000;

/** Fills the {places} of a prompt. */
export function filled({ text }: Prompt, places: Record<string, string>): string {
	return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
		Object.hasOwn(places, name) ? (places[name] ?? '') : whole,
	);
}

/** The instructions of a seat, by the prompt of what it does. */
export function systemOf(
	prompt: Prompt,
	{ team, agent }: Seat,
	roster: readonly { name: string; role: string }[],
): Message {
	const instructions = [team.instructions, agent.instructions].filter(Boolean).join('\n\n');
	const content = filled(prompt, {
		...{ name: agent.name, role: agent.role, team: team.name, instructions },
		roster: rosterLines(roster),
	});
	return { role: 'system', content, keep: true };
}

export const rosterLines = (roster: readonly { name: string; role: string }[]): string =>
	roster.map(({ name, role }) => `- ${name}: ${role}`).join('\n');

export const REQUEST = 'request';
export const CONTEXT = 'context';

/** What the person gave: it can be quoted like what tools return. */
export function given({ task, context }: { task: string; context?: unknown }): Passage[] {
	const own = { tool: 'request', member: '' };
	const passages: Passage[] = [{ ...own, id: REQUEST, text: visible(task) }];
	return context === undefined ? passages : [...passages, { ...own, id: CONTEXT, text: visible(readable(context)) }];
}

/** The request, what is remembered, what others found, and the task. */
export function jobOf({ passages }: TeamRun, job: Job, remembered: readonly Passage[] = []): Message {
	const [request, context] = [passages.get(REQUEST), passages.get(CONTEXT)];
	const pieces = [
		request && fenced(request.id, 'The request:', request.text),
		context && fenced(context.id, 'What is known of the case:', context.text),
		...remembered.map((one) =>
			fenced(one.id, 'You remember; it proves nothing, so look it up before you say it:', one.text),
		),
		...job.others.map(reportOf),
		visible(job.task) === request?.text ? 'Your task is the request.' : `Your task: ${unmarked(job.task)}`,
	];
	return { role: 'user', content: pieces.filter(Boolean).join('\n\n') };
}

/** As a leader and other members read it. */
export function reportOf({ place, member, text, state, reason }: Report): string {
	const cut = text.length > MOST_REPORT ? `${text.slice(0, MOST_REPORT).toWellFormed()}\n(cut)` : text;
	const label = state === 'done' ? `${member} reports:` : `${member} has not finished: ${reason ?? state} So far:`;
	return fenced(`report-${place}`, label, cut === '' ? '(nothing)' : cut);
}
