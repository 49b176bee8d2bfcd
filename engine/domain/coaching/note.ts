/** The note that a call leaves on its CRM records: what was agreed, nothing about the rep. */
import { DateTime } from 'luxon';
import type { Call, CallAnalysis, Insight } from '../../contract/call.ts';
import type { CallNote, NoteLine } from '../../contract/coaching.ts';
import { PAGE_DAYS } from '../../ports/page-of.ts';
import { callTime } from './wording.ts';

/** A note longer than this is read by nobody. */
const MOST_LINES = 10;

/**
 * Commitments with owner and due words, open questions, next step, objections, risks, the way to a decision, and the
 * call's address; quotes as spoken. `page`: address of the call's page in the engine, where there is one.
 */
export function callNote(call: Call, analysis: CallAnalysis, zone: string, page?: string): CallNote {
	const commitments = linesOf(
		analysis.insights.filter(({ kind }) => kind === 'commitment'),
		promiseText,
	);
	const openQuestions = linesOf(
		analysis.insights.filter(({ kind, answered }) => kind === 'question' && answered === false),
		({ party }) => `${party} asked, and the answer is open`,
	);
	const [nextStep] = linesOf(
		analysis.insights.filter(({ kind, label }) => kind === 'next-step' && label !== 'missing'),
		({ due }) => (due ? 'Agreed' : 'Named, without a date'),
	);
	const objections = linesOf(
		analysis.insights.filter(({ kind }) => kind === 'objection'),
		({ party, label, met }) => `${party} had a concern about ${label}${met ? ', and it was taken up' : ''}`,
	);
	// The words of an objection are often a risk, too: they stand in the note once. That there is no next step is said above.
	const objected = new Set(objections.map(({ evidence }) => evidence.quote));
	const risks = linesOf(
		analysis.insights.filter(
			({ kind, label, evidence }) =>
				kind === 'risk' && label !== 'no-next-step' && !objected.has(evidence[0]?.quote ?? ''),
		),
		withoutFullStop,
	);
	const decisions = linesOf(
		analysis.insights.filter(({ kind }) => kind === 'decision'),
		withoutFullStop,
	);
	const note = {
		callId: call.id,
		title: call.title,
		url: call.url,
		// In the tenant's zone: a CRM shows its date.
		started: DateTime.fromISO(call.started, { zone }).toISO({ suppressMilliseconds: true }) ?? call.started,
		commitments,
		openQuestions,
		nextStep,
		...(objections.length > 0 ? { objections } : {}),
		...(risks.length > 0 ? { risks } : {}),
		...(decisions.length > 0 ? { decisions } : {}),
		...(page ? { page } : {}),
	};
	return { ...note, text: noteText(note, call, zone) };
}

function linesOf(insights: Insight[], textOfLine: (insight: Insight) => string): NoteLine[] {
	const lines = new Map<string, NoteLine>();
	for (const insight of insights) {
		const [evidence] = insight.evidence;
		// The same words twice are one line.
		if (!evidence || lines.has(evidence.quote)) continue;
		const { party: owner, due, dueDate } = insight;
		lines.set(evidence.quote, { text: textOfLine(insight), owner, due, ...(dueDate ? { dueDate } : {}), evidence });
	}
	return [...lines.values()].slice(0, MOST_LINES);
}

/** What follows is the quote. */
function withoutFullStop({ text }: Insight): string {
	return text.replace(/\.$/, '');
}

/** Owner and due words stand in fields of their own. */
function promiseText({ due, label }: Insight): string {
	const what = label === 'agreed-to' ? 'Agreed to this' : 'Promised';
	return due ? what : `${what}, no date named`;
}

/** Plain text of the whole. */
export function noteText(
	note: Omit<CallNote, 'text'>,
	call: Pick<Call, 'title' | 'started' | 'durationSeconds' | 'url'>,
	zone: string,
): string {
	const day = DateTime.fromISO(call.started, { zone }).setLocale('en-GB').toFormat('d LLLL yyyy');
	const minutes = Math.max(1, Math.round(call.durationSeconds / 60));
	return [
		`${call.title} (${day}, ${minutes} min)`,
		...(note.summary ? [`In short: ${note.summary.map(({ text }) => text).join(' ')}`] : []),
		section('Next step', note.nextStep ? [note.nextStep] : [], 'None was named.'),
		section('Commitments', note.commitments.map(withOwner), 'None were heard.'),
		section('Open questions', note.openQuestions, 'None.'),
		...(note.objections ? [section('Objections', note.objections)] : []),
		...(note.risks ? [section('Risks', note.risks)] : []),
		...(note.decisions ? [section('Way to a decision', note.decisions)] : []),
		[`Call: ${call.url}`, ...(note.page ? [`Timeline and quotes, for ${PAGE_DAYS} days: ${note.page}`] : [])].join(
			'\n',
		),
	].join('\n\n');
}

function withOwner(line: NoteLine): NoteLine {
	return { ...line, text: `${line.owner}: ${line.text.charAt(0).toLowerCase()}${line.text.slice(1)}` };
}

function section(title: string, lines: NoteLine[], none = 'None.'): string {
	if (lines.length === 0) return `${title}: ${none}`;
	return [`${title}:`, ...lines.map(line)].join('\n');
}

function line({ text, due, dueDate, evidence }: NoteLine): string {
	const facts = due ? `${text}, due “${due}”${dueDate ? ` (${dueDate})` : ''}` : text;
	return `• ${facts}: “${evidence.quote}” (${evidence.speaker}, ${callTime(evidence.startMs)})`;
}
