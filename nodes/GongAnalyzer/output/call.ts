/** An analyzed call as one item, or as one for each insight. */
import type { IDataObject } from 'n8n-workflow';
import type { AnalyzedCallResult } from '../../../engine/contract/index.ts';
import { countsOf, insightItem } from './insight.ts';
import { counted, listed } from './words.ts';

/** What is asked of a call first stands in the open: who, when, how many of what, and what comes next. */
export function callItem({ call, analysis, playbook, trend, page }: AnalyzedCallResult): IDataObject {
	const { insights, talk, dropped, sentences } = analysis;
	return {
		summary: summaryOf(call, insights),
		...aboutCall(call, page),
		customers: call.parties.filter(({ affiliation }) => affiliation !== 'internal').map(({ name }) => name),
		nextStep: insights.find(({ kind }) => kind === 'next-step')?.text ?? null,
		...countsOf(insights),
		insights: insights.map(insightItem),
		talk: talk as unknown as IDataObject,
		...(playbook ? { playbook: playbook as unknown as IDataObject } : {}),
		...(trend ? { trend: trend as unknown as IDataObject } : {}),
		parties: call.parties as unknown as IDataObject[],
		crm: call.crm as unknown as IDataObject[],
		sentences,
		dropped,
	};
}

/** Each with the facts of its call, so that it can stand alone in a table, a ticket or a message. */
export function insightItemsOf({ call, analysis, page }: AnalyzedCallResult): IDataObject[] {
	return analysis.insights.map((insight) => ({ ...insightItem(insight), ...aboutCall(call, page) }));
}

function aboutCall({ id, title, url, started, durationSeconds, rep }: AnalyzedCallResult['call'], page?: string) {
	return {
		callId: id,
		title,
		url,
		...(page === undefined ? {} : { page }),
		started,
		minutes: Math.round(durationSeconds / 60),
		rep: rep.name,
		...(rep.email === undefined ? {} : { repEmail: rep.email }),
	};
}

function summaryOf(
	{ title, durationSeconds, rep }: AnalyzedCallResult['call'],
	insights: AnalyzedCallResult['analysis']['insights'],
): string {
	const { commitments, openQuestions, objections, risks } = countsOf(insights) as Record<string, number>;
	const found = listed([
		counted(commitments, 'commitment'),
		counted(openQuestions, 'open question'),
		counted(objections, 'objection'),
		counted(risks, 'risk'),
	]);
	const nextStep = insights.find(({ kind }) => kind === 'next-step')?.text;
	return `${title} (${rep.name}, ${Math.round(durationSeconds / 60)} min): ${found}.${nextStep ? ` ${nextStep}` : ''}`;
}
