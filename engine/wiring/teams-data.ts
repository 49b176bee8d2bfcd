/** Reads the teams that come with the engine. */
import { readdir, readFile } from 'node:fs/promises';
import type { Team } from '../contract/team.ts';
import { referenceProblems } from '../domain/teams/check-references.ts';
import { createTeams } from '../domain/teams/teams.ts';
import { notValid, toTeam } from '../domain/teams/to-team.ts';
import { parseYaml } from '../http/yaml.ts';
import type { Teams } from '../ports/teams.ts';
import type { Store } from './store.ts';

/** The tenants' own over those that come with the engine. Throws what `readTeams` throws. */
export async function teamsOver({ teams }: Pick<Store, 'teams'>): Promise<Teams> {
	return createTeams(teams, await readTeams());
}

const FOLDER = new URL('../domain/teams/catalog/', import.meta.url);

/** Every `.yaml` of the folder, by name. Throws `body-not-yaml`, and `team-not-valid` where a field or a name is wrong. */
export async function readTeams(folder: URL = FOLDER): Promise<Team[]> {
	const files = (await readdir(folder)).filter((file) => file.endsWith('.yaml')).sort();
	const teams = await Promise.all(
		files.map(async (file) => {
			const team = toTeam(parseYaml(await readFile(new URL(file, folder))), file);
			if (`${team.name}.yaml` === file) return team;
			throw notValid(file, [{ path: 'name', message: `is "${team.name}", but the file is ${file}` }]);
		}),
	);
	for (const team of teams) {
		const problems = referenceProblems(
			team,
			teams.filter(({ name }) => name !== team.name),
		);
		if (problems.length > 0) throw notValid(team.name, problems);
	}
	return teams;
}
