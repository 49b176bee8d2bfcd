/** What a member remembers when it begins, and what it keeps when it has reported. */

import { SophiaError, TerminalError } from '../../errors.ts';
import type { MemoryItem } from '../../ports/memory.ts';
import type { Message } from '../../ports/model.ts';
import type { Summarize } from '../../ports/session-memory.ts';
import { fenced } from './fence.ts';
import { visible } from './readable.ts';
import type { Passage, Report, Seat, TeamRun } from './team-run.ts';
import { recount, type Tally, turnOf } from './think.ts';

const SESSION = 'redis';
/** Long-term memory without a collection. */
const PLAIN = 'postgresql';

/** Of long-term memory. */
const MOST_RECALLED = 5;

/** Of a report that is kept, characters. */
const MOST_KEPT = 6_000;

export type Remembered = { session: Message[]; passages: Passage[] };

const NOTHING: Remembered = { session: [], passages: [] };

const collectionOf = (memory: string): string => (memory === PLAIN ? '' : memory);

/** Each member has a session memory of its own in each conversation. */
function scopeOf({ run }: TeamRun, { agent, team }: Seat) {
	const { sessionId } = run.input;
	return sessionId === undefined ? undefined : { tenant: run.tenant, user: `${sessionId}/${team.name}/${agent.name}` };
}

/** Recorded, so that a replay remembers the same. What cannot be remembered now is said, and holds nobody up. */
export async function remember(team: TeamRun, seat: Seat, task: string): Promise<Remembered> {
	const { run, ports } = team;
	const { agent, place } = seat;
	if (agent.memory === undefined) return NOTHING;
	const name = `${place} ${agent.name}: remembered`;
	if (agent.memory === SESSION) {
		const scope = scopeOf(team, seat);
		if (!scope) return NOTHING;
		return { session: await tried(team, seat, name, () => ports.sessions.read(scope), []), passages: [] };
	}
	const collection = collectionOf(agent.memory);
	const recall = () => ports.memory.recall(run.tenant, collection, task, MOST_RECALLED);
	const items = await tried(team, seat, name, recall, []);
	const passages = items.map((item, at) => passageOf(item, `r${place}-0-${at + 1}`, agent.name));
	return { session: [], passages };
}

/** Of an earlier run, and perhaps never proven: it is read, and proves nothing in this one. */
function passageOf({ text }: MemoryItem, id: string, member: string): Passage {
	return { id, member, tool: 'remember', text: visible(text) };
}

/** Once for each report, through crashes. */
export async function keep(team: TeamRun, seat: Seat, tally: Tally, task: string, report: Report): Promise<void> {
	const { run, ports } = team;
	const { agent, place } = seat;
	if (agent.memory === undefined || report.state !== 'done' || report.text === '') return;
	const name = `${place} ${agent.name}: kept`;
	const id = `${run.id} ${place}`;
	const text = report.text.slice(0, MOST_KEPT).toWellFormed();
	if (agent.memory === SESSION) {
		const scope = scopeOf(team, seat);
		if (!scope) return;
		const said: Message[] = [
			{ role: 'user', content: task },
			{ role: 'assistant', content: text },
		];
		let asked = false;
		const summarized = ports.models && summarizer(team, seat, tally);
		const summarize: Summarize | undefined =
			summarized &&
			((older) => {
				asked = true;
				return summarized(older);
			});
		await tried(team, seat, name, () => ports.sessions.append(scope, id, said, summarize), undefined);
		// What was kept before the process died asks for no summary again, and yet it was paid.
		if (!asked) await recount(team, seat, tally, summaryName(seat));
		return;
	}
	const from = {
		runId: run.rootId,
		team: seat.team.name,
		member: agent.name,
		task: task.slice(0, 1_000).toWellFormed(),
	};
	const item = { id, collection: collectionOf(agent.memory), text, from, people: peopleIn(`${task}\n${text}`) };
	await tried(team, seat, name, () => ports.memory.keep(run.tenant, item), undefined);
}

const summaryName = ({ place, agent }: Seat): string => `${place} ${agent.name}: summary`;

const MOST_SUMMARY_TOKENS = 300;

/** By a small model, within the limits of the team. Throws where none answers: then the older turns stay as they are. */
function summarizer(team: TeamRun, seat: Seat, tally: Tally): Summarize {
	const small: Seat = { ...seat, agent: { ...seat.agent, tier: 'low' } };
	return async (older) => {
		const text = older.map(({ role, content }) => `${role}: ${content}`).join('\n');
		const answered = await turnOf(team, small, tally, {
			name: summaryName(seat),
			messages: [
				{ role: 'system', content: team.ports.prompts.summarize.text, keep: true },
				{ role: 'user', content: fenced('conversation', 'What was said:', text) },
			],
			maxOutputTokens: MOST_SUMMARY_TOKENS,
		});
		if ('stopped' in answered) throw new TerminalError('models-failed', answered.stopped.message);
		return answered.text;
	};
}

/** A memory that cannot be reached is said, and holds nobody up. */
async function tried<Value>(
	{ run, notDone }: TeamRun,
	{ agent }: Seat,
	name: string,
	work: () => Promise<Value>,
	instead: Value,
): Promise<Value> {
	const outcome = await run.step(name, async (): Promise<{ value?: Value; failed?: { code: string; why: string } }> => {
		try {
			return { value: await work() };
		} catch (error) {
			run.signal.throwIfAborted();
			if (!(error instanceof SophiaError)) throw error;
			return { failed: { code: error.code, why: error.message } };
		}
	});
	if (!outcome.failed) return outcome.value ?? instead;
	notDone.push({ what: `The memory of ${agent.name}`, ...outcome.failed });
	return instead;
}

const ADDRESS = /[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+/g;

const peopleIn = (text: string): string[] => [...new Set(text.toLowerCase().match(ADDRESS) ?? [])].slice(0, 50);
