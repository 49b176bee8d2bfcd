/** What a stop gives to tell: that a run's budget kept something from being done, in plain words. */
import type { BudgetStop, SophiaEvent } from '../contract/event.ts';
import type { StoredStop } from '../ports/event-store.ts';
import type { Hasher } from '../ports/hasher.ts';

const NANO = 1e9;

/** The names of steps say what a model was to do; the same sort of work is counted together. */
const SORTS: { names: RegExp; words: (steps: number, runs: number) => string }[] = [
	{
		names: /^read part /u,
		words: (parts, calls) =>
			`${counted(parts, 'part')} of ${counted(calls, 'call')} ${wasOrWere(parts)} read by no model`,
	},
	{
		names: /^correct part /u,
		words: (parts) => `what has no proof in ${counted(parts, 'part')} was not asked about once again`,
	},
	{
		names: /^write the answer/u,
		words: (answers) =>
			answers === 1
				? '1 answer has quotes and no written words'
				: `${answers} answers have quotes and no written words`,
	},
	{
		names: /^write (?:message|note) /u,
		words: (texts) =>
			`${counted(texts, 'message or note', 'messages and notes')} ${wasOrWere(texts)} not worded by a model`,
	},
	{
		names: /^[\d-]+ [\w-]+: turn /u,
		words: (turns, teams) =>
			`${counted(turns, 'turn')} of members of ${counted(teams, 'team')} ${wasOrWere(turns)} not taken`,
	},
	{ names: /^/u, words: (steps) => `${counted(steps, 'other request')} to models ${wasOrWere(steps)} not made` },
];

/** The same root has the same id, however often it is told. */
export function stoppedEvent(
	stop: StoredStop,
	{ hash, at, page }: { hash: Hasher; at: string; page: string | undefined },
): Extract<SophiaEvent, { type: 'budget.stopped' }> {
	const { rootId, kind, state } = stop;
	return {
		id: `evt_${hash(JSON.stringify(['budget.stopped', rootId])).slice(0, 40)}`,
		type: 'budget.stopped',
		timestamp: at,
		data: { run: { id: rootId, kind, state, ...(page === undefined ? {} : { page }) }, ...figuresOf(stop) },
	};
}

function figuresOf({ limitNano, spentNano, work }: StoredStop): Omit<BudgetStop, 'run'> {
	const [budgetUsd, spentUsd] = [limitNano / NANO, spentNano / NANO];
	const undone = undoneOf(work);
	return {
		...{ budgetUsd, spentUsd, undone },
		summary: `The budget of ${dollars(budgetUsd)} was too small, ${dollars(spentUsd)} of it went: ${undone.join('; ')}. What was found without a model is in the result.`,
	};
}

/** A line for each sort of work, in a fixed order. */
function undoneOf(work: readonly (readonly string[])[]): string[] {
	const sortOf = (name: string) => SORTS.findIndex(({ names }) => names.test(name));
	return SORTS.flatMap(({ words }, sort) => {
		const steps = work
			.map((names) => names.filter((name) => sortOf(name) === sort).length)
			.filter((count) => count > 0);
		return steps.length === 0
			? []
			: [
					words(
						steps.reduce((sum, count) => sum + count, 0),
						steps.length,
					),
				];
	});
}

function counted(count: number, one: string, many = `${one}s`): string {
	return `${count} ${count === 1 ? one : many}`;
}

const wasOrWere = (count: number) => (count === 1 ? 'was' : 'were');

/** `$0.05`, `$0.0493`: no digit more than there is, four at most. */
function dollars(usd: number): string {
	const rounded = usd > 0 && usd < 0.0001 ? 0.0001 : Number(usd.toFixed(4));
	return `$${rounded.toFixed(Math.max(2, (String(rounded).split('.')[1] ?? '').length))}`;
}
