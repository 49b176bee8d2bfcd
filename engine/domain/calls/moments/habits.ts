/** Habits of the rep to work on. */
import {
	HIGH_TALK_RATIO,
	INTERRUPTION_OVERLAP_MS,
	INTERRUPTION_WORDS,
	INTERRUPTION_YIELD_MS,
	LONG_MONOLOGUE_MS,
	SHORT_CALL_MS,
} from '../benchmarks.ts';
import type { Draft } from '../draft.ts';
import { longestMonologue } from '../monologue.ts';
import { closingTurn } from '../next-step.ts';
import { isConversation } from '../risks.ts';
import { isCustomer } from '../speakers.ts';
import { repShare } from '../talk.ts';
import { saysNothing, spanOf } from '../turns.ts';
import { fillerWords } from './filler-words.ts';
import { type CallFindings, totalSpeech } from './findings.ts';
import { moment, opening, seconds } from './moment.ts';

export function habits(findings: CallFindings): Draft[] {
	return [
		...interruptions(findings),
		...skippedObjections(findings),
		...unanswered(findings),
		...monologue(findings),
		...talkRatio(findings),
		...looseEnd(findings),
		...fillerWords(findings),
	];
}

/** The rep began while a customer spoke, said more than a back-channel, and the customer fell silent. */
function interruptions({ turns }: CallFindings): Draft[] {
	const found = turns.flatMap((turn, position) => {
		const before = turns[position - 1];
		const began = turn.sentences.find(({ text }) => !saysNothing(text));
		if (!turn.speaker.rep || !before || !began || !isCustomer(before.speaker)) return [];
		const { startMs } = spanOf(began);
		const overlap = before.endMs - startMs;
		if (overlap < INTERRUPTION_OVERLAP_MS || overlap > INTERRUPTION_YIELD_MS || turn.words < INTERRUPTION_WORDS)
			return [];
		const cut = before.sentences.findLast((sentence) => spanOf(sentence).endMs > startMs);
		return cut ? [{ cut, began, name: before.speaker.name }] : [];
	});
	const times = found.length;
	return found.map(({ cut, began, name }) =>
		moment({
			tone: 'habit',
			label: 'interrupted-customer',
			weight: 70 + Math.min(20, 5 * times),
			text: `${name} was still speaking when the rep began${times > 1 ? `; it happened ${times} times on this call` : ''}.`,
			sentences: [cut, began],
			party: name,
			facts: { times },
		}),
	);
}

/** A question that was put off with a dated promise is in good hands, and no habit. */
function unanswered({ questions, commitments }: CallFindings): Draft[] {
	const promisedIn = new Set(commitments.filter(({ due }) => due !== undefined).map(({ turn }) => turn));
	return questions
		.filter(({ answered, asker }) => !answered && isCustomer(asker))
		.filter(({ passedOverIn }) => passedOverIn === undefined || !promisedIn.has(passedOverIn))
		.map(({ sentence, asker }) =>
			moment({
				tone: 'habit',
				label: 'unanswered-question',
				weight: 75,
				text: `${asker.name}'s question stayed open.`,
				sentences: [sentence],
				party: asker.name,
			}),
		);
}

function monologue({ turns }: CallFindings): Draft[] {
	const longest = longestMonologue(turns, (turn) => turn.speaker.rep);
	if (!longest || longest.endMs - longest.startMs < LONG_MONOLOGUE_MS) return [];
	const length = seconds(longest.endMs - longest.startMs);
	return [
		moment({
			tone: 'habit',
			label: 'monologue',
			weight: 60 + Math.min(25, (length - seconds(LONG_MONOLOGUE_MS)) / 10),
			text: `The rep spoke for ${length} seconds in one go.`,
			sentences: [opening(longest.sentences)],
			facts: { seconds: length },
		}),
	];
}

function talkRatio({ turns, talk }: CallFindings): Draft[] {
	if (talk.repTalkRatio <= HIGH_TALK_RATIO || totalSpeech(talk) < SHORT_CALL_MS) return [];
	const longest = longestMonologue(turns, (turn) => turn.speaker.rep);
	if (!longest) return [];
	const percent = Math.round(talk.repTalkRatio * 100);
	return [
		moment({
			tone: 'habit',
			label: 'talk-ratio',
			weight: 50 + percent - 100 * HIGH_TALK_RATIO,
			text: `The rep had ${percent} % of the talk.`,
			sentences: [opening(longest.sentences)],
			facts: { percent, seconds: seconds(longest.endMs - longest.startMs) },
		}),
	];
}

/** A customer objected in words that cannot be meant otherwise, the rep spoke next, and took no notice of it. */
function skippedObjections({ objections, turns }: CallFindings): Draft[] {
	return objections.flatMap(({ reply, acknowledgment, sentence, speaker, label, turn }) => {
		const next = turns.slice(turn + 1).find((one) => !isCustomer(one.speaker));
		if (reply || acknowledgment || !next?.speaker.rep) return [];
		return moment({
			tone: 'habit',
			label: 'skipped-objection',
			weight: 72,
			text: `${speaker.name}'s objection was passed over.`,
			sentences: [sentence],
			party: speaker.name,
			facts: { subject: label },
		});
	});
}

/** A call that ended open. What was promised for a day near its end is a thread to go on with. */
function looseEnd({ nextStep, turns, talk, commitments }: CallFindings): Draft[] {
	if (!nextStep || nextStep.outcome === 'agreed' || !isConversation(turns, repShare(talk))) return [];
	const closing = closingTurn(turns);
	if (commitments.some(({ turn, due }) => due !== undefined && turn >= closing)) return [];
	const undated = nextStep.outcome === 'undated';
	return [
		moment({
			tone: 'habit',
			label: undated ? 'undated-next-step' : 'no-next-step',
			weight: undated ? 45 : 68,
			text: undated ? 'What comes next was named without a date.' : 'The call ended without a next step.',
			sentences: [nextStep.sentence],
			party: nextStep.speaker.name,
		}),
	];
}
