/** What models made of calls, as flat fields: what they were about, and what no model has read. */
import type { IDataObject } from 'n8n-workflow';
import type { AnalyzedCallResult } from '../../../engine/contract/index.ts';
import { quoteItem } from './quote.ts';

type Reading = NonNullable<AnalyzedCallResult['analysis']['reading']>;

/** Nothing where no model was asked. `aboutSentences` are those of `aboutText`, with their quotes beside them. */
export function readingItem({ analysis: { reading } }: AnalyzedCallResult, timed: boolean): IDataObject {
	if (!reading) return {};
	const { summary, sentiment, known, unread, cut, moved } = reading;
	return {
		aboutSentences: summary.map(({ text, evidence }) => ({ text, ...quoteItem(evidence, timed) })),
		...(sentiment ? { moods: sentiment as unknown as IDataObject[] } : {}),
		unread: reasonsOf(unread),
		tierMoved: moved,
		...(known > 0 ? { partsKnown: known } : {}),
		...(cut ? { partsCut: cut } : {}),
	};
}

/** Of several calls: what was not read stands with its call. */
export function readingsItem(calls: AnalyzedCallResult[]): IDataObject {
	const read = calls.flatMap(({ call, analysis: { reading } }) => (reading ? [{ call, reading }] : []));
	if (read.length === 0) return {};
	return {
		unread: read.flatMap(({ call: { id, title }, reading }) =>
			reasonsOf(reading.unread).map((reason) => ({ callId: id, title, ...reason })),
		),
		tierMoved: [...new Set(read.flatMap(({ reading }) => reading.moved))],
	};
}

/** What a call was about in a few sentences; null where none had its proof. */
export function aboutText(reading: Reading | undefined): { about?: string | null } {
	if (!reading) return {};
	return { about: reading.summary.map(({ text }) => text).join(' ') || null };
}

/** Parts that share a reason stand together: a short budget leaves out many at once. */
function reasonsOf(unread: Reading['unread']): IDataObject[] {
	const reasons = new Map<string, { parts: number[]; code: string; reason: string }>();
	for (const { part, code, message } of unread) {
		const known = reasons.get(code) ?? { parts: [], code, reason: message };
		reasons.set(code, { ...known, parts: [...known.parts, part] });
	}
	return [...reasons.values()];
}
