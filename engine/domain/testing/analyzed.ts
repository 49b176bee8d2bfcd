/** Calls written as dialogues, with what is found in them, for tests. Not for production code. */
import type { CallAnalysis } from '../../contract/call.ts';
import { analyzeCall } from '../calls/analyze-call.ts';
import { type Spoken, type SpokenOptions, spoken } from './spoken.ts';

/** As a call is kept; days are counted in the zone of Berlin. */
export function analyzed(options: SpokenOptions): Spoken & { analysis: CallAnalysis } {
	const { call, transcript } = spoken(options);
	const { moments: _moments, leftOut: _leftOut, ...analysis } = analyzeCall(call, transcript, 'Europe/Berlin');
	return { call, transcript, analysis };
}
