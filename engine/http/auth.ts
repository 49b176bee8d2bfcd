/** Whose request it is: the tenant of the API key, never a field. */
import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { TerminalError } from '../errors.ts';
import type { KeyStore } from '../ports/key-store.ts';
import { briefCache } from './brief-cache.ts';

declare module 'fastify' {
	interface FastifyRequest {
		/** Set by authentication; empty before it, and an empty tenant is an error everywhere. */
		tenant: string;
	}
}

/** A revoked key works no longer than this. */
const REMEMBERED_MS = 3_000;
const REMEMBERED_KEYS = 1_000;
/** Far longer than any key of ours; hashing more would only serve who wants to keep the engine busy. */
const MAXIMUM_KEY_LENGTH = 200;

/** Demands `Authorization: Bearer <key>` on every route of `app`. Errors: `key-missing`, `key-invalid`. */
export function authenticate(app: FastifyInstance, keys: KeyStore): void {
	const remembered = briefCache<string | undefined>({ milliseconds: REMEMBERED_MS, maximum: REMEMBERED_KEYS });

	app.decorateRequest('tenant', '');
	app.addHook('onRequest', async (request, reply) => {
		const hash = createHash('sha256').update(keyOf(request)).digest();
		const tenant = await remembered(
			hash.toString('base64'),
			() => keys.findTenant(hash),
			(found) => found !== undefined,
		);
		if (!tenant) throw new TerminalError('key-invalid');
		request.tenant = tenant;
		request.log = request.log.child({ tenant });
		reply.log = request.log;
	});
}

function keyOf(request: FastifyRequest): string {
	const key = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
	if (key === undefined) throw new TerminalError('key-missing');
	if (key.length > MAXIMUM_KEY_LENGTH) throw new TerminalError('key-invalid');
	return key;
}
