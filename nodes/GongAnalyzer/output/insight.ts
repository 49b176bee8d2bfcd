/** One insight as a flat object: what, who, until when, and the words that prove it. */
import type { IDataObject } from 'n8n-workflow';
import type { CustomerItem, Evidence, Insight } from '../../../engine/contract/index.ts';

type Proof = CustomerItem['evidence'][number];

/** Its first quote stands in the open; all of them stay under `evidence`. `timed`: whether its call has times. */
export function insightItem({ kind, text, evidence, ...more }: Insight | CustomerItem, timed = true): IDataObject {
	const [first] = evidence as Proof[];
	return {
		kind,
		text,
		quote: first.quote,
		speaker: 'speaker' in first ? first.speaker : first.from,
		...(timed && 'startMs' in first ? positionIn(first) : {}),
		...(more as IDataObject),
		evidence: evidence as unknown as IDataObject[],
	};
}

export type Counts = Record<'commitments' | 'openQuestions' | 'objections' | 'risks' | 'decisions', number>;

/** How many insights there are of the kinds that people look for. */
export function countsOf(insights: Array<Pick<Insight, 'kind' | 'answered'>>): Counts {
	const count = (wanted: Insight['kind']) => insights.filter(({ kind }) => kind === wanted).length;
	return {
		commitments: count('commitment'),
		openQuestions: insights.filter(({ kind, answered }) => kind === 'question' && answered === false).length,
		objections: count('objection'),
		risks: count('risk'),
		decisions: count('decision'),
	};
}

/** Nothing where nobody measured it: without times all words of a call stand at 0, and end there. */
export function positionIn({ startMs, endMs }: Pick<Evidence, 'startMs' | 'endMs'>): { position?: string } {
	return startMs === 0 && endMs === 0 ? {} : { position: positionOf(startMs) };
}

/** Position in the call as players show it: `4:05`, from an hour on `1:04:05`. */
function positionOf(startMs: number): string {
	const seconds = Math.floor(startMs / 1000);
	const pad = (value: number) => String(value).padStart(2, '0');
	const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
	const rest = pad(seconds % 60);
	return hours > 0 ? `${hours}:${pad(minutes)}:${rest}` : `${minutes}:${rest}`;
}
