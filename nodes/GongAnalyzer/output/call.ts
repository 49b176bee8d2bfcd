/** An analyzed call as a flat item. */
import type { IDataObject } from 'n8n-workflow';
import type { AnalyzedCallResult } from '../../../engine/contract/index.ts';
import { type Counts, countsOf, insightItem } from './insight.ts';
import { counted, listed } from './words.ts';

type Call = AnalyzedCallResult['call'];
type Insights = AnalyzedCallResult['analysis']['insights'];

export function callItem(result: AnalyzedCallResult): IDataObject {
	const { call, analysis, playbook, trend } = result;
	const { insights, talk, dropped, sentences } = analysis;
	return {
		summary: summaryOf(call, insights),
		...callRow(result),
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

/** What is asked of a call first: who, when, how many of what, and what comes next. A line of a table. */
export function callRow({ call, analysis, page }: AnalyzedCallResult): IDataObject {
	const { repTalkRatio } = analysis.talk;
	return {
		...aboutCall(call),
		...(page === undefined ? {} : { page }),
		started: call.started,
		minutes: minutesOf(call),
		...(call.rep.email === undefined ? {} : { repEmail: call.rep.email }),
		customers: call.parties.filter(({ affiliation }) => affiliation !== 'internal').map(({ name }) => name),
		nextStep: nextStepOf(analysis.insights) ?? null,
		...countsOf(analysis.insights),
		repTalkRatio,
	};
}

/** Its insights, each with the facts of the call, so that it can stand alone. */
export function insightRows({ call, analysis, page }: AnalyzedCallResult): IDataObject[] {
	const about = { ...aboutCall(call), ...(page === undefined ? {} : { page }) };
	return analysis.insights.map((insight) => ({ ...insightItem(insight), ...about }));
}

function aboutCall({ id, title, url, rep }: Call): IDataObject {
	return { callId: id, title, url, rep: rep.name };
}

function summaryOf(call: Call, insights: Insights): string {
	const { commitments, openQuestions, objections, risks }: Counts = countsOf(insights);
	const found = listed([
		counted(commitments, 'commitment'),
		counted(openQuestions, 'open question'),
		counted(objections, 'objection'),
		counted(risks, 'risk'),
	]);
	const nextStep = nextStepOf(insights);
	return `${call.title} (${call.rep.name}, ${minutesOf(call)} min): ${found}.${nextStep ? ` ${nextStep}` : ''}`;
}

function nextStepOf(insights: Insights): string | undefined {
	return insights.find(({ kind }) => kind === 'next-step')?.text;
}

function minutesOf({ durationSeconds }: Call): number {
	return Math.round(durationSeconds / 60);
}
