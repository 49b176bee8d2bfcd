/** An analyzed call as a flat item. */
import type { IDataObject } from 'n8n-workflow';
import type { AnalyzedCallResult } from '../../../engine/contract/index.ts';
import { type Counts, countsOf, insightItem } from './insight.ts';
import { aboutText, readingItem } from './reading.ts';
import { counted, listed } from './words.ts';

type Call = AnalyzedCallResult['call'];
type Insights = AnalyzedCallResult['analysis']['insights'];

export function callItem(result: AnalyzedCallResult): IDataObject {
	const { call, analysis, playbook, trend } = result;
	const { insights, talk, dropped, sentences } = analysis;
	return {
		summary: summaryOf(call, insights),
		...callRow(result),
		...readingItem(result, isTimed(call)),
		insights: insights.map((insight) => insightItem(insight, isTimed(call))),
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
	return {
		...aboutCall(call),
		...(page === undefined ? {} : { page }),
		started: call.started,
		...(isTimed(call) ? { minutes: minutesOf(call) } : {}),
		...(call.rep.email === undefined ? {} : { repEmail: call.rep.email }),
		customers: call.parties.filter(({ affiliation }) => affiliation !== 'internal').map(({ name }) => name),
		nextStep: nextStepOf(analysis.insights) ?? null,
		...aboutText(analysis.reading),
		...countsOf(analysis.insights),
		...(isTimed(call) ? { repTalkRatio: Math.round(analysis.talk.repTalkRatio * 1000) / 1000 } : {}),
	};
}

/** Its insights, each with the facts of the call, so that it can stand alone. */
export function insightRows({ call, analysis, page }: AnalyzedCallResult): IDataObject[] {
	const about = { ...aboutCall(call), ...(page === undefined ? {} : { page }) };
	return analysis.insights.map((insight) => ({ ...insightItem(insight, isTimed(call)), ...about }));
}

function aboutCall({ id, title, url, rep }: Call): IDataObject {
	return { callId: id, title, ...(url ? { url } : {}), rep: rep.name };
}

/** An uploaded transcript may have no times: then there are no positions, no length, and no shares of the talk. */
function isTimed({ times }: Call): boolean {
	return times !== 'none';
}

function summaryOf(call: Call, insights: Insights): string {
	const { commitments, openQuestions, objections, risks }: Counts = countsOf(insights);
	const found = [
		...(commitments ? [counted(commitments, 'commitment')] : []),
		...(openQuestions ? [counted(openQuestions, 'open question')] : []),
		...(objections ? [counted(objections, 'objection')] : []),
		...(risks ? [counted(risks, 'risk')] : []),
	];
	const about = [
		...(/^unknown$/i.test(call.rep.name) ? [] : [call.rep.name]),
		...(isTimed(call) ? [`${minutesOf(call)} min`] : []),
	];
	const nextStep = nextStepOf(insights);
	return [
		`${call.title}${about.length > 0 ? ` (${about.join(', ')})` : ''}: ${listed(found) || 'no commitment, question, objection or risk'}.`,
		...(nextStep ? [nextStep] : []),
	].join(' ');
}

function nextStepOf(insights: Insights): string | undefined {
	return insights.find(({ kind }) => kind === 'next-step')?.text;
}

function minutesOf({ durationSeconds }: Call): number {
	return Math.round(durationSeconds / 60);
}
