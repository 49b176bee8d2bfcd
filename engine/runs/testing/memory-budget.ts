/** The rule of a budget as the stores keep it, for one run in memory. Not for production code. */
import type { BudgetStore } from '../../ports/run-store.ts';

/** What was asked of it and what it answered, in order. Nano-dollars. */
export type BudgetMove =
	| { type: 'reserve'; name: string; nano: number; answer: boolean | undefined }
	| { type: 'settle'; name: string; nano: number; answer: boolean };

export type MemoryBudget = BudgetStore & {
	readonly limitNano: number;
	/** Settled. */
	readonly spentNano: number;
	/** Reserved and not settled: counts as spent. */
	readonly reservedNano: number;
};

export function memoryBudget(limitNano: number, onMove: (move: BudgetMove) => void = () => {}): MemoryBudget {
	const open = new Map<string, number>();
	let [spentNano, reservedNano] = [0, 0];
	return {
		limitNano,
		get spentNano() {
			return spentNano;
		},
		get reservedNano() {
			return reservedNano;
		},
		async reserve(_run, _rootId, name, nano) {
			const answer = spentNano + reservedNano + nano <= limitNano;
			if (answer) {
				reservedNano += nano;
				open.set(name, nano);
			}
			onMove({ type: 'reserve', name, nano, answer });
			return answer;
		},
		async settle(_run, _rootId, name, nano) {
			const reserved = open.get(name);
			const answer = open.delete(name);
			if (answer) {
				reservedNano -= reserved ?? 0;
				spentNano += nano;
			}
			onMove({ type: 'settle', name, nano, answer });
			return answer;
		},
	};
}
