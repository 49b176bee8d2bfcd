/** The engine's analysis of all planted calls of one half. */
import type { Insight } from '../../engine/contract/call.ts';
import { analyzeCall } from '../../engine/domain/calls/analyze-call.ts';
import { type Half, type PlantedCall, plantedCalls } from './planted-call.ts';

export function analyzeHalf(half: Half): { planted: PlantedCall; insights: Insight[] }[] {
	return plantedCalls(half).map((planted) => {
		const { call, sentences, zone } = planted;
		return { planted, insights: analyzeCall(call, { callId: call.id, sentences }, zone).insights };
	});
}
