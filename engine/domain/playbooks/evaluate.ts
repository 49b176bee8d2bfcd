/** Holds a call against a playbook. */
import type { PlaybookFinding, PlaybookResult } from '../../contract/analysis.ts';
import type { Call, TalkStatistics, Transcript } from '../../contract/call.ts';
import type { Playbook, PlaybookCriterion } from '../../contract/playbook.ts';
import { speakersOf } from '../calls/speakers.ts';
import { byTime, turnsOf } from '../calls/turns.ts';
import { measuredOutcome } from './measured.ts';
import { type SaidCriterion, saidOutcomes } from './said.ts';

/** The playbook of one call, and the stage of the deal that chose it; none where the request named it. */
export type ChosenPlaybook = { playbook: Playbook; stage?: string };

/**
 * One finding for each criterion, in the playbook's order, with the playbook's advice where it is not met. `dropped`:
 * quotes that did not stand in the transcript; what rested on them does not count.
 */
export function evaluatePlaybook(
	{ playbook, stage }: ChosenPlaybook,
	call: Pick<Call, 'parties' | 'rep'>,
	transcript: Transcript,
	talk: TalkStatistics,
): { result: PlaybookResult; dropped: number } {
	const speakers = speakersOf(call);
	// Positions are what evidence refers to: they are counted here, not believed.
	const indexed = { ...transcript, sentences: transcript.sentences.map((sentence, index) => ({ ...sentence, index })) };
	const sentences = byTime(indexed.sentences);
	const said = { sentences, transcript: indexed, speakers };
	const turns = turnsOf(sentences, speakers);
	const bySaying = saidOutcomes(playbook.criteria.filter(isSaid), said);
	let dropped = 0;
	const findings = playbook.criteria.map(({ id, title, measured, coaching }): PlaybookFinding => {
		const outcome = measured ? measuredOutcome(measured, talk, turns, said) : bySaying.get(id);
		if (!outcome) return { criterion: id, title, met: 'unknown', evidence: [] };
		const { dropped: lost, ...finding } = outcome;
		dropped += lost;
		return { criterion: id, title, ...finding, ...(finding.met === 'no' && coaching ? { coaching } : {}) };
	});
	const { name, title } = playbook;
	return { result: { playbook: name, title, ...(stage ? { stage } : {}), findings }, dropped };
}

function isSaid(criterion: PlaybookCriterion): criterion is PlaybookCriterion & SaidCriterion {
	return criterion.said !== undefined;
}
