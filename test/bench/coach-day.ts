/** How much memory a large day needs: the peak of 200 calls on PostgreSQL over the same process idle. */
import { readFile } from 'node:fs/promises';
import { install, SEND_DAY } from '../crash/installation.ts';
import { startPostgres } from '../servers/postgres.ts';
import { option, print } from './shared/figures.ts';

const CALLS = option('calls', 200);
const MEBIBYTE = 1024;

/** Linux keeps both: what a process has now, and the most that it ever had. KiB. */
async function memory(pid: number): Promise<{ now: number; peak: number }> {
	const status = await readFile(`/proc/${pid}/status`, 'utf8');
	const read = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]);
	return { now: read('VmRSS'), peak: read('VmHWM') };
}

/** The least of ten looks a second apart: what a process needs that has nothing to do. */
async function idleMemory(pid: number): Promise<number> {
	const looks: number[] = [];
	for (let look = 0; look < 10; look += 1) {
		looks.push((await memory(pid)).now);
		await new Promise((resolve) => setTimeout(resolve, 1_000));
	}
	return Math.min(...looks);
}

const postgres = await startPostgres();
const installation = await install({ roles: ['all'], dayCalls: CALLS, env: { DATABASE_URL: postgres.url } });
try {
	const pid = installation.processes[0]?.pid() as number;
	const idle = await idleMemory(pid);
	const began = performance.now();
	const result = await installation.client.ended(await installation.client.submit(SEND_DAY));
	const seconds = (performance.now() - began) / 1000;
	if (result.state !== 'succeeded') throw new Error(`the day is ${result.state}: ${JSON.stringify(result.results)}`);
	const { peak } = await memory(pid);
	const note = `${CALLS} calls, role all on PostgreSQL, in ${seconds.toFixed(0)} s`;
	const figure = (metric: string, value: number, unit: string, text: string) =>
		print({ bench: 'coach-day', metric, value, unit, note: text });
	figure('rss_peak_mib', peak / MEBIBYTE, 'MiB', note);
	figure('rss_baseline', idle / MEBIBYTE, 'MiB', 'the same process before, least of ten looks');
	figure('rss_ratio', peak / idle, 'ratio', note);
} finally {
	await installation.remove();
	await postgres.remove();
}
