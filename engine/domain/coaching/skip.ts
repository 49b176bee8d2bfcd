/** Calls that are not coached, and why. */
import type { Call } from '../../contract/call.ts';
import type { SkipReason } from '../../contract/coaching.ts';
import type { TenantSettings } from '../../contract/tenant.ts';
import { sameLanguage } from './languages.ts';

/** The first reason that holds, from what is known before the transcript is read; undefined for a call to coach. */
export function skipReason(
	call: Call,
	settings: Pick<TenantSettings, 'optedOutReps' | 'language'>,
	coached: ReadonlySet<string>,
): SkipReason | undefined {
	if (call.private) return 'private';
	if (call.parties.length > 0 && call.parties.every(({ affiliation }) => affiliation === 'internal'))
		return 'internal-only';
	if (optedOut(call, settings.optedOutReps)) return 'opted-out';
	if (!sameLanguage(call.language, settings.language)) return 'language';
	if (coached.has(call.id)) return 'already-coached';
	return undefined;
}

/** By the owner's address, or that of the party who is the owner. */
function optedOut(call: Call, reps: string[]): boolean {
	if (reps.length === 0) return false;
	const out = new Set(reps.map((email) => email.trim().toLowerCase()));
	const addresses = [
		call.rep.email,
		...call.parties.filter(({ userId }) => userId === call.rep.id).map(({ email }) => email),
	];
	return addresses.some((email) => email !== undefined && out.has(email.toLowerCase()));
}
