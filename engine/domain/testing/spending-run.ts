/** A run that spends and keeps steps, in memory, for tests: reserves, settles and records like the real one. Not for production code. */
import { TerminalError } from '../../errors.ts';
import type { RunContext } from '../../ports/run-context.ts';

export type SpendingRun = Pick<RunContext, 'spend' | 'step' | 'signal' | 'tenant'> & {
	/** Dollars: settled, and reserved without an end. */
	readonly spentUsd: number;
	/** What was recorded, by name. */
	readonly recorded: ReadonlyMap<string, unknown>;
	/** Another attempt at the same run: it finds what was recorded, and nothing else. */
	again(signal?: AbortSignal): SpendingRun;
};

type Books = { limit: number; spent: number; reserved: number; recorded: Map<string, string> };

export function spendingRun(budgetUsd: number, signal: AbortSignal = new AbortController().signal): SpendingRun {
	return attempt({ limit: nano(budgetUsd), spent: 0, reserved: 0, recorded: new Map() }, signal);
}

const nano = (usd: number) => Math.ceil(usd * 1e9);

function attempt(books: Books, signal: AbortSignal): SpendingRun {
	const used = new Set<string>();
	/** As in a real run: whoever finds no room waits in turn for those under way. */
	const underWay = new Set<Promise<void>>();
	let turn = Promise.resolve();
	const use = (name: string) => {
		if (used.has(name)) throw new TerminalError('step-name-used');
		used.add(name);
	};
	return {
		signal,
		tenant: 'acme',
		get spentUsd() {
			return (books.spent + books.reserved) / 1e9;
		},
		get recorded() {
			return new Map([...books.recorded].map(([name, text]) => [name, JSON.parse(text)]));
		},
		again: (next = signal) => attempt(books, next),
		async step(name, compute) {
			use(name);
			const known = books.recorded.get(name);
			if (known !== undefined) return JSON.parse(known);
			signal.throwIfAborted();
			const text = JSON.stringify((await compute(signal)) ?? null);
			books.recorded.set(name, text);
			return JSON.parse(text);
		},
		async spend(name, estimateUsd, work) {
			use(name);
			const known = books.recorded.get(name);
			if (known !== undefined) return JSON.parse(known);
			signal.throwIfAborted();
			const estimates = (typeof estimateUsd === 'number' ? [estimateUsd] : estimateUsd).map(nano);
			const done = Promise.withResolvers<void>();
			const reserving = turn.then(async () => {
				for (;;) {
					const taken = estimates.findIndex((most) => books.spent + books.reserved + most <= books.limit);
					if (taken >= 0) {
						books.reserved += estimates[taken] ?? 0;
						underWay.add(done.promise);
						return taken;
					}
					if (underWay.size === 0) throw new TerminalError('budget-exceeded');
					await Promise.race(underWay);
				}
			});
			turn = reserving.then(
				() => {},
				() => {},
			);
			const taken = await reserving;
			try {
				const { value, usedUsd } = await work(signal, taken);
				books.reserved -= estimates[taken] ?? 0;
				books.spent += nano(usedUsd);
				books.recorded.set(name, JSON.stringify(value));
				return JSON.parse(JSON.stringify(value));
			} finally {
				underWay.delete(done.promise);
				done.resolve();
			}
		},
	};
}
