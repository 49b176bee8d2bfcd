/** The tenant's own teams over those that come with the engine. */
import type { Team, TeamSummary } from '../../contract/team.ts';
import { TerminalError } from '../../errors.ts';
import { nearest } from '../../ports/nearest.ts';
import type { TeamStore } from '../../ports/team-store.ts';
import type { Teams } from '../../ports/teams.ts';
import { referenceProblems } from './check-references.ts';
import { notValid } from './to-team.ts';

export const MOST_TEAMS = 200;

/** One of the tenant's own hides the one of that name that came with the engine. */
export function createTeams(store: TeamStore, shipped: readonly Team[]): Teams {
	const byName = new Map(shipped.map((team) => [team.name, team]));

	async function usable(tenant: string): Promise<{ own: Team[]; others: Team[] }> {
		const own = await store.list(tenant);
		const replaced = new Set(own.map(({ name }) => name));
		return { own, others: shipped.filter(({ name }) => !replaced.has(name)) };
	}

	return {
		async list(tenant) {
			const { own, others } = await usable(tenant);
			return [...own.map((team) => toSummary(team, true)), ...others.map((team) => toSummary(team, false))];
		},
		async get(tenant, name) {
			const found = (await store.get(tenant, name)) ?? byName.get(name);
			if (found) return found;
			const { own, others } = await usable(tenant);
			const known = [...own, ...others].map((team) => team.name);
			const meant = nearest(name, known);
			const message = `There is no team "${name}"${meant ? `; did you mean "${meant}"?` : '.'}`;
			throw new TerminalError('team-unknown', message, { details: { team: name, known } });
		},
		async put(tenant, team) {
			const { own, others } = await usable(tenant);
			const beside = [...own, ...others].filter(({ name }) => name !== team.name);
			const problems = referenceProblems(team, beside);
			if (problems.length > 0) throw notValid(team.name, problems);
			await store.put(tenant, team, MOST_TEAMS);
		},
		async remove(tenant, name) {
			const { own, others } = await usable(tenant);
			const left = [...own, ...others, ...shipped].filter((team) => team.name !== name);
			const users = byName.has(name) ? [] : left.filter((team) => names(team, name));
			if (users.length > 0 && own.some((team) => team.name === name)) {
				const list = users.map((team) => team.name).join(', ');
				throw notValid(name, [{ path: '', message: `is a member of ${list}: change or remove that first` }]);
			}
			if (await store.remove(tenant, name)) return;
			const message = byName.has(name)
				? `The team "${name}" came with the engine, and the tenant has none in its place.`
				: undefined;
			throw new TerminalError('team-unknown', message, { details: { team: name } });
		},
	};
}

const names = ({ members }: Team, name: string): boolean =>
	members.some((member) => ('team' in member ? member.team === name : member.teams.includes(name)));

function toSummary({ name, description, mode, members }: Team, own: boolean): TeamSummary {
	return { name, description, mode, own, members: members.map((one) => ('team' in one ? one.team : one.name)) };
}
