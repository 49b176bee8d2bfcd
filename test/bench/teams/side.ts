/** One side of the bench, in a process of its own: does so many pieces of work when it is told to, and says what they took. */
import { concurrently, quantile } from '../shared/figures.ts';
import { ANSWER } from './work.ts';

export type Order = { runs: number; atOnce: number };

export type Took = {
	seconds: number;
	/** Of this process, ms for each piece of work. */
	cpuMs: number;
	/** From the beginning of a piece of work to its answer, ms. */
	p50Ms: number;
	/** The most memory that this process ever had, MiB. */
	peakMiB: number;
};

/** `work`: does the piece with that number and returns the answer. */
export function serveSide(work: (run: number) => Promise<string>): void {
	let run = 0;
	process.on('message', async ({ runs, atOnce }: Order) => {
		const numbers = Array.from({ length: runs }, () => ++run);
		const took: number[] = [];
		const cpu = process.cpuUsage();
		const began = performance.now();
		await concurrently(numbers, atOnce, async (number) => {
			const from = performance.now();
			check(await work(number));
			took.push(performance.now() - from);
		});
		const seconds = (performance.now() - began) / 1_000;
		const { user, system } = process.cpuUsage(cpu);
		process.send?.({
			...{ seconds, cpuMs: (user + system) / 1_000 / runs, p50Ms: quantile(took, 0.5) },
			peakMiB: process.resourceUsage().maxRSS / 1_024,
		} satisfies Took);
	});
	process.once('SIGTERM', () => process.exit(0));
	// Nobody is left to say more.
	process.once('disconnect', () => process.exit(0));
	process.stdout.write(`${JSON.stringify({ ready: true })}\n`);
}

/** Ours has numbers in place of the proofs. */
const withoutProofs = (text: string): string => text.replace(/ \[[^\]]*\]/g, '');

function check(answer: string): void {
	if (withoutProofs(answer) !== withoutProofs(ANSWER)) throw new Error(`That is no answer: ${answer.slice(0, 300)}`);
}
