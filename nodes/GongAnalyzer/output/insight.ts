/** One insight as a flat object: what, who, until when, and the words that prove it. */
import type { IDataObject } from 'n8n-workflow';
import type { CustomerItem, Insight } from '../../../engine/contract/index.ts';
import { type Proof, quoteItem } from './quote.ts';

/** Its first quote stands in the open; all of them stay under `evidence`. `timed`: whether its call has times. */
export function insightItem({ kind, text, evidence, ...more }: Insight | CustomerItem, timed = true): IDataObject {
	const [first] = evidence as Proof[];
	return {
		kind,
		text,
		...quoteItem(first, timed),
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
