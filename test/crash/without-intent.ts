/**
 * Loaded before the engine (`--import`), it takes the intent out of effects: what is left writes first and records
 * afterwards, as simple code does. The engine itself is not changed; where its source no longer has what is replaced
 * here, it does not start.
 */
import { registerHooks } from 'node:module';

const EFFECTS = '/engine/adapters/store/shared/run-effects.ts';

const REPLACEMENTS: [string, string][] = [
	[
		'const [intended] = await run(tenant, INTEND, values);',
		`const known = await run(tenant, READ, [tenant, runId, epoch, key]);
			const intended = known.length > 0 ? undefined : { state: 'intended', tries: 1, open_ms: 0, intended_at: new Date() };`,
	],
	[
		'const receiptJson =',
		`if (state === 'done') await run(tenant, INTEND, [tenant, runId, epoch, key, 'any', 0]);
		const receiptJson =`,
	],
];

registerHooks({
	load(url, context, nextLoad) {
		const loaded = nextLoad(url, context);
		if (!url.endsWith(EFFECTS)) return loaded;
		const source = REPLACEMENTS.reduce((text, [from, to]) => {
			if (text.split(from).length !== 2) throw new Error(`${EFFECTS} has not exactly one: ${from}`);
			return text.replace(from, () => to);
		}, String(loaded.source));
		return { ...loaded, source };
	},
});
