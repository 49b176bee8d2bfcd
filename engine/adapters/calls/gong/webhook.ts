/**
 * Word from Gong's automation rules, signed with its "Signed JWT header": an RS256 JWT in `Authorization`, without
 * "Bearer", whose claims `webhook_url` and `body_sha256` bind it to the address and to the bytes of the body
 * (help.gong.io, "Create a webhook rule").
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { base64url, importSPKI, type JWTPayload, jwtVerify } from 'jose';
import { z } from 'zod';
import { TerminalError } from '../../../errors.ts';
import type { CallWebhook, CallWebhookPlace } from '../../../ports/call-webhook.ts';
import type { Clock } from '../../../ports/clock.ts';
import { toCall } from './call.ts';
import { parseKeepingDigits } from './json.ts';
import { CallData } from './schema.ts';

/** How far the clocks of Gong and of this machine may differ, s. */
const CLOCK_TOLERANCE_S = 60;

const COMPACT = /^[\w-]+\.[\w-]+\.([\w-]+)$/;

const Trial = z.object({ isTest: z.boolean().nullish() });
const Finished = z.object({ callData: CallData });

export function createGongWebhook({ clock }: { clock: Pick<Clock, 'now'> }): CallWebhook {
	return {
		async read(place, { authorization, body }) {
			checkClaims(await verifiedClaims(authorization, place.publicKey, clock.now()), place, body);
			// From here on Gong said it.
			const said = parsed(body);
			return readAs(Trial, said).isTest ? undefined : toCall(readAs(Finished, said).callData);
		},
	};
}

/** Of `exp` and `nbf` those are checked that are there: Gong's own description names neither. */
async function verifiedClaims(token: string | undefined, publicKey: string, now: Date): Promise<JWTPayload> {
	const signature = COMPACT.exec(token ?? '')?.[1];
	if (token === undefined || signature === undefined) throw notValid('no JWT in the header Authorization');
	try {
		// The last character has bits to spare: the same signature must not be written in several ways.
		if (base64url.encode(base64url.decode(signature)) !== signature) throw new Error('the signature is not canonical');
		const key = await importSPKI(publicKey, 'RS256');
		const options = { algorithms: ['RS256'], currentDate: now, clockTolerance: CLOCK_TOLERANCE_S };
		return (await jwtVerify(token, key, options)).payload;
	} catch (error) {
		throw notValid((error as Error).message);
	}
}

function checkClaims(claims: JWTPayload, { address }: CallWebhookPlace, body: Uint8Array): void {
	if (claims.webhook_url !== address)
		throw notValid('webhook_url is another address than `connection webhook` printed');
	const digest = createHash('sha256').update(body).digest();
	const claimed = Buffer.from(typeof claims.body_sha256 === 'string' ? claims.body_sha256 : '', 'hex');
	if (claimed.length !== digest.length || !timingSafeEqual(claimed, digest)) {
		throw notValid('body_sha256 is not that of the body');
	}
}

/** `why` is for the log; the answer is the same for all. */
function notValid(why: string): TerminalError {
	return new TerminalError('signature-not-valid', undefined, { cause: new Error(why) });
}

function parsed(body: Uint8Array): unknown {
	try {
		return parseKeepingDigits(new TextDecoder('utf-8', { fatal: true }).decode(body));
	} catch (error) {
		throw new TerminalError('body-not-json', undefined, { cause: error });
	}
}

function readAs<Schema extends z.ZodType>(schema: Schema, said: unknown): z.output<Schema> {
	const read = schema.safeParse(said);
	if (read.success) return read.data;
	// The path and what would be right, never the value: it may be what a customer said.
	const fields = read.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
	throw new TerminalError('bad-request', 'What Gong sent cannot be read.', { details: { fields } });
}
