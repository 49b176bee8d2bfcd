/** A tool of a service, as members use it: within its deadline, behind the breaker of its service. */
import type { Service } from '../../../contract/service.ts';
import { RetryableError, TerminalError } from '../../../errors.ts';
import type { Breakers } from '../../../ports/breakers.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { WriteGuard } from '../../../ports/run-context.ts';
import type { Tool } from '../../../ports/tool.ts';
import type { Outcome } from './connection.ts';
import type { ListedTool } from './listed.ts';
import { shortText } from './plain.ts';
import { toValue } from './result.ts';
import type { Sending } from './sending.ts';
import type { Session } from './session.ts';

export type ToolOptions = {
	service: Service;
	session: Session;
	clock: Clock;
	breakers: Breakers;
	/** Of the tenant and the service. */
	breaker: string;
	/** Of the run. */
	signal: AbortSignal;
	/** Reads the list of the service where there is doubt about it. */
	look(signal: AbortSignal): Promise<void>;
	/** There is doubt now. */
	doubt(): void;
	/** Why the service has it no more. */
	gone(name: string): string | undefined;
};

/** In `_meta` of a write: a service that keeps it can recognize the write. */
const EFFECT_KEY = 'n8n-nodes-sophia/effect-key';

export function toTool(options: ToolOptions, listed: ListedTool): Tool {
	const { service } = options;
	const described = {
		name: `${service.name}.${listed.name}`,
		description: listed.description,
		input: listed.input,
		...(listed.output ? { output: listed.output } : {}),
		approval: service.approval.includes(listed.name),
		service: service.name,
	};
	if (service.reads.includes(listed.name)) {
		return { ...described, writes: false, use: (input, signal) => use(options, listed, { input, signal }) };
	}
	return {
		...described,
		writes: true,
		onlyMe: false,
		attempt: (input, key) => ({
			kind: `tool ${described.name}`,
			do: (guard) => use(options, listed, { input, key, guard, signal: guard.signal }),
			find: async () => ({
				answer: 'cannot-tell',
				reason: `The answer of ${described.name} was lost, and a service cannot be asked about it.`,
			}),
		}),
	};
}

type Use = { input: unknown; signal: AbortSignal; key?: string; guard?: WriteGuard };

async function use(options: ToolOptions, listed: ListedTool, one: Use): Promise<unknown> {
	const { service, session, clock, breakers, breaker } = options;
	const name = `${service.name}.${listed.name}`;
	const sent: Sending = { guard: one.guard, left: false };
	const late = new AbortController();
	const overdue = () =>
		new RetryableError('tool-timed-out', `${name} did not answer in ${service.deadlineSeconds} s.`, {
			notDone: !sent.left,
		});
	const callOff = clock.after(service.deadlineSeconds * 1_000, () => late.abort(overdue()));
	const signal = AbortSignal.any([one.signal, options.signal, late.signal]);
	let outcome: 'success' | 'failure' | 'neutral' = 'neutral';
	const entered = await breakers.enter(breaker, signal).finally(() => signal.aborted && callOff());
	if (entered === 'open') {
		callOff();
		throw unavailable(service, 'it failed several times in a minute and is left alone for a moment', true);
	}
	try {
		await options.look(signal);
		const meta = one.key === undefined ? {} : { _meta: { [EFFECT_KEY]: one.key } };
		const params = { name: listed.name, arguments: one.input, ...meta };
		const verify = () => {
			const gone = options.gone(listed.name);
			if (gone) throw new TerminalError('service-tools-missing', `${name} is gone. ${gone}`);
		};
		const answer = await session.ask('tools/call', params, sent, one.guard === undefined, signal, verify);
		outcome = heard(answer) ? 'success' : 'failure';
		if (answer.kind === 'error') {
			// It may say no because it does not know the tool any more.
			options.doubt();
			await options.look(signal).then(verify, () => {});
		}
		return resultOf(service, listed, answer, one);
	} catch (error) {
		if (late.signal.aborted || isUnavailable(error)) outcome = 'failure';
		if (!signal.aborted || error instanceof TerminalError) throw error;
		if (late.signal.aborted) throw overdue();
		// Whatever stopped a write says nothing about whether it was done.
		throw one.guard ? unavailable(service, 'the write was stopped', !sent.left) : signal.reason;
	} finally {
		callOff();
		await breakers.record(breaker, entered, outcome);
	}
}

function resultOf(service: Service, listed: ListedTool, answer: Outcome, { guard }: Use): unknown {
	const name = `${service.name}.${listed.name}`;
	if (answer.kind === 'answered') return toValue(name, answer.result, listed.output !== undefined);
	if (answer.kind === 'error')
		throw new TerminalError('tool-failed', `${name} failed: ${shortText(answer.message, 600)}`);
	if (answer.kind === 'too-large' && !guard) {
		throw new TerminalError('tool-failed', `${name} was cut off: ${answer.reason}.`);
	}
	throw unavailable(service, answer.reason, answer.kind === 'not-done');
}

const heard = ({ kind }: Outcome): boolean => kind !== 'not-done' && kind !== 'lost';

const isUnavailable = (error: unknown): boolean =>
	error instanceof RetryableError && error.code === 'service-unavailable';

function unavailable({ name }: Service, reason: string, notDone: boolean): RetryableError {
	return new RetryableError('service-unavailable', `The service ${name} does not answer (${reason}).`, {
		notDone,
		details: { service: name, reason },
	});
}
