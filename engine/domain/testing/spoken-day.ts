/** A day of two calls and a run that coaches it, for tests. Not for production code. */
import type { CoachingDay } from '../../contract/coaching.ts';
import type { RunEnd, RunOptions } from './memory-run.ts';
import { memoryWorld, type World } from './memory-services.ts';
import { type Spoken, type SpokenOptions, spoken } from './spoken.ts';

const GOOD = `
Rita: Hi Carl. What would have to change for you to move this year?
Carl: Honestly our whole planning is on paper. Every morning three people copy it from a board, and every evening three others type it in again. When somebody is ill we only notice at noon. It has cost us two customers this year already.
Rita: I see. What would it be worth to have that solved?
Carl: At least a hundred thousand a year, I think.
Carl: What does it cost per user?
Rita: I'd have to check with my manager.
Rita: I'll send you the offer by Thursday. Can we talk again on Friday at ten?
Carl: Friday works for me.
`;

const OTHER = `
Tom: Good morning. Let me show you the board.
Dora: Okay. How long does it take to set up?
Tom: About two weeks for a team of your size.
Dora: Thanks, we will think about it.
`;

export const RITA: SpokenOptions = { id: 'c1', rep: 'Rita', lines: GOOD };
export const TOM: SpokenOptions = { id: 'c2', rep: 'Tom', lines: OTHER };
/** The morning after WINDOW, in which both calls are. */
const MORNING = '2026-11-20T06:00:00Z';
export const WINDOW = { from: '2026-11-19T00:00:00+01:00', to: '2026-11-20T00:00:00+01:00' };

/** One call of Rita and one of Tom, unless a test names its own. */
export function world(
	calls: (Spoken | { call: Spoken['call'] })[] = [spoken(RITA), spoken(TOM)],
	settings = {},
): World {
	return memoryWorld({ calls, settings });
}

/** Sends the day that ended before MORNING, unless the options say otherwise. */
export function coach(on: World, options: Partial<RunOptions> = {}): Promise<RunEnd<CoachingDay>> {
	return on.runs.start<CoachingDay>({ kind: 'coach-day', requestedAt: MORNING, delivery: 'send', ...options });
}

/** A call whose transcript has not come yet. */
export const withoutTranscript = (options: SpokenOptions) => ({ call: spoken(options).call });
