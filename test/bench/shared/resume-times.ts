/**
 * How long runs stand still after a kill, by the logs of the processes: from the SIGKILL of the process that held a run
 * (where it is the only process: from its next start) to the moment when the run's next epoch is taken.
 */
import type { EngineProcess } from '../../crash/engine-process.ts';

type Line = { msg?: string; run?: string; epoch?: number; pid?: number };

export type ResumeTimes = {
	/** Hears of its kills and starts from now on. */
	watch(process: EngineProcess): void;
	read(process: EngineProcess, line: string): void;
	/** One for each run that a kill interrupted. */
	seconds(): number[];
};

export function resumeTimes({ single }: { single: boolean }): ResumeTimes {
	/** What each process works on: run → epoch. */
	const held = new Map<EngineProcess, Map<string, number>>();
	/** Runs that wait for their next epoch: since when (not known before the only process starts again). */
	const standing = new Map<string, { epoch: number; since: number | undefined }>();
	const seconds: number[] = [];

	return {
		watch(process) {
			held.set(process, new Map());
			const { end, start } = process;
			process.start = () => {
				// One that is killed while it starts starts once more: that is its restart.
				if (single) for (const run of standing.values()) run.since = performance.now();
				return start();
			};
			process.end = (name) => {
				const now = performance.now();
				for (const [run, epoch] of held.get(process) ?? [])
					standing.set(run, { epoch, since: single ? undefined : now });
				held.set(process, new Map());
				return end(name);
			};
		},
		read(process, text) {
			const { epoch, msg, run } = JSON.parse(text) as Line;
			if (run === undefined || epoch === undefined) return;
			if (msg === 'given back' || msg === 'the run has ended') held.get(process)?.delete(run);
			if (msg !== 'taken') return;
			held.get(process)?.set(run, epoch);
			const before = standing.get(run);
			if (before === undefined || epoch <= before.epoch) return;
			standing.delete(run);
			if (before.since !== undefined) seconds.push((performance.now() - before.since) / 1000);
		},
		seconds: () => seconds,
	};
}
