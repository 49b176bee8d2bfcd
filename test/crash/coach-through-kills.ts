/** Has a day coached while processes are killed and started again; another one as soon as it ends before enough kills. */
import type { RunEvent, RunResult } from '../../engine/contract/run.ts';
import type { SandboxRequest } from '../servers/sandbox.ts';
import type { EngineProcess } from './engine-process.ts';
import { type Installation, SEND_DAY } from './installation.ts';
import { drawMoment, slowDown } from './kill-moments.ts';
import type { Random } from './random.ts';
import { pause, until } from './waiting.ts';

export type CoachedDay = { result: RunResult; events: RunEvent[]; requests: SandboxRequest[] };

export type Course = {
	/** Who was killed when, in words. */
	kills: string[];
	days: CoachedDay[];
};

const WRITES = ['chat.postMessage', 'notes.create'];
/** A process that is starting is killed once more, this long after its start at most, ms. */
const STARTING_MS = 1_500;

export async function coachThroughKills(installation: Installation, random: Random, wanted: number): Promise<Course> {
	const { client, processes, sandbox } = installation;
	const course: Course = { kills: [], days: [] };
	await slowDown(sandbox);
	while (course.kills.length < wanted) {
		const before = (await sandbox.requests()).at(-1)?.n ?? 0;
		const resend = course.days.length > 0 ? { resend: `again-${course.days.length}` } : {};
		const id = await client.submit({ ...SEND_DAY, ...resend });
		const ended = client.ended(id);
		const isOver = ended.then(() => 'over' as const);
		// Where something else fails first, nobody waits for it any more.
		isOver.catch(() => undefined);
		while (course.kills.length < wanted) {
			const writing = (await sandbox.requests(before)).some(({ operation }) => WRITES.includes(operation));
			const moment = drawMoment(random, course.kills.length, writing);
			if ((await Promise.race([moment.come(sandbox), isOver])) === 'over') break;
			const victim = random.pick(processes);
			course.kills.push(`${victim.role} ${moment.description}`);
			await victim.end('SIGKILL');
			await startAgain(victim, random);
		}
		const result = await ended;
		// What is still on its way counts, too.
		await until(
			'the landing of everything',
			async () => (await sandbox.requests(before)).every(({ status }) => status !== 0) || undefined,
		);
		course.days.push({ result, events: await client.events(id), requests: await sandbox.requests(before) });
	}
	return course;
}

/** Some are killed once more while they start. */
async function startAgain(victim: EngineProcess, random: Random): Promise<void> {
	if (random.between(1, 5) === 1) {
		const starting = victim.start();
		await Promise.race([pause(random.between(0, STARTING_MS)), starting]);
		await victim.end('SIGKILL');
		await starting;
	}
	await victim.start();
}
