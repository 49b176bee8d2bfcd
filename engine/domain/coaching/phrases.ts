/** The words of the coaching messages: second person, one thought each, a few variants so that mornings differ. */
import type { MomentFacts } from '../calls/draft.ts';
import { listed } from './wording.ts';

export type PhraseFacts = MomentFacts & {
	/** First name of the customer concerned, or "the customer". */
	name: string;
	/** The words of a date, as spoken. */
	due?: string;
};

export type Phrase = { title: string; text: (facts: PhraseFacts) => string };

const SUBJECTS: Record<string, string> = {
	price: 'the price',
	timing: 'the timing',
	need: 'whether they need it',
	competitor: 'another vendor',
	trust: 'what worries them',
};

export const PHRASES: Record<string, Phrase[]> = {
	'discovery-question': [
		{
			title: 'You asked, and then you let them talk',
			text: ({ name, seconds }) =>
				`${name} answered for ${length(seconds)}. A question that leaves that much room is worth keeping.`,
		},
		{
			title: 'A question worth asking again',
			text: ({ name, seconds }) =>
				`After it ${name} spoke for ${length(seconds)}, in their own words. Keep this one for the next call.`,
		},
		{
			title: 'Your question opened things up',
			text: ({ name, seconds }) =>
				`You asked openly and stayed out of the way: ${name} went on for ${length(seconds)}.`,
		},
	],
	curiosity: [
		{
			title: 'You asked before you told',
			text: ({ times, name }) =>
				`${times} open questions on one call, each of them answered; this one went to ${name}. That is how you find out what matters to them.`,
		},
		{
			title: 'Good questions, one after the other',
			text: ({ times, name }) =>
				`You asked ${times} open questions on this call and got an answer to each. This is one that ${name} answered.`,
		},
	],
	'acknowledged-concern': [
		{
			title: 'You took the concern seriously',
			text: ({ name, subject }) =>
				`${name} brought up ${subjectOf(subject)}, and you acknowledged it instead of passing over it. That keeps people talking.`,
		},
		{
			title: 'You showed that you had heard the worry',
			text: ({ name, subject }) =>
				`${name} brought up ${subjectOf(subject)}, and you showed that you had heard it. People remember that.`,
		},
	],
	recap: [
		{
			title: 'You said back what you had heard',
			text: ({ name }) => `It shows ${name} that you listened, and gives them the chance to put you right.`,
		},
		{
			title: 'You checked that you had understood',
			text: ({ name }) => `A recap like this saves a second call: ${name} could correct you on the spot.`,
		},
	],
	'next-step-agreed': [
		{
			title: 'There is a date for what comes next',
			text: ({ due }) => `“${due}” – both sides know what comes next, and when.`,
		},
		{
			title: 'You left with a next step',
			text: ({ due }) => `A named time (“${due}”) keeps things moving better than “soon”.`,
		},
	],
	'dated-promise': [
		{
			title: 'You promised, and said when',
			text: ({ due }) => `“${due}” is something your customer can count on.`,
		},
		{
			title: 'A promise with a date',
			text: ({ due }) =>
				`Saying “${due}” instead of “soon” builds trust. Keep it, and the next promise will count too.`,
		},
	],
	listening: [
		{
			title: 'You gave them the floor',
			text: ({ percent, name, seconds }) =>
				`Your customers had ${percent} % of the talk; here ${name} spoke for ${length(seconds)} in one go.`,
		},
		{
			title: 'Good listening',
			text: ({ percent, name, seconds }) =>
				`You let ${name} tell this for ${length(seconds)}. Over the whole call your side spoke for ${100 - (percent ?? 0)} %.`,
		},
	],
	'interrupted-customer': [
		{
			title: 'One breath longer before you reply',
			text: ({ name, times }) =>
				`${name} was still speaking when you came in${often(times)}. Wait a second: the best part often comes last.`,
		},
		{
			title: 'Let the last words land',
			text: ({ name, times }) =>
				`You came in while ${name} was still speaking${often(times)}. Count to two before you reply; it feels longer to you than to them.`,
		},
	],
	'skipped-objection': [
		{
			title: 'Stay with the objection',
			text: ({ name, subject }) =>
				`${name} brought up ${subjectOf(subject)} here, and the talk went on to something else. “Tell me more about that” is a good next line.`,
		},
		{
			title: 'Take up what speaks against it',
			text: ({ name, subject }) =>
				`This was about ${subjectOf(subject)}, and we found no reply to it. ${capitalized(name)} will think of it again: a question about it shows that you heard.`,
		},
	],
	'filler-words': [
		{
			title: 'Let the pauses be silent',
			text: ({ fillers, inHundred }) =>
				`${quoted(fillers)} and the like made up ${inHundred} of 100 of your words; here they come close together. A short silence sounds surer.`,
		},
		{
			title: 'Breathe where the filler words are',
			text: ({ times, fillers }) =>
				`We counted ${times} of them on this call, ${quoted(fillers)} most often; this is where they come close together. Try the same sentence more slowly.`,
		},
	],
	'unanswered-question': [
		{
			title: 'A question that stayed open',
			text: ({ name }) =>
				`We found no clear answer to this one on the call. A short message to ${name} today would close it.`,
		},
		{
			title: 'Go back to this question',
			text: ({ name }) =>
				`As far as the transcript shows, ${name} did not get an answer. A line or two today would do.`,
		},
	],
	monologue: [
		{
			title: 'Break up the long stretch',
			text: ({ seconds }) =>
				`From here you spoke for ${length(seconds)} in one go. After a minute, try “How does that fit with what you do today?”`,
		},
		{
			title: 'A pause in the middle',
			text: ({ seconds }) =>
				`This was the start of ${length(seconds)} without a break. One question half-way gives them a way in.`,
		},
	],
	'talk-ratio': [
		{
			title: 'Hand over the floor earlier',
			text: ({ percent }) =>
				`You had ${percent} % of the talk on this call; the usual benchmark is 43 %. Your longest stretch began here, a good place for a question.`,
		},
		{
			title: 'More room for them',
			text: ({ percent }) =>
				`${percent} % of this call was you; around 43 % tends to work best. Where this stretch begins, ask what they think first.`,
		},
	],
	'no-next-step': [
		{
			title: 'End with a next step',
			text: () =>
				'These were among the last words, and no next step had been named. Five minutes before the end, ask “What should happen next, and when?”',
		},
		{
			title: 'Keep five minutes for what comes next',
			text: () =>
				'The call closed like this, without a next step. It is not too late: suggest a day in a short message.',
		},
	],
	'undated-next-step': [
		{
			title: 'Put a day to it',
			text: () => 'Something is to follow, but nobody said when. “Shall we say Thursday?” is all it takes.',
		},
		{
			title: 'From “soon” to a date',
			text: () =>
				'A next step was named here, without a day. Suggest one when you follow up, and both sides can plan with it.',
		},
	],
};

/** Seconds as people say them: 48 seconds, a minute, 2 minutes, 2½ minutes. */
export function length(seconds = 0): string {
	if (seconds < 55) return seconds === 1 ? 'a second' : `${seconds} seconds`;
	const halves = Math.round(seconds / 30);
	if (halves <= 2) return 'a minute';
	const whole = Math.floor(halves / 2);
	return `${whole}${halves % 2 === 1 && whole < 10 ? '½' : ''} minutes`;
}

function often(times = 1): string {
	if (times < 2) return '';
	return times === 2 ? ' (it happened twice on this call)' : ` (it happened ${times} times on this call)`;
}

/** “um” and “you know”. */
function quoted(words: string[] = []): string {
	return listed(words.map((word) => `“${word}”`));
}

function capitalized(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}

function subjectOf(subject = ''): string {
	return SUBJECTS[subject] ?? 'a concern';
}
