/** Every CRM, opened over the sandbox with the records of one demo account. */
import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { createHubspot } from '../../../engine/adapters/crm/hubspot.ts';
import { createOutbound } from '../../../engine/adapters/outbound/http.ts';
import type { Call, CrmReference } from '../../../engine/contract/call.ts';
import type { Crm } from '../../../engine/ports/crm.ts';
import { type Sandbox, type SandboxFault, startSandbox } from '../../servers/sandbox.ts';
import { type RecordedRateLimit, recordedRateLimit, unstopped } from './fakes.ts';

export type Adapter = {
	name: string;
	service: 'hubspot';
	secret: string;
	/** The operation that writes, those that look for a note, and those that read companies and e-mails. */
	operations: { write: string; find: string[]; emails: string[] };
	search: RegExp;
	/** `emails`: without it they say nothing, and everything else goes on. */
	scopes: { missing: string[]; left: string[]; emails: string };
	open(sandbox: Sandbox, rateLimit: RecordedRateLimit): Crm;
};

export const ADAPTERS: Adapter[] = [
	{
		name: 'HubSpot',
		service: 'hubspot',
		secret: 'pat-sandbox',
		operations: {
			write: 'notes.create',
			find: ['associations.read', 'notes.batchRead'],
			emails: ['companies.search', 'associations.batchRead', 'emails.batchRead'],
		},
		search: /search/,
		scopes: {
			missing: ['crm.objects.contacts.write'],
			left: ['crm.objects.contacts.read', 'crm.objects.companies.read', 'crm.objects.deals.read'],
			emails: 'sales-email-read',
		},
		open: ({ hubspot }, rateLimit) =>
			createHubspot({
				...hubspot,
				outbound: createOutbound({ timeoutMs: 5_000 }),
				rateLimit,
				limitName: 'acme/hubspot-main',
			}),
	},
];

/** Customers of the demo calls, of one account with a deal. */
export const TOM = 'tom.verhoeven@haldenfreight.example';
export const ANKE = 'anke.jansen@haldenfreight.example';

export function callWith(emails: string[], crm: CrmReference[] = []): Call {
	return {
		id: '1',
		url: 'https://app.gong.example/call?id=1',
		title: 'Security <review>',
		started: '2026-11-20T09:00:00+01:00',
		durationSeconds: 60,
		language: 'eng',
		private: false,
		parties: [
			{ name: 'Maya', email: 'maya.okafor@larkspur.example', affiliation: 'internal' },
			...emails.map((email) => ({ name: email, email, affiliation: 'external' as const })),
		],
		rep: { id: '9', name: 'Maya' },
		crm,
	};
}

/** The records of one call. */
export async function locate(crm: Crm, call: Call): Promise<CrmReference[]> {
	const [records] = await crm.locate([call], unstopped);
	return records ?? [];
}

export const identity = (references: CrmReference[]) => references.map(({ type, id }) => `${type} ${id}`);

export type FaultKind = Omit<SandboxFault, 'service' | 'operation'>;

export type OpenCrm = {
	readonly sandbox: Sandbox;
	/** New for each test, and so is its limit. */
	readonly crm: Crm;
	readonly rateLimit: RecordedRateLimit;
	/** The records of Tom and Anke. */
	readonly targets: CrmReference[];
	fault(operation: string | undefined, what: FaultKind): Promise<void>;
	/** Gives the key all scopes, or these. */
	allow(scopes?: string[]): Promise<void>;
};

/** To be called inside a `describe`. The sandbox is empty before each test; its search index shows nothing new. */
export function useCrm(adapter: Adapter): OpenCrm {
	let sandbox: Sandbox;
	let crm: Crm;
	let rateLimit: RecordedRateLimit;
	let targets: CrmReference[];
	const { missing, left, emails } = adapter.scopes;
	const allow = (scopes = [...left, ...missing, emails]) => sandbox.settings({ hubspot: { scopes } });

	beforeAll(async () => {
		sandbox = await startSandbox({ today: '2026-11-21' });
		// An index that shows nothing while the test lasts.
		await sandbox.settings({ hubspot: { searchLagMs: 3_600_000, perTenSeconds: 0 } });
		targets = await locate(adapter.open(sandbox, recordedRateLimit()), callWith([TOM, ANKE]));
	});
	beforeEach(async () => {
		await sandbox.reset();
		await sandbox.settings({ hubspot: { ask: 'open' } });
		await allow();
		rateLimit = recordedRateLimit();
		crm = adapter.open(sandbox, rateLimit);
	});
	afterAll(() => sandbox?.stop());

	return {
		get sandbox() {
			return sandbox;
		},
		get crm() {
			return crm;
		},
		get rateLimit() {
			return rateLimit;
		},
		get targets() {
			return targets;
		},
		fault: (operation, what) => sandbox.fault({ service: adapter.service, operation, ...what }),
		allow,
	};
}
