/** One use of a tool by a member: checked, agreed to where it has to be, done once, and cut to what a model can read. */
import type { GrantedTool, ToolUse } from '../../contract/team.ts';
import { SophiaError, TerminalError } from '../../errors.ts';
import type { ToolCall } from '../../ports/model.ts';
import type { ReadingTool, Tool, WritingTool } from '../../ports/tool.ts';
import { faultsOf } from './check-json.ts';
import { stoppedBy } from './limits.ts';
import type { Meter } from './meter.ts';
import { readable, visible } from './readable.ts';
import { askedName, outcomeName, type Place } from './step-names.ts';
import type { TeamRun } from './team-run.ts';
import { traceTool } from './trace.ts';

/** Of one tool call; a tool that writes has the deadline of its effect. */
const READ_MS = 30_000;

/** Characters of what a tool returned. */
const MOST_CHARACTERS = 20_000;

/** Characters of what the result of the run shows. */
const MOST_SHOWN = 600;

export type Use = {
	/** Of the step; unique within the run. */
	name: string;
	/** Of the result. */
	id: string;
	place: Place;
	member: string;
	meter: Meter;
	granted: GrantedTool;
	call: ToolCall;
	/** The turn after it was recorded by an earlier attempt: what was not used by then is not used any more. */
	over?: boolean;
};

/** `text`: for the model. `passage`: whether it may be quoted. */
export type Used = { use: ToolUse; text: string; passage: boolean };

/** Never throws what is a matter of the tool: that is told to the model. */
export async function useTool(team: TeamRun, one: Use): Promise<Used> {
	const { run, toolbox } = team;
	const { granted, call } = one;
	const known = await usedBefore(team, one);
	if (known) return known;
	const tool = toolbox.tools.get(granted.name);
	if (!tool) {
		const reason = toolbox.missing.find(({ tool: name }) => name === granted.name)?.reason;
		return refused(one, call.arguments, reason ?? 'It is not connected.');
	}
	const faults = faultsOf(tool.input, call.arguments);
	if (faults.length > 0) return refused(one, call.arguments, `The arguments do not fit: ${faults.join('; ')}.`);
	const preview = tool.writes && !mayWrite(team, tool);
	if (one.over && !preview && !run.recorded(askedName(one.name))) {
		return refused(one, call.arguments, 'It could not be used when it was asked for.');
	}
	try {
		one.meter.toolCall(one.name);
	} catch (error) {
		const stopped = stoppedBy(error);
		if (!stopped || run.signal.aborted) throw error;
		if (stopped.limit) team.stoppedBy ??= stopped.limit;
		return refused(one, call.arguments, stopped.message, stopped.code);
	}
	if (preview) return shown(one, tool);
	const agreed = needsApproval(team, one, tool) ? await agree(team, one, tool) : { input: call.arguments };
	if ('refused' in agreed) return refused(one, call.arguments, agreed.refused, agreed.code);
	return tool.writes ? write(team, one, tool, agreed.input) : read(team, one, tool, agreed.input);
}

/** What an earlier attempt recorded stands, also where the tool is gone by now or has another schema. */
async function usedBefore(team: TeamRun, one: Use): Promise<Used | undefined> {
	const { run } = team;
	const [readBefore, wroteBefore] = [run.recorded(one.name), run.recorded(outcomeName(one.name))];
	if (!readBefore && !wroteBefore) return undefined;
	const agreed = run.recorded(askedName(one.name)) ? await agree(team, one, undefined) : undefined;
	const input = agreed && 'input' in agreed ? agreed.input : one.call.arguments;
	if (wroteBefore) return ofOutcome(one, input, await run.step<Outcome>(outcomeName(one.name), neverAgain));
	return ofAnswer(one, input, await run.step<Answer & Timed>(one.name, neverAgain));
}

const neverAgain = async (): Promise<never> => {
	throw new RangeError('What was recorded is not computed.');
};

function mayWrite({ run }: TeamRun, tool: WritingTool): boolean {
	return run.delivery === 'send' || (run.delivery === 'only-me' && tool.onlyMe);
}

