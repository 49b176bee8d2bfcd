/** /v1/teams: who can be given a task; a tenant can add teams of its own and replace those that come with the engine. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { LARGEST_TEAM_BYTES, Team, TeamList, TeamName } from '../contract/team.ts';
import type { Teams } from '../ports/teams.ts';
import { noQuery, refusals } from './openapi.ts';
import { problemsError } from './problems.ts';
import { readYamlBodies, YAML_TYPES } from './yaml.ts';

/** Twice the largest team. */
const LARGEST_YAML_KIB = (2 * LARGEST_TEAM_BYTES) / 1024;

const Named = z.strictObject({ name: TeamName });

export type TeamRoutesOptions = {
	teams: Teams;
	/** Reads what somebody sent. Throws `team-not-valid` with every wrong field. */
	readTeam: (value: unknown, source: string) => Team;
};

export const teamRoutes: FastifyPluginAsyncZod<TeamRoutesOptions> = async (app, { teams, readTeam }) => {
	readYamlBodies(app, LARGEST_YAML_KIB);

	app.get(
		'/teams',
		{
			schema: {
				summary: 'The teams that the tenant can use, its own first',
				querystring: noQuery,
				response: { 200: TeamList, ...refusals },
			},
		},
		async (request) => ({ teams: await teams.list(request.tenant) }),
	);

	app.get(
		'/teams/:name',
		{
			schema: {
				summary: 'One team, as PUT takes it',
				params: Named,
				querystring: noQuery,
				response: { 200: Team, ...refusals },
			},
		},
		async (request) => teams.get(request.tenant, request.params.name),
	);

	app.put(
		'/teams/:name',
		{
			schema: {
				summary: 'Keep a team as one of the tenant’s own, in the place of the one of its name',
				description: 'As JSON or as YAML, as GET shows it. Runs that began with it before go on with what it was.',
				consumes: ['application/json', ...YAML_TYPES],
				params: Named,
				querystring: noQuery,
				body: z.looseObject({}),
				response: { 200: Team, ...refusals },
			},
		},
		async (request) => {
			const { tenant, params } = request;
			const team = readTeam(request.body, params.name);
			if (team.name !== params.name) {
				const message = `is "${team.name}", but the address says "${params.name}"`;
				throw problemsError([{ path: 'name', message }]);
			}
			await teams.put(tenant, team);
			return team;
		},
	);

	app.delete(
		'/teams/:name',
		{
			schema: {
				summary: 'Take away one of the tenant’s own; one of that name that came with the engine is back',
				params: Named,
				querystring: noQuery,
				response: { 200: z.object({ name: z.string() }), ...refusals },
			},
		},
		async (request) => {
			await teams.remove(request.tenant, request.params.name);
			return { name: request.params.name };
		},
	);
};
