/**
 * A model that lies about the recorded calls of ../shared: true quotes beside some with a changed number, a changed name,
 * another speaker, joined sentences, or right words at the wrong time. What is shown is compared with the raw file.
 */

import { type CallToProve, claimedIn } from '../../engine/domain/calls/generative/insights.ts';
import { linesOf } from '../../engine/domain/calls/generative/lines.ts';
import { speakersOf } from '../../engine/domain/calls/speakers.ts';
import { seededRandom } from '../crash/random.ts';
import { lie, trueClaim } from '../forged/lies.ts';
import { option, print } from './shared/figures.ts';
import { gongCalls } from './shared/gong-calls.ts';

const LIES = option('lies', 200);
const TRUE_A_CALL = 100;

process.env.SOPHIA_SEED ??= '1';
const random = seededRandom('lies');
const calls = gongCalls();
const kinds = new Map<string, number>();
let [told, shown, trueOnes, lost] = [0, 0, 0, 0];
for (let at = 0; told < LIES; at += 1) {
	const { call, transcript } = calls[at % calls.length] as (typeof calls)[number];
	const lines = linesOf(transcript);
	const proof: CallToProve = { transcript, speakers: speakersOf(call), parties: call.parties, dayOf: () => undefined };
	const made = lie(lines, at, random);
	if (made) {
		told += 1;
		kinds.set(made.kind, (kinds.get(made.kind) ?? 0) + 1);
		shown += claimedIn({ found: [made.found] }, lines, proof).insights.length;
	}
	if (at >= calls.length) continue;
	for (let claim = 0; claim < TRUE_A_CALL; claim += 1) {
		trueOnes += 1;
		lost += claimedIn({ found: [trueClaim(lines, random)] }, lines, proof).dropped;
	}
}
const of = [...kinds].map(([kind, count]) => `${count} × ${kind}`).join(', ');
const note = `${calls.length} calls, seed ${process.env.SOPHIA_SEED}`;
print({
	bench: 'lies',
	metric: 'invented_shown',
	value: shown,
	unit: 'quotes',
	note: `of ${told} lies: ${of}; ${note}`,
});
print({
	bench: 'lies',
	metric: 'true_quotes_dropped',
	value: lost,
	unit: 'quotes',
	note: `of ${trueOnes} true ones; ${note}`,
});