function needsApproval({ run }: TeamRun, { granted }: Use, tool: Tool): boolean {
	return tool.approval || granted.approval === 'required' || (tool.writes && run.input.approval === 'writes');
}

/**
 * A person says yes, no, or yes to something else. While the person thinks, the clock of the team stands still. `tool`:
 * undefined where it was used already.
 */
async function agree(
	{ run, ports, notDone }: TeamRun,
	{ name, member, meter, granted, call }: Use,
	tool: Tool | undefined,
): Promise<{ input: unknown } | { refused: string; code?: string }> {
	const now = async () => ports.clock.now().getTime();
	const asked = await run.step(askedName(name), now);
	const question = {
		...{ title: `${member} wants to use ${granted.name}.`, tool: granted.name },
		...{ member, input: call.arguments },
	};
	const answer = await run.ask(`${name}: agreed`, question).catch(unanswered);
	meter.waited(askedName(name), asked, await run.step(`${name}: answered`, now));
	if (answer instanceof SophiaError) {
		const { code, message } = answer;
		notDone.push({ what: `What ${member} wanted to do by ${granted.name}`, why: message, code });
		return { refused: message, code };
	}
	if (answer.answer === 'no') return { refused: `A person said no${answer.reason ? `: ${answer.reason}` : '.'}` };
	if (answer.answer === 'yes') return { input: call.arguments };
	const faults = tool ? faultsOf(tool.input, answer.input) : [];
	return faults.length === 0
		? { input: answer.input }
		: { refused: `A person changed the arguments, and they do not fit: ${faults.join('; ')}.` };
}

/** Nobody answered in time: the team goes on without. */
function unanswered(error: unknown): SophiaError {
	if (error instanceof SophiaError && error.code === 'approval-overdue') return error;
	throw error;
}

/** When it was used, ms since 1970, and how long it took. */
type Timed = { at: number; ms: number };
type Failed = { failed: { code: string; message: string } };
type Answer = { text: string } | Failed;
type Outcome = Timed &
	({ state: 'done'; text: string } | ({ state: 'failed' } & Failed) | { state: 'unconfirmed'; reason: string });

async function read(team: TeamRun, one: Use, tool: ReadingTool, input: unknown): Promise<Used> {
	const { run, ports } = team;
	const { clock } = ports;
	const used = async (): Promise<Answer> => {
		const over = new AbortController();
		const late = () => new TerminalError('tool-timed-out', `${tool.name} did not answer in ${READ_MS / 1_000} s.`);
		const callOff = clock.after(READ_MS, () => over.abort(late()));
		const signal = AbortSignal.any([one.meter.signal, over.signal]);
		try {
			return { text: textOf(tool, checked(tool, await raced(tool.use(input, signal), signal))) };
		} catch (error) {
			run.signal.throwIfAborted();
			return { failed: failureOf(error) };
		} finally {
			callOff();
		}
	};
	const answer = await run.step(one.name, async (): Promise<Answer & Timed> => {
		const startedAt = clock.now();
		const told = await used();
		const failure =
			'failed' in told ? { state: 'failed' as const, code: told.failed.code } : { state: 'done' as const };
		traceTool(team, one, tool, startedAt, failure);
		return { ...told, ...timed(startedAt, clock.now()) };
	});
	return ofAnswer(one, input, answer);
}

function ofAnswer(one: Use, input: unknown, answer: Answer & Timed): Used {
	if ('failed' in answer) return failed(one, input, answer.failed, answer);
	return done(one, input, answer.text, answer);
}

const timed = (from: Date, to: Date): Timed => ({ at: from.getTime(), ms: to.getTime() - from.getTime() });

