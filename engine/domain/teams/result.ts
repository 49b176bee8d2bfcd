/** What a team gives back: its answer with its proof, who did what, what it cost, and what is missing. */
import type { Team, TeamResult } from '../../contract/team.ts';
import { prove } from './proof.ts';
import type { Report, TeamRun } from './team-run.ts';

/** Of what each member was asked and said, the result shows so much, characters. */
const MOST_SHOWN = 4_000;

/** Of all members together, characters of JSON: the value of a run has at most 1 MiB. */
const MOST_IN_ALL = 600_000;

export function resultOf(state: TeamRun, { name, mode }: Team, report: Report, seconds: number): TeamResult {
	const { passages, works, meter, toolbox } = state;
	const proven = prove(report.text, (id) => passages.get(id));
	const silent = proven.answer === '' && report.state === 'done';
	const notDone = [
		...(silent ? [{ what: 'The answer', why: whySilent(proven.dropped) }] : []),
		...state.notDone,
		...proven.notDone.map((what) => ({ what, why: 'The team says so.' })),
		...works.flatMap(({ member, state: ended, reason }) =>
			ended === 'done' ? [] : [{ what: `The work of ${member}`, why: reason ?? ended }],
		),
	];
	const costs = state.costs.toSorted((one, other) => other.costUsd - one.costUsd);
	return {
		...{ team: name, mode, analysis: 'generative' },
		answer: proven.answer || saidOf(notDone),
		complete: report.state === 'done' && notDone.length === 0,
		...{ evidence: proven.evidence, unproven: proven.unproven, dropped: proven.dropped },
		disagreements: state.disagreements,
		members: shownWorks(works),
		notDone,
		missingTools: [...toolbox.missing],
		...{ costs, costUsd: costs.reduce((sum, { costUsd }) => sum + costUsd, 0) },
		used: { ...meter.used, seconds },
		...(state.stoppedBy ? { stoppedBy: state.stoppedBy } : {}),
	};
}

const whySilent = (dropped: number): string =>
	dropped > 0 ? 'Nothing of what the team wrote stands on proof.' : 'The team has written nothing.';

const saidOf = (notDone: TeamResult['notDone']): string =>
	`There is no answer. ${notDone.map(({ what, why }) => `${what}: ${why}`).join(' ')}`.trim();

/** In the order of the tree. */
function shownWorks(works: TeamResult['members']): TeamResult['members'] {
	const most = Math.min(MOST_SHOWN, Math.floor(MOST_IN_ALL / Math.max(1, works.length) / 2));
	const cut = (text: string) => (text.length <= most ? text : `${text.slice(0, most).toWellFormed()} …`);
	return works
		.map((work) => ({ ...work, task: cut(work.task), report: cut(work.report) }))
		.sort((one, other) => compare(one.place, other.place));
}

function compare(one: string, other: string): number {
	const [left, right] = [one.split('-').map(Number), other.split('-').map(Number)];
	for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
		const difference = (left[at] ?? -1) - (right[at] ?? -1);
		if (difference !== 0) return difference;
	}
	return 0;
}
