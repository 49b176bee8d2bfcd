/** Whose request it is: the tenant of the API key, never a field. */
import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
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

/** The tenant that an `Authorization: Bearer <key>` stands for. Errors: `key-missing`, `key-invalid`. */
export function tenantReader(
	keys: Pick<KeyStore, 'findTenant'>,
): (authorization: string | undefined) => Promise<string> {
	const remembered = briefCache<string | undefined>({ milliseconds: REMEMBERED_MS, maximum: REMEMBERED_KEYS });

	return async (authorization) => {
		const hash = createHash('sha256').update(keyOf(authorization)).digest();
		const tenant = await remembered(
			hash.toString('base64'),
			() => keys.findTenant(hash),
			(found) => found !== undefined,
		);
		if (!tenant) throw new TerminalError('key-invalid');
		return tenant;
	};
}

/** Demands the header on every route of `app`. Errors: those of `tenantReader`. */
export function authenticate(app: FastifyInstance, keys: KeyStore): void {
	const tenantOf = tenantReader(keys);

	app.decorateRequest('tenant', '');
	app.addHook('onRequest', async (request, reply) => {
		const tenant = await tenantOf(request.headers.authorization);
		request.tenant = tenant;
		request.log = request.log.child({ tenant });
		reply.log = request.log;
	});
}

function keyOf(authorization: string | undefined): string {
	const key = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
	if (key === undefined) throw new TerminalError('key-missing');
	if (key.length > MAXIMUM_KEY_LENGTH) throw new TerminalError('key-invalid');
	return key;
}
