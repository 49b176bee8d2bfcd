/** Requests about a call of which none is paid twice: their answers are kept by what was asked. */
import { SophiaError, TerminalError } from '../../../errors.ts';
import type { Generation } from '../../../ports/model.ts';
import type { ModelAnswers } from '../../../ports/model-answers.ts';
import type { RunContext } from '../../../ports/run-context.ts';
import { concurrently } from '../../coaching/concurrently.ts';
import { type Answered, type Asked, generate, type ModelPorts, NO_MODEL } from '../../models/generate.ts';
import { KeptAnswer } from './answer.ts';

type Ports = ModelPorts & { answers: ModelAnswers };

/** `key`: the hash of all that the answer depends on, with the models of the tier: another model may see more. */
export type Keyed = Omit<Asked, 'check'> & { key: string };

/** `answered`: where it was paid now. `failed`: why there is no answer. */
export type Outcome = {
	answer?: KeptAnswer;
	answered?: Answered;
	failed?: { code: string; message: string };
};

/** A call of hours would else take all the connections of a provider. */
const AT_ONCE = 4;

/** Records which keys are known. */
export function askedAlready(
	run: Pick<RunContext, 'step' | 'tenant'>,
	{ answers }: Ports,
	step: string,
	requests: readonly Keyed[],
): Promise<string[]> {
	const keys = requests.map(({ key }) => key);
	return run.step(step, async () => [...(await answers.known(run.tenant, keys)).keys()]);
}

/** In the order of the requests. Throws what neither a model nor the budget is the reason of. */
export async function askOnce(
	run: Pick<RunContext, 'spend' | 'signal' | 'tenant'>,
	{ answers, ...ports }: Ports,
	requests: Keyed[],
	callId: string,
	known: readonly string[],
): Promise<Outcome[]> {
	const before = await answers.known(run.tenant, known);
	return concurrently(requests, AT_ONCE, async ({ key, ...request }): Promise<Outcome> => {
		const kept = KeptAnswer.safeParse(before.get(key));
		if (kept.success) return { answer: kept.data };
		try {
			const answered = await generate(run, ports, { ...request, check });
			// A poorer model's answer must not stand in the way of a better one's.
			if (answered.moved !== 'down') await answers.keep(run.tenant, key, callId, answered.data);
			return { answer: answered.data as KeptAnswer, answered };
		} catch (error) {
			run.signal.throwIfAborted();
			if (!(error instanceof SophiaError) || !NO_MODEL.has(error.code)) throw error;
			return { failed: { code: error.code, message: error.message } };
		}
	});
}

function check({ data, cut }: Generation): KeptAnswer {
	const read = KeptAnswer.omit({ cut: true }).safeParse(data);
	if (read.success) return { ...read.data, ...(cut ? { cut } : {}) };
	throw new TerminalError('model-answer-not-valid', 'The answer is not of the schema that was asked for.');
}
