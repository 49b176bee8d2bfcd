/** Analyzed and uploaded calls in memory, for tests of the domain. Not for production code. */
import type { CallStore, StoredCall } from '../../ports/call-store.ts';

export function memoryCallStore(): CallStore {
	const stored = new Map<string, StoredCall>();
	const within = (moment: string, { from, to }: { from: string; to: string }) =>
		Date.parse(moment) >= Date.parse(from) && Date.parse(moment) < Date.parse(to);
	return {
		async put(_, calls) {
			for (const { forget, ...one } of calls) {
				const before = forget ? undefined : stored.get(one.call.id);
				const facts = JSON.stringify([before?.call, before?.transcript]) === JSON.stringify([one.call, one.transcript]);
				if (one.source === 'upload' && one.analysis && !forget && !facts) continue;
				const analysis = one.analysis ?? before?.analysis;
				const same = before?.transcript === one.transcript;
				const playbook = one.playbook ?? (same ? before?.playbook : undefined);
				const found = { ...(analysis ? { analysis } : {}), ...(playbook ? { playbook } : {}) };
				stored.set(one.call.id, structuredClone({ ...one, ...found }));
			}
		},
		get: async (_, callId) => structuredClone(stored.get(callId)),
		talks: async (_, repId, window) =>
			[...stored.values()]
				.filter(({ call, analysis }) => call.rep.id === repId && analysis && within(call.started, window))
				.filter(({ call }) => call.times === undefined)
				.sort((one, other) => Date.parse(other.call.started) - Date.parse(one.call.started))
				.flatMap(({ call, analysis }) =>
					analysis ? [{ callId: call.id, started: call.started, talk: analysis.talk }] : [],
				),
		ofDomains: async (_, source, domains, window) =>
			[...stored.values()]
				.filter(
					(one) =>
						one.source === source &&
						within(one.call.started, window) &&
						one.call.parties.some(({ email }) => domains.includes(email?.toLowerCase().split('@')[1] ?? '')),
				)
				.sort((one, other) => Date.parse(other.call.started) - Date.parse(one.call.started))
				.map(({ call }) => call.id),
	};
}
