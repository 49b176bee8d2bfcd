/** Call service, chat, CRM and stores in memory, for tests of the domain. Not for production code. */
import type { Call, CrmReference, Transcript } from '../../contract/call.ts';
import type { CallNote, CoachingMessage } from '../../contract/coaching.ts';
import { TenantSettings } from '../../contract/tenant.ts';
import { toErrorView } from '../../errors.ts';
import type { CallStore } from '../../ports/call-store.ts';
import type { ChatUser } from '../../ports/chat.ts';
import type { CrmCompany, CrmEmail } from '../../ports/crm.ts';
import type { DisagreeAt, Feedback } from '../../ports/feedback.ts';
import type { PageOf } from '../../ports/page-of.ts';
import type { UsablePlaybook } from '../../ports/playbooks.ts';
import type { CarriedCall } from '../../ports/window-store.ts';
import { analyzeCallKind } from '../analysis/analyze-call-kind.ts';
import { analyzeWindow } from '../analysis/analyze-window.ts';
import { ask } from '../analysis/ask.ts';
import { SEARCH_TRANSCRIPTS, searchTranscripts } from '../analysis/search-transcripts.ts';
import { ANALYZE_TRANSCRIPT, type AnalyzeTranscriptInput, analyzeTranscript } from '../calls/analyze-transcript.ts';
import { coachCall } from '../coaching/coach-call.ts';
import { coachDay } from '../coaching/coach-day.ts';
import type { CoachingPorts } from '../coaching/ports.ts';
import { analyzeCustomer } from '../customers/analyze-customer.ts';
import { memoryCallStore } from './memory-calls.ts';
import { memoryCorrespondence } from './memory-correspondence.ts';
import { memoryFeedback } from './memory-feedback.ts';
import { type MemoryRuns, memoryRuns } from './memory-run.ts';

export type World = {
	calls: Call[];
	/** By call id; a call without one has no transcript yet. */
	transcripts: Map<string, Transcript>;
	/** Chat users by e-mail address. */
	users: Map<string, ChatUser>;
	/** CRM records by call id. */
	records: Map<string, CrmReference[]>;
	messages: { to: ChatUser; message: CoachingMessage; keyHash: string }[];
	notes: { to: CrmReference[]; note: CallNote; keyHash: string }[];
	/** What is of no call. */
	told: { to: ChatUser; text: string; keyHash: string }[];
	texts: { to: CrmReference[]; text: string; at: string; keyHash: string }[];
	/** Contacts and deals by company id. */
	around: Map<string, CrmReference[]>;
	settings: TenantSettings;
	now: string;
	/** The mark, calls carried over and coached calls, by window key. */
	mark: string | undefined;
	carried: Map<string, CarriedCall>;
	coached: Set<string>;
	/** Call ids whose analysis fails. */
	broken: Set<string>;
	pageSize: number;
	/** What the CRM knows of companies, and the e-mails that stand on them, by company id. */
	companies: CrmCompany[];
	emails: (CrmEmail & { companyId?: string })[];
	/** As where `PUBLIC_URL` is not set. */
	pageOf: PageOf;
	disagreeAt: DisagreeAt;
	feedback: Feedback;
	/** What was analyzed, and what was uploaded. */
	stored: CallStore;
	/** As where the run names models. */
	writer: CoachingPorts['writer'];
	/** That a run can choose from. */
	playbooks: UsablePlaybook[];
	ports: CoachingPorts;
	runs: MemoryRuns;
};