async function write(team: TeamRun, one: Use, tool: WritingTool, input: unknown): Promise<Used> {
	const { run, ports } = team;
	const startedAt = ports.clock.now();
	const key = `team ${run.id} ${one.name}${run.resend ? ` ${run.resend}` : ''}`;
	const recorded = outcomeName(one.name);
	const outcome = await run.effect(key, tool.attempt(input, key));
	// A write that failed may be tried again by a replay, and then all that was built on its failure would not fit.
	const ended = await run.step(recorded, async (): Promise<Outcome> => {
		traceTool(team, one, tool, startedAt, { state: outcome.state });
		const when = timed(startedAt, ports.clock.now());
		if (outcome.state === 'done') return { state: outcome.state, text: textOf(tool, outcome.receipt), ...when };
		if (outcome.state === 'failed') return { state: outcome.state, failed: outcome.error, ...when };
		return { state: 'unconfirmed', reason: outcome.reason, ...when };
	});
	return ofOutcome(one, input, ended);
}

function ofOutcome(one: Use, input: unknown, ended: Outcome): Used {
	if (ended.state === 'failed') return failed(one, input, ended.failed, ended);
	if (ended.state === 'done') return done(one, input, ended.text, ended);
	const text = `It is not known whether this was done: ${ended.reason} Do not repeat it.`;
	return { use: useOf(one, 'unconfirmed', input, text, 'effect-unconfirmed', ended), text, passage: false };
}

/** A tool that does not listen to its signal does not hold the team up. */
function raced<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
	const { promise, reject } = Promise.withResolvers<never>();
	const stop = () => reject(signal.reason);
	if (signal.aborted) stop();
	signal.addEventListener('abort', stop, { once: true });
	promise.catch(() => {});
	return Promise.race([work, promise]).finally(() => signal.removeEventListener('abort', stop));
}

function checked(tool: Tool, value: unknown): unknown {
	const faults = tool.output ? faultsOf(tool.output, value) : [];
	if (faults.length === 0) return value;
	throw new TerminalError('tool-failed', `What ${tool.name} returned does not fit its schema: ${faults.join('; ')}.`);
}

function textOf(tool: Tool, value: unknown): string {
	const most = Math.min(tool.mostCharacters ?? MOST_CHARACTERS, MOST_CHARACTERS);
	const text = readable(value ?? 'Done.');
	if (text.length <= most) return visible(text);
	return `${visible(text.slice(0, most).toWellFormed())}\n(cut: it was ${text.length} characters long)`;
}

/** What a tool throws that is no error of ours says nothing to anybody: its text may hold what it should not. */
function failureOf(error: unknown): { code: string; message: string } {
	if (error instanceof SophiaError) return { code: error.code, message: error.message };
	return { code: 'tool-failed', message: 'The tool failed for a reason that was not foreseen.' };
}

function done(one: Use, input: unknown, text: string, when: Timed): Used {
	return { use: useOf(one, 'done', input, text, undefined, when), text, passage: true };
}

function failed(one: Use, input: unknown, { code, message }: { code: string; message: string }, when: Timed): Used {
	return { use: useOf(one, 'failed', input, message, code, when), text: `It failed: ${message}`, passage: false };
}

function refused(one: Use, input: unknown, reason: string, code = 'tool-refused'): Used {
	return { use: useOf(one, 'refused', input, reason, code), text: `It was not used. ${reason}`, passage: false };
}

function shown(one: Use, tool: WritingTool): Used {
	const text = `Nothing was written: this is a preview. With delivery "send" ${tool.name} would do it with these arguments.`;
	return { use: useOf(one, 'shown', one.call.arguments, text), text, passage: false };
}

function useOf(
	one: Use,
	state: ToolUse['state'],
	input: unknown,
	answered: string,
	code?: string,
	when?: Timed,
): ToolUse {
	return {
		...{ id: one.id, tool: one.granted.name, state },
		...{ asked: begin(JSON.stringify(input) ?? ''), answered: begin(answered), ...(code ? { code } : {}) },
		...(when ? { at: new Date(when.at).toISOString(), ms: when.ms } : {}),
	};
}

const begin = (text: string): string =>
	text.length <= MOST_SHOWN ? text : `${text.slice(0, MOST_SHOWN).toWellFormed()} …`;
