/** The calls of an account: those of the calls connection, and those that were uploaded. */
import type { Call } from '../../contract/call.ts';
import type { TenantSettings } from '../../contract/tenant.ts';
import type { RunContext } from '../../ports/run-context.ts';
import { UPLOAD } from '../analysis/ready-call.ts';
import type { Account } from '../coaching/account.ts';
import { batches } from '../coaching/batches.ts';
import { listCalls } from '../coaching/list-calls.ts';
import { type ReadyCall, selectCalls } from '../coaching/select-calls.ts';
import { skipReason } from '../coaching/skip.ts';
import { trimmed } from '../coaching/trim.ts';
import { domainOf } from './affiliations.ts';
import type { FoundAccount } from './find-account.ts';
import type { CustomerPorts } from './ports.ts';

/** So many of the newest are analyzed; an account with more than that in a year is not one. */
const MOST_CALLS = 500;

const UPLOADS_A_STEP = 50;

/** Ready to be analyzed; why others are not stands in the account of the run, as for a window. */
export async function callsOfAccount(
	run: RunContext,
	ports: CustomerPorts,
	settings: TenantSettings,
	{ domains, companyIds }: Pick<FoundAccount, 'domains' | 'companyIds'>,
	account: Account,
): Promise<ReadyCall[]> {
	const belongs = (call: Call): boolean => isOfAccount(call, new Set(domains), new Set(companyIds));
	const { calls } = ports;
	const served: AccountCall[] = calls ? (await listCalls(run, { calls }, account.window, belongs)).map(asServed) : [];
	const uploads = await uploadIds(run, ports, domains, account);
	const all = [...served, ...(await uploadedCalls(run, ports, uploads.slice(0, MOST_CALLS)))];
	const newest = all
		.toSorted((one, other) => Date.parse(other.call.started) - Date.parse(one.call.started))
		.slice(0, MOST_CALLS);
	const older = all.length - newest.length + Math.max(0, uploads.length - MOST_CALLS);
	if (older > 0) {
		const text = `${older} older calls are not looked at: of one account the newest ${MOST_CALLS} are.`;
		account.gaps.push({ kind: 'calls-left-out', subject: domains.join(', '), text });
	}
	const candidates = newest.filter(({ upload }) => upload === undefined).map(({ call }) => ({ call }));
	const ready = calls ? await selectCalls(run, { ...ports, calls }, settings, candidates, new Set(), account) : [];
	account.listed = newest.length;
	return [...ready, ...newest.flatMap((one) => readyUpload(one, settings, account))];
}

/** `upload`: reference of the transcript of an uploaded call. */
type AccountCall = { call: Call; upload?: string };

const asServed = (call: Call): AccountCall => ({ call });

function readyUpload({ call, upload }: AccountCall, settings: TenantSettings, account: Account): ReadyCall[] {
	if (upload === undefined) return [];
	const reason = skipReason(call, settings, new Set());
	if (reason === undefined) return [{ call, reference: upload, source: UPLOAD }];
	account.skipped.push({ callId: call.id, reason });
	return [];
}

/** Somebody of the account was on it, or the call service says that it is about one of its companies. */
function isOfAccount({ parties, crm }: Call, domains: ReadonlySet<string>, companyIds: ReadonlySet<string>): boolean {
	return (
		parties.some(({ affiliation, email }) => affiliation !== 'internal' && email && domains.has(domainOf(email))) ||
		crm.some(({ type, id }) => type === 'company' && companyIds.has(id))
	);
}

async function uploadIds(
	run: RunContext,
	{ stored }: Pick<CustomerPorts, 'stored'>,
	domains: string[],
	{ window }: Account,
): Promise<string[]> {
	if (domains.length === 0) return [];
	return run.step('list uploads', () => stored.ofDomains(run.tenant, UPLOAD, domains, window));
}

/** What fits into a step, with the longest addresses of recordings. One that was erased meanwhile is none. */
async function uploadedCalls(
	run: RunContext,
	{ stored }: Pick<CustomerPorts, 'stored'>,
	ids: string[],
): Promise<AccountCall[]> {
	const calls: AccountCall[] = [];
	for (const [position, some] of batches(ids, UPLOADS_A_STEP).entries()) {
		const read = await run.step(`uploads ${position + 1}`, async () => {
			const found = (await Promise.all(some.map((id) => stored.get(run.tenant, id)))).filter(
				(one) => one !== undefined,
			);
			const references = found.map(({ transcript }) => transcript);
			return { calls: trimmed(found.map(({ call }) => call)), references };
		});
		calls.push(...read.calls.map((call, at) => ({ call, upload: read.references[at] })));
	}
	return calls;
}
