/** The teams of the engine, as a list to choose from. */
import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import type { TeamSummary } from '../../engine/contract/index.ts';
import { requestEngine } from '../shared/transport.ts';

/** The tenant's own first. */
export async function loadTeams(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const { teams } = await requestEngine<{ teams: TeamSummary[] }>(this, { method: 'GET', path: '/v1/teams' });
	return teams.map(({ name, description, mode, members, own }) => ({
		name: own ? `${name} (Your Own)` : name,
		value: name,
		description: `${description} (${mode}: ${members.join(', ')})`,
	}));
}
