/** /v1/playbooks: what calls are held against; a tenant can replace those that come with the engine. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { Playbook, PlaybookList, PlaybookName } from '../contract/playbook.ts';
import type { Playbooks } from '../ports/playbooks.ts';
import { noQuery, refusals } from './openapi.ts';
import { problemsError } from './problems.ts';
import { readYamlBodies, YAML_TYPES } from './yaml.ts';

/** Twice the largest playbook. */
const LARGEST_YAML_KIB = 32;

const Named = z.strictObject({ name: PlaybookName });

export const playbookRoutes: FastifyPluginAsyncZod<{ playbooks: Playbooks }> = async (app, { playbooks }) => {
	readYamlBodies(app, LARGEST_YAML_KIB);

	app.get(
		'/playbooks',
		{
			schema: {
				summary: 'The playbooks that the tenant can use, its own first',
				querystring: noQuery,
				response: { 200: PlaybookList, ...refusals },
			},
		},
		async (request) => {
			const usable = await playbooks.list(request.tenant);
			return { playbooks: usable.map(({ playbook: { name, title, stages }, own }) => ({ name, title, stages, own })) };
		},
	);

	app.get(
		'/playbooks/:name',
		{
			schema: {
				summary: 'One playbook, as PUT takes it',
				params: Named,
				querystring: noQuery,
				response: { 200: Playbook, ...refusals },
			},
		},
		async (request) => playbooks.get(request.tenant, request.params.name),
	);

	app.put(
		'/playbooks/:name',
		{
			schema: {
				summary: 'Keep a playbook as one of the tenant’s own, in the place of the one of its name',
				description: 'As JSON or as YAML. Calls are held against it from the next run on.',
				consumes: ['application/json', ...YAML_TYPES],
				params: Named,
				querystring: noQuery,
				body: Playbook,
				response: { 200: Playbook, ...refusals },
			},
		},
		async (request) => {
			const { tenant, body, params } = request;
			if (body.name !== params.name) {
				const message = `is "${body.name}", but the address says "${params.name}"`;
				throw problemsError([{ path: 'name', message }]);
			}
			await playbooks.put(tenant, body);
			return body;
		},
	);

	app.delete(
		'/playbooks/:name',
		{
			schema: {
				summary: 'Take away one of the tenant’s own; one of that name that came with the engine is back',
				params: Named,
				querystring: noQuery,
				response: { 200: z.object({ name: z.string() }), ...refusals },
			},
		},
		async (request) => {
			await playbooks.remove(request.tenant, request.params.name);
			return { name: request.params.name };
		},
	);
};
