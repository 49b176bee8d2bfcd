/** What a run cost, from what is stored to what is answered. */

import type { ErrorView } from '../contract/run.ts';
import type { CostEntry, RunCosts, TeamUse } from '../contract/run-costs.ts';
import { ERROR_CODES } from '../errors.ts';
import type { Usage } from '../ports/model.ts';
import type { StoredCostEntry, StoredModelCosts, StoredRunCosts } from '../ports/run-store.ts';

const NANO = 1e9;

/** How a model call is named among the steps of its run. */
const MODEL_CALL = /^(?<name>.*): model call (?<attempt>\d+)$/su;

export function toRunCosts({
	id,
	kind,
	state,
	createdAt,
	endedAt,
	progress,
	children,
	...stored
}: StoredRunCosts): RunCosts {
	const { budget, inputs, models, entries, unconfirmed, gaps, teamwork } = stored;
	return {
		...{ id, kind, state, createdAt: createdAt.toISOString(), children, gaps },
		...given({ endedAt: endedAt?.toISOString(), progress }),
		budget: {
			spentUsd: budget.spentNano / NANO,
			reservedUsd: budget.reservedNano / NANO,
			allowedUsd: budget.limitNano / NANO,
		},
		inputs: {
			inAll: inputs.inAll,
			shown: inputs.shown
				.map(({ error, ...input }) => ({ ...input, ...(input.state === 'succeeded' ? {} : given({ error })) }))
				.toSorted((one, other) => one.index - other.index),
		},
		models: models.map(toModelCosts),
		entries: { inAll: entries.inAll, shown: entries.shown.map(toEntry) },
		...given({ teamwork: teamwork && toTeamwork(teamwork) }),
		unconfirmed: {
			inAll: unconfirmed.inAll,
			shown: unconfirmed.shown.map(({ since, reason, ...effect }) => ({
				...{ ...effect, since: since.toISOString() },
				...given({ reason }),
			})),
		},
	};
}

/** Of a team's step: where in its tree, who, and which tool. */
const TOOL = /^(?<place>[\d-]+) (?<member>[\w-]+): tool \d+-\d+ (?<tool>[\w.-]+)(?<asked>: asked)?/;

function toTeamwork({ uses, ended }: NonNullable<StoredRunCosts['teamwork']>): RunCosts['teamwork'] {
	const shown = uses.shown.flatMap(({ name, index, state, code, startedAt, endedAt }): TeamUse[] => {
		const { place = '', member = '', tool = '', asked } = TOOL.exec(name)?.groups ?? {};
		const times = { startedAt: startedAt.toISOString(), ...given({ endedAt: endedAt?.toISOString(), code }) };
		return [{ place, member, tool, kind: asked ? 'wait' : 'use', state, index, ...times }];
	});
	return { uses: { inAll: uses.inAll, shown }, ended };
}

function toModelCosts({ costNano, failedNano, ...model }: StoredModelCosts): RunCosts['models'][number] {
	return { ...model, costUsd: costNano / NANO, failedUsd: failedNano / NANO };
}

function toEntry({ name, child, costNano, outcome, model, tier, asked, ...stored }: StoredCostEntry): CostEntry {
	const { startedAt, endedAt, count, usage, code } = stored;
	const called = MODEL_CALL.exec(name)?.groups;
	const free = outcome === 'known' || outcome === 'left-out';
	return {
		kind: called || free ? 'model-call' : 'other',
		name: called?.name ?? name,
		...{ costUsd: costNano / NANO, outcome },
		...given({
			attempt: called && Number(called.attempt),
			child: child && { id: child.id, kind: child.kind, key: child.key, ...given({ title: child.title }) },
			startedAt: startedAt?.toISOString(),
			endedAt: endedAt?.toISOString(),
			...{ count, model, tier },
			moved: asked && tier && movedTo(asked, tier),
			tokens: usage && tokensOf(usage),
			error: code === undefined ? undefined : errorOf(code),
		}),
	};
}

const ORDER = ['low', 'medium', 'high', 'research'];

function movedTo(asked: string, taken: string): CostEntry['moved'] {
	if (asked === taken) return undefined;
	return ORDER.indexOf(taken) > ORDER.indexOf(asked) ? 'up' : 'down';
}

function tokensOf({ inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens }: Usage): CostEntry['tokens'] {
	return { input: inputTokens, cacheRead: cacheReadTokens, cacheWrite: cacheWriteTokens, output: outputTokens };
}

/** In our own words: what was recorded may be those of a provider. */
function errorOf(code: string): ErrorView {
	const known = Object.hasOwn(ERROR_CODES, code) ? ERROR_CODES[code as keyof typeof ERROR_CODES] : ERROR_CODES.internal;
	return { code, message: known.message, action: known.action };
}

/** Without what is undefined. */
function given<Fields extends object>(fields: Fields): { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> } {
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}
