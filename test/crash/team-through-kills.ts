/** Has teams work while processes are killed and started again, and says what was lost, repeated or done twice. */
import type { RunEvent, RunResult } from '../../engine/contract/run.ts';
import type { TeamResult, TeamSource } from '../../engine/contract/team.ts';
import {
	CALLS_OF_A_RUN,
	type CountedModels,
	LEADER,
	MEMBERS,
	markOf,
	messageOf,
	type SeenCall,
} from './counted-models.ts';
import type { EngineProcess } from './engine-process.ts';
import type { Installation } from './installation.ts';
import type { Random } from './random.ts';
import { pause } from './waiting.ts';

const TEAM: TeamSource = {
	...{ name: 'CrashTeam', description: 'Tells colleagues.', mode: 'coordinate', tier: 'low', leader: LEADER },
	members: [LEADER, ...MEMBERS].map((name) => ({
		...{ name, role: 'tells colleagues', instructions: 'Tell them once.', tier: 'low' },
		tools: name === LEADER ? [] : ['slack-notifier'],
	})),
};

/** A connection of a process that was killed is closed by then, ms. */
const CLOSED_MS = 1_000;

export type TeamKills = {
	kills: number;
	/** Runs that are under way at the same time. */
	atOnce: number;
	/** Between two kills, ms. */
	between: [low: number, high: number];
};

/** Lists are in words, for people. */
export type TeamVerdict = {
	runs: number;
	modelCalls: number;
	/** Runs that did not succeed, or not with all they should have done. */
	lost: string[];
	/** Model calls that were made again after they had been recorded. */
	repeatedThoughRecorded: string[];
	/** All model calls that were made again. */
	repeated: number;
	/** Model calls that were under way in a process that was killed. */
	inFlight: number;
	/** Those made again more often than a kill broke them off. */
	unexplained: string[];
	/** Messages that were sent more than once. */
	doubled: string[];
};

type Ended = { run: number; result: RunResult; events: RunEvent[] };

/** Colleagues who have an account in the chat of the sandbox. */
export async function colleaguesOf({ sandbox: { gong } }: Installation): Promise<string[]> {
	const authorization = `Basic ${Buffer.from(`${gong.accessKey}:${gong.accessKeySecret}`).toString('base64')}`;
	const response = await fetch(`${gong.address}/v2/users`, { headers: { authorization } });
	const { users } = (await response.json()) as { users: { emailAddress: string }[] };
	// Of those that follow not everybody has one.
	return users.slice(0, 6).map(({ emailAddress }) => emailAddress);
}

export async function prepareTeam({ command, processes }: Installation, models: CountedModels): Promise<void> {
	await command(['connection', 'add', 'openai', '--name', 'main', '--address', models.address], 'sk-counted');
	const key = await command(['key', 'create', '--name', 'teams']);
	const response = await fetch(`${processes[0]?.address()}/v1/teams/${TEAM.name}`, {
		...{ method: 'PUT', body: JSON.stringify(TEAM) },
		headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
	});
	if (!response.ok) throw new Error(`The team was not taken: ${await response.text()}`);
}

export async function teamThroughKills(
	installation: Installation,
	models: CountedModels,
	random: Random,
	{ kills, atOnce, between }: TeamKills,
): Promise<TeamVerdict> {
	const { client, processes } = installation;
	const killedAt: number[] = [];
	const ended: Ended[] = [];
	let run = 0;

	const lane = async () => {
		while (killedAt.length < kills) {
			run += 1;
			const own = run;
			const id = await client.submit({
				...{ kind: 'run-team', delivery: 'send', connections: { chat: 'slack-main', models: ['openai-main'] } },
				inputs: [{ team: TEAM.name, task: `${markOf(own)} tell three colleagues of it.` }],
			});
			ended.push({ run: own, result: await client.ended(id), events: await client.events(id) });
		}
	};
	const starting = new Map<EngineProcess, Promise<boolean>>();
	const killer = async () => {
		while (killedAt.length < kills) {
			await pause(random.between(...between));
			const victim = random.pick(processes);
			// One that starts is killed, too, but not each time: somebody has to work.
			if (starting.has(victim) && random.between(1, 4) > 1) continue;
			killedAt.push(Date.now());
			await victim.end('SIGKILL');
			await starting.get(victim);
			const started = victim.start().finally(() => starting.delete(victim));
			starting.set(victim, started);
		}
		await Promise.all(starting.values());
	};
	await Promise.all([killer(), ...Array.from({ length: atOnce }, lane)]);
	const { messages } = await installation.sandbox.state();
	return verdictOf({ ended, killedAt, calls: models.calls, texts: messages.map(({ text }) => text) });
}

