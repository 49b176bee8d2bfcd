/** /v1/memory and /v1/sessions: what teams remember, to be looked at and erased. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { MemoryList } from '../contract/memory.ts';
import { TerminalError } from '../errors.ts';
import type { Memory } from '../ports/memory.ts';
import type { SessionErasure } from '../ports/session-memory.ts';
import { noQuery, refusals } from './openapi.ts';

const USUAL_LIMIT = 50;
const MOST = 200;

/** Made of a run's id and a place in its tree. */
const ItemId = z.string().regex(/^[\w .:-]{1,200}$/, 'not the id of an item');

const Query = z.strictObject({
	collection: z
		.string()
		.regex(/^(?:[a-z][a-z0-9_]{0,62})?$/, 'the name of a collection, or empty for what is in none')
		.optional()
		.describe('Of this collection alone; empty: of none'),
	before: ItemId.optional().describe('`next` of the page before'),
	limit: z.coerce.number().int().min(1).max(MOST).default(USUAL_LIMIT),
});

const User = z.string().regex(/^[\w.@:-]{1,128}$/, 'letters, digits and . @ : _ -, at most 128');

export type MemoryRoutesOptions = {
	memory: Pick<Memory, 'list' | 'remove'>;
	sessions: Pick<SessionErasure, 'eraseUser'>;
};

export const memoryRoutes: FastifyPluginAsyncZod<MemoryRoutesOptions> = async (app, { memory, sessions }) => {
	app.get(
		'/memory',
		{
			schema: {
				summary: 'What teams remember for long, newest first, each with where it came from',
				querystring: Query,
				response: { 200: MemoryList, ...refusals },
			},
		},
		async (request) => {
			const { collection, before, limit } = request.query;
			// One more than is shown says whether there are others.
			const found = await memory.list(request.tenant, { collection, before, most: limit + 1 });
			const items = found.slice(0, limit).map((item) => ({ ...item, at: item.at.toISOString() }));
			const last = items.at(-1);
			return { items, ...(found.length > limit && last ? { next: last.id } : {}) };
		},
	);

	app.delete(
		'/memory/:id',
		{
			schema: {
				summary: 'Forget one item for good',
				params: z.strictObject({ id: ItemId }),
				querystring: noQuery,
				response: { 200: z.object({ id: z.string() }), ...refusals },
			},
		},
		async (request) => {
			const { id } = request.params;
			if (!(await memory.remove(request.tenant, id))) throw new TerminalError('memory-unknown');
			return { id };
		},
	);

	app.delete(
		'/sessions/:user',
		{
			schema: {
				summary: 'Forget what was said under a session id, with what members of teams keep of it',
				description: 'Also right where there is none: `erased` says how many sessions went.',
				params: z.strictObject({ user: User }),
				querystring: noQuery,
				response: { 200: z.object({ user: z.string(), erased: z.number().int() }), ...refusals },
			},
		},
		async (request) => {
			const { user } = request.params;
			return { user, erased: await sessions.eraseUser(request.tenant, user) };
		},
	);
};
