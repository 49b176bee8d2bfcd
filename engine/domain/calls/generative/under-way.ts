/** Two runs of one engine that read the same call at the same moment: the second waits for the first, and finds its answers. */
import type { ModelAnswers } from '../../../ports/model-answers.ts';

/** Of a store of answers those that somebody is asking for, each until that is over. */
const asking = new WeakMap<ModelAnswers, Map<string, Promise<void>>>();

/**
 * Looks up which keys are known while nobody else asks for one of them; those that are not are from then on asked for here,
 * until `over`. All are taken at once, so two that wait never wait for each other. Rejects with what aborts the signal.
 */
export async function withoutOthers(
	answers: ModelAnswers,
	tenant: string,
	keys: readonly string[],
	signal: AbortSignal,
): Promise<{ known: string[]; over: () => void }> {
	const others = asking.get(answers) ?? new Map<string, Promise<void>>();
	asking.set(answers, others);
	const nameOf = (key: string) => JSON.stringify([tenant, key]);
	const waitedFor = () => keys.flatMap((key) => others.get(nameOf(key)) ?? []);
	for (;;) {
		while (waitedFor().length > 0) await orAborted(Promise.all(waitedFor()), signal);
		const known = [...(await answers.known(tenant, keys)).keys()];
		if (waitedFor().length > 0) continue;
		const { promise, resolve } = Promise.withResolvers<void>();
		const names = keys.filter((key) => !known.includes(key)).map(nameOf);
		for (const name of names) others.set(name, promise);
		const over = () => {
			for (const name of names) others.delete(name);
			resolve();
		};
		return { known, over };
	}
}

async function orAborted(waited: Promise<unknown>, signal: AbortSignal): Promise<void> {
	signal.throwIfAborted();
	const { promise, reject } = Promise.withResolvers<never>();
	const abort = () => reject(signal.reason);
	signal.addEventListener('abort', abort, { once: true });
	try {
		await Promise.race([waited, promise]);
	} finally {
		signal.removeEventListener('abort', abort);
	}
}