type Course = { ended: Ended[]; killedAt: number[]; calls: SeenCall[]; texts: string[] };

function verdictOf({ ended, killedAt, calls, texts }: Course): TeamVerdict {
	const recordedAt = recordedOf(ended);
	const sent = Map.groupBy(texts, (text) => text);
	const recorded = (call: SeenCall) => recordedAt.get(nameOf(call)) ?? Number.POSITIVE_INFINITY;
	const broken = calls.filter(({ closedAt }) =>
		killedAt.some((at) => closedAt !== undefined && closedAt >= at && closedAt - at < CLOSED_MS),
	);
	const interrupted = broken.filter((call) => recorded(call) > (call.closedAt as number));
	const interruptions = Map.groupBy(interrupted, nameOf);
	const timesOf = ({ at, closedAt }: SeenCall) =>
		`at ${at}, closed ${closedAt === undefined ? 'never' : closedAt - at}`;
	const unexplained = [...Map.groupBy(calls, nameOf)].flatMap(([name, all]) => {
		if (all.length - 1 <= (interruptions.get(name)?.length ?? 0)) return [];
		const kills = killedAt.filter((at) => all.some((call) => at > call.at - 2_000 && at < call.at + 5_000));
		return [`${name}: ${all.map(timesOf).join(' | ')}; recorded ${recordedAt.get(name)}; kills ${kills.join(', ')}`];
	});
	return {
		runs: ended.length,
		modelCalls: calls.length,
		lost: ended.flatMap((one) => whyLost(one, sent)),
		repeatedThoughRecorded: calls.filter((call) => call.at > recorded(call)).map(nameOf),
		repeated: calls.length - new Set(calls.map(nameOf)).size,
		inFlight: interrupted.length,
		unexplained,
		doubled: [...sent].flatMap(([text, all]) => (all.length > 1 ? [`${text}: ${all.length} times`] : [])),
	};
}

const nameOf = ({ run, member, turn }: Pick<SeenCall, 'run' | 'member' | 'turn'>): string =>
	`run ${run}, ${member}, turn ${turn}`;

/** When each model call was recorded, ms since 1970. */
function recordedOf(ended: readonly Ended[]): Map<string, number> {
	return new Map(
		ended.flatMap(({ run, events }) =>
			events.flatMap((event): [string, number][] => {
				const [, member, turn] = (event.type === 'step' && /(\w+): turn (\d+): model call/.exec(event.name)) || [];
				if (event.type !== 'step' || member === undefined) return [];
				return [[nameOf({ run, member, turn: Number(turn) }), Date.parse(event.at)]];
			}),
		),
	);
}

function whyLost({ run, result, events }: Ended, sent: ReadonlyMap<string, string[]>): string[] {
	const value = result.results[0]?.value as TeamResult | undefined;
	const unsent = MEMBERS.filter((member) => !sent.has(messageOf(run, member)));
	const recorded = events.filter((event) => event.type === 'step' && / model call \d+$/.test(event.name)).length;
	const reasons = [
		...(result.state === 'succeeded' ? [] : [`${result.state} ${result.results[0]?.error?.code}`]),
		...(value?.complete ? [] : [`not complete: ${JSON.stringify(value?.notDone)}`]),
		...(value?.used.modelCalls === CALLS_OF_A_RUN ? [] : [`${value?.used.modelCalls} model calls in the result`]),
		...(recorded === CALLS_OF_A_RUN ? [] : [`${recorded} model calls recorded`]),
		...(unsent.length > 0 ? [`no message by ${unsent.join(', ')}`] : []),
	];
	return reasons.length > 0 ? [`run ${run}: ${reasons.join('; ')}`] : [];
}
