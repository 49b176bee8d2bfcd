/**
 * Whether every quote stands in the recorded calls of ../shared, by an own reading of the raw file, and how much is
 * found in them.
 */
import type { Evidence } from '../../engine/contract/call.ts';
import { analyzeCall } from '../../engine/domain/calls/analyze-call.ts';
import { print } from './shared/figures.ts';
import { type GongCall, gongCalls } from './shared/gong-calls.ts';

const folded = (text: string) => text.split(/\s+/).filter(Boolean).join(' ');

/** Text, call, speaker, name, start and end, in sentences of one speaker that follow one another. */
function stands({ raw, rawTranscript }: GongCall, { callId, speakerId, speaker, startMs, endMs, quote }: Evidence) {
	const name = raw.parties.find((party) => party.speakerId === speakerId)?.name;
	if (callId !== raw.metaData.id || callId !== rawTranscript.callId || speaker !== name) return false;
	const said = rawTranscript.transcript.flatMap((monologue) =>
		monologue.sentences.map((sentence) => ({ ...sentence, speakerId: monologue.speakerId })),
	);
	return said.some(({ start }, first) => {
		if (start !== startMs) return false;
		for (let last = first; said[last]?.speakerId === speakerId; last += 1) {
			if (said[last]?.end !== endMs) continue;
			const text = said.slice(first, last + 1).map((sentence) => sentence.text);
			if (folded(text.join(' ')).includes(folded(quote))) return true;
		}
		return false;
	});
}

const calls = gongCalls();
const kinds = new Map<string, number>();
let [quotes, verbatim, insights, dropped, hours] = [0, 0, 0, 0, 0];
for (const gong of calls) {
	const analysis = analyzeCall(gong.call, gong.transcript, 'UTC');
	hours += gong.raw.metaData.duration / 3_600;
	insights += analysis.insights.length;
	dropped += analysis.dropped;
	for (const { kind, evidence } of analysis.insights) {
		kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
		quotes += evidence.length;
		verbatim += evidence.filter((one) => stands(gong, one)).length;
	}
}
if (quotes === 0) throw new Error('nothing was found, so nothing was compared');

const over = `${calls.length} calls of ${hours.toFixed(1)} hours`;
const figure = (metric: string, value: number, unit: string, note: string) =>
	print({ bench: 'quotes', metric, value, unit, note });
figure('verbatim_share', verbatim / quotes, 'share', `${verbatim} of ${quotes} quotes, ${dropped} dropped, ${over}`);
const counts = [...kinds].map(([kind, count]) => `${count} ${kind}`).join(', ');
figure('insights_per_hour', insights / hours, 'insights/h', `${insights} in ${over}: ${counts}`);
