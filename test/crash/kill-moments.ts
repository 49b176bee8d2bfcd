/** Moments to kill at: at requests that the sandbox sees, before or after their answers, and at any other time. */
import type { Sandbox, SandboxRequest } from '../servers/sandbox.ts';
import type { Random } from './random.ts';
import { pause, until } from './waiting.ts';

export type Moment = {
	readonly description: string;
	/** Resolves when it has come. */
	come(sandbox: Sandbox): Promise<void>;
};

/** Every answer takes its time, so that there are moments between a request, its write and its answer. */
const DELAYS_MS: [SandboxRequest['service'], string, number][] = [
	['gong', 'calls.extensive', 300],
	['gong', 'calls.transcript', 300],
	['slack', 'users.lookupByEmail', 150],
	['hubspot', 'contacts.batchRead', 150],
	['slack', 'chat.postMessage', 500],
	['hubspot', 'notes.create', 500],
];
const ALWAYS = 1_000_000;

export async function slowDown(sandbox: Sandbox): Promise<void> {
	for (const [service, operation, delayMs] of DELAYS_MS) {
		await sandbox.fault({ service, operation, kind: 'delay', delayMs, times: ALWAYS });
	}
}

/** The first kills hit the few requests with which a day begins; `writing`: messages and notes are being written. */
export function drawMoment(random: Random, kill: number, writing: boolean): Moment {
	if (kill >= 4 && random.between(1, 2) === 1) return someTime(random.between(0, writing ? 5_000 : 1_000));
	const number = kill < 4 ? 1 : random.between(1, writing ? 6 : 40);
	return random.between(1, 2) === 1 ? whenItArrives(number) : whenItIsAnswered(number, random.pick([0, 0, 200, 1_000]));
}

function someTime(ms: number): Moment {
	return { description: `after ${ms} ms`, come: () => pause(ms) };
}

/** Its write has not been made yet: it lands when its sender is dead. */
function whenItArrives(number: number): Moment {
	return { description: `at request ${number}`, come: async (sandbox) => void (await requestTo(sandbox, number)) };
}

function whenItIsAnswered(number: number, ms: number): Moment {
	return {
		description: `${ms} ms after the answer to request ${number}`,
		async come(sandbox) {
			const { n } = await requestTo(sandbox, number);
			await until('an answer of the sandbox', async () => (await sandbox.requests(n - 1))[0]?.status || undefined);
			await pause(ms);
		},
	};
}

/** The request with that number from now on. */
async function requestTo(sandbox: Sandbox, number: number): Promise<SandboxRequest> {
	const before = (await sandbox.requests()).at(-1)?.n ?? 0;
	return until(`request ${number}`, async () => (await sandbox.requests(before))[number - 1]);
}
