/** How a customer took the calls, one after another: what models found, each with the words that show it. */
import { DateTime } from 'luxon';
import type { SentimentPoint } from '../../contract/analysis.ts';
import type { CallReading } from '../../contract/call.ts';
import type { ModelUse } from '../../contract/model.ts';
import { phaseOf } from '../calls/phase.ts';
import type { AnalyzedReadyCall } from '../coaching/analyze-calls.ts';
import { summedUses } from '../models/uses.ts';

type Mood = SentimentPoint['moods'][number];
type Analyzed = Pick<AnalyzedReadyCall, 'call' | 'analysis'>;

const LABELS: ReadonlySet<string> = new Set<Mood['label']>(['positive', 'neutral', 'negative']);

export type CustomerSentiment = { sentiment?: SentimentPoint[]; models?: ModelUse[] };

/** Nothing where no model was asked: then there is no sentiment, not a neutral one. `zone`: IANA zone of the moments. */
export function sentimentOf(calls: readonly Analyzed[], zone: string): CustomerSentiment {
	const readings = calls.flatMap(({ analysis }) => analysis.reading ?? []);
	if (readings.length === 0) return {};
	return {
		sentiment: calls.toSorted(byStart).map((one) => pointOf(one, zone)),
		models: summedUses(readings.flatMap(({ models }) => models)),
	};
}

function pointOf({ call, analysis }: Analyzed, zone: string): SentimentPoint {
	const began = DateTime.fromISO(call.started, { zone });
	const moods = analysis.insights.flatMap(({ kind, label = '', evidence, disagreed, ...more }): Mood[] => {
		const [first] = evidence;
		if (kind !== 'sentiment' || !first || disagreed || !isLabel(label)) return [];
		const at = began.plus(first.startMs).toISO({ suppressMilliseconds: true }) ?? call.started;
		const phase = more.phase ?? phaseOf(call, first.startMs);
		return [{ label, ...(phase ? { phase } : {}), at, evidence }];
	});
	const label = labelOf(moods);
	return {
		...{ callId: call.id, title: call.title, at: call.started, read: readBy(analysis.reading) },
		...(label ? { label } : {}),
		moods,
	};
}

const isLabel = (label: string): label is Mood['label'] => LABELS.has(label);

/** What is neutral gives way to what is not. */
function labelOf(moods: readonly Mood[]): SentimentPoint['label'] {
	const labels = new Set(moods.map(({ label }) => label));
	if (labels.has('positive') && labels.has('negative')) return 'mixed';
	return labels.has('positive') ? 'positive' : labels.has('negative') ? 'negative' : moods[0]?.label;
}

function readBy(reading: CallReading | undefined): SentimentPoint['read'] {
	if (!reading || (reading.known === 0 && reading.models.length === 0)) return 'unread';
	return reading.unread.length > 0 ? 'part' : 'whole';
}

function byStart({ call: one }: Analyzed, { call: other }: Analyzed): number {
	return Date.parse(one.started) - Date.parse(other.started) || (one.id < other.id ? -1 : 1);
}