export function memoryWorld(given: {
	calls: { call: Call; transcript?: Transcript }[];
	settings?: Partial<TenantSettings>;
}): World {
	const stored = new Map<string, Transcript>();
	const world: World = {
		calls: given.calls.map(({ call }) => call),
		transcripts: new Map(given.calls.flatMap(({ call, transcript }) => (transcript ? [[call.id, transcript]] : []))),
		users: new Map(),
		records: new Map(),
		messages: [],
		notes: [],
		told: [],
		texts: [],
		around: new Map(),
		settings: TenantSettings.parse({ zone: 'Europe/Berlin', ...given.settings }),
		now: '2026-11-20T08:00:00Z',
		mark: undefined,
		carried: new Map(),
		coached: new Set(),
		broken: new Set(),
		pageSize: 100,
		companies: [],
		emails: [],
		pageOf: () => undefined,
		disagreeAt: () => undefined,
		feedback: memoryFeedback(),
		stored: memoryCallStore(),
		playbooks: [],
		writer: undefined,
		ports: undefined as unknown as World['ports'],
		runs: undefined as unknown as MemoryRuns,
	};
	for (const { rep, id } of world.calls) {
		const email = rep.email ?? '';
		if (email) world.users.set(email, { id: `U-${rep.id}`, name: rep.name, channel: `D-${rep.id}` });
		world.records.set(id, [{ type: 'deal', id: `deal-${id}`, name: `Deal ${id}` }]);
	}
	const ports: World['ports'] = {
		calls: {
			async list(window, cursor) {
				const at = Number(cursor ?? 0);
				// Like the real service, a little more than what was asked for.
				const found = world.calls.filter(({ started }) => Date.parse(started) >= Date.parse(window.from) - 60_000);
				const next = at + world.pageSize;
				return { calls: found.slice(at, next), cursor: next < found.length ? String(next) : undefined };
			},
			get: async (ids) => world.calls.filter(({ id }) => ids.includes(id)),
			transcripts: async (ids) =>
				ids.flatMap((callId) => {
					const transcript = world.transcripts.get(callId);
					return transcript ? [{ callId, transcript }] : [];
				}),
			test: () => Promise.reject(new Error('not here')),
		},
		chat: {
			findUser: async (email) => world.users.get(email),
			async send(to, message, keyHash) {
				world.messages.push({ to, message: structuredClone(message), keyHash });
				return { id: String(world.messages.length), channel: to.channel };
			},
			async tell(to, text, keyHash) {
				world.told.push({ to, text, keyHash });
				return { id: String(world.told.length), channel: to.channel };
			},
			async find(to, keyHash) {
				const found = [...world.messages, ...world.told].find((one) => one.to.id === to.id && one.keyHash === keyHash);
				return found ? { answer: 'present', receipt: { id: 'found', channel: to.channel } } : { answer: 'absent' };
			},
			test: () => Promise.reject(new Error('not here')),
		},
		crm: {
			locate: async (calls) => calls.map(({ id }) => world.records.get(id) ?? []),
			async writeNote(to, note, keyHash) {
				world.notes.push({ to, note: structuredClone(note), keyHash });
				return { id: String(world.notes.length) };
			},
			async writeText(to, note, keyHash) {
				world.texts.push({ to, ...note, keyHash });
				return { id: String(world.texts.length) };
			},
			around: async (companyId, most) => (world.around.get(companyId) ?? []).slice(0, most),
			async find(_, keyHash) {
				const found = [...world.notes, ...world.texts].some((one) => one.keyHash === keyHash);
				return found ? { answer: 'present', receipt: { id: 'found' } } : { answer: 'absent' };
			},
			...memoryCorrespondence(world),
			test: () => Promise.reject(new Error('not here')),
		},
		transcripts: {
			put: async (_, transcripts) =>
				transcripts.map((transcript) => {
					stored.set(`ref-${transcript.callId}`, transcript);
					return `ref-${transcript.callId}`;
				}),
			get: async (_, reference) => stored.get(reference),
		},
		stored: world.stored,
		playbooks: { list: async () => structuredClone(world.playbooks) },
		windows: {
			completedUntil: async () => world.mark,
			carried: async () => [...world.carried.values()],
			coached: async (_, ids) => ids.filter((id) => world.coached.has(id)),
			async complete(_, { completedUntil, carry, drop, coached }) {
				if (completedUntil && !(world.mark && Date.parse(world.mark) > Date.parse(completedUntil)))
					world.mark = completedUntil;
				for (const one of carry) world.carried.set(one.callId, one);
				for (const id of drop) world.carried.delete(id);
				for (const id of coached) world.coached.add(id);
			},
		},
		get settings() {
			return world.settings;
		},
		get writer() {
			return world.writer;
		},
		hash: (text) => `hash of ${text}`,
		pageOf: (callId, from, shown) => world.pageOf(callId, from, shown),
		disagreeAt: (insight, from, view) => world.disagreeAt(insight, from, view),
		feedback: world.feedback,
		clock: { now: () => new Date(world.now) },
	};
	world.ports = ports;
	world.runs = memoryRuns('acme', {
		'coach-day': (run) => coachDay(run, world.ports),
		'coach-call': (run) => coachCall(run, world.ports),
		'analyze-window': (run) => analyzeWindow(run, { ...world.ports, stored: world.stored }),
		'analyze-call': (run) => analyzeCallKind(run, { ...world.ports, stored: world.stored }),
		'analyze-customer': (run) => analyzeCustomer(run, { ...world.ports, stored: world.stored }),
		ask: (run) => ask(run, { ...world.ports, stored: world.stored }),
		[SEARCH_TRANSCRIPTS]: (run) => searchTranscripts(run, world.ports),
		[ANALYZE_TRANSCRIPT]: (run) => {
			const { call } = (run as { input: AnalyzeTranscriptInput }).input;
			if (world.broken.has(call.id)) throw Object.assign(new Error('broken'), toErrorView(undefined));
			return analyzeTranscript(run, {
				...{ transcripts: world.ports.transcripts, calls: world.stored },
				events: { analyzed: async () => undefined },
			});
		},
	});
	return world;
}
