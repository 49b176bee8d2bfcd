/** The limits of a piece of work, and what it means that one is reached. */
import { TeamLimits as Limits, type TeamLimits } from '../../contract/team.ts';
import { SophiaError, TerminalError } from '../../errors.ts';
import { NO_MODEL } from '../models/generate.ts';

export type LimitName = keyof TeamLimits;

const WORDS: Record<LimitName, (most: number) => string> = {
	budgetUsd: (most) => `the budget of $${most} is used up`,
	modelCalls: (most) => `all ${most} model calls are used up`,
	toolCalls: (most) => `all ${most} tool calls are used up`,
	seconds: (most) => `the time of ${most} s is over`,
	depth: (most) => `teams may be nested ${most} deep`,
};

export const limitWords = (name: LimitName, most: number): string => WORDS[name](most);

export function limitReached(name: LimitName, most: number): TerminalError {
	return new TerminalError('team-limit', `The team stops: ${limitWords(name, most)}.`, { details: { limit: name } });
}

/** The tighter of each; what was asked for can only narrow what the team says. */
export function narrowed(limits: TeamLimits, asked: Partial<TeamLimits> = {}): TeamLimits {
	const names = Object.keys(Limits.shape) as LimitName[];
	return Object.fromEntries(
		names.map((name) => [name, Math.min(limits[name], asked[name] ?? Number.POSITIVE_INFINITY)]),
	) as TeamLimits;
}

/** Why a member could not go on: a limit, or models and money. Anything else ends the run. */
export type Stopped = { code: string; message: string; limit?: LimitName };

/** Undefined for what is no matter of one member: a fault, or the end of the run itself. */
export function stoppedBy(error: unknown): Stopped | undefined {
	if (!(error instanceof SophiaError)) return undefined;
	const { code, message } = error;
	if (code === 'team-limit') return { code, message, limit: error.details?.limit as LimitName };
	if (code === 'budget-exceeded') return { code, message: `The team stops: ${message}`, limit: 'budgetUsd' };
	return NO_MODEL.has(code) ? { code, message } : undefined;
}
