/**
 * Loaded before the engine (`--import`), it takes the intent out of effects: what is left writes first and records
 * afterwards, as simple code does. The engine itself is not changed; where its source no longer has the place that is
 * replaced here, it does not start.
 */
import { registerHooks } from 'node:module';

const EFFECTS = '/engine/adapters/store/shared/run-effects.ts';

const CREATE = 'export function createEffectStore(';

/** Looks whether the effect is recorded as done; if not, it may be written, and is recorded afterwards. */
const WITHOUT_INTENT = `
export function createEffectStore(database) {
	const store = createCompleteEffectStore(database);
	const never = { rootId: '', runId: '', epoch: 0, since: new Date(), openMs: 0, receipt: undefined, tries: 1 };
	return {
		...store,
		async intend({ tenant }, key) {
			const text = 'select root_id, receipt from effects where tenant_id = $1 and key = $2';
			const [done] = await database.tenant(tenant, (query) => query(text, [tenant, key]));
			if (!done) return { mine: true, row: { ...never, state: 'intended' } };
			return { mine: false, row: { ...never, state: 'done', rootId: done.root_id, receipt: done.receipt } };
		},
		async done(attempt, key, tries, receipt) {
			await store.intend(attempt, key, 'any', { deadlineMs: 0, graceMs: 0 });
			return store.done(attempt, key, tries, receipt);
		},
	};
}
`;

registerHooks({
	load(url, context, nextLoad) {
		const loaded = nextLoad(url, context);
		if (!url.endsWith(EFFECTS)) return loaded;
		const source = String(loaded.source);
		if (source.split(CREATE).length !== 2) throw new Error(`${EFFECTS} has not exactly one "${CREATE}"`);
		return { ...loaded, source: source.replace(CREATE, 'function createCompleteEffectStore(') + WITHOUT_INTENT };
	},
});
