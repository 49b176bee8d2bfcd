/** Words with which people promise. */
import { head, oneOf, phrase, tail } from './pattern.ts';
import { A_DELIVERABLE, BODY, DELIVERABLE, NAME, THING } from './things.ts';

const HIMSELF = oneOf("I'll", 'I will', "I'm going to", 'I am going to', "I'm gonna", 'I shall');
const FUTURE = oneOf(
	"'ll",
	' will',
	"'re going to",
	' are going to',
	"'re gonna",
	' shall',
	' is going to',
	"'s going to",
);
const OURS = oneOf(
	'we',
	'our team',
	'my team',
	'somebody',
	'someone',
	'(?:my|our) (?:[\\w-]+ ){0,3}?(?:team|colleagues?|manager|boss|engineers?|architects?|lawyers?|counsel|partners?|director|CEO|CFO|CTO|CIO|COO|CISO|VP|lead|guy|guys|lady|people|folks|rep|specialists?|consultants?|accountant|assistant|legal|finance|security|support|procurement)',
	'legal',
	'procurement',
	'finance',
);
const ADVERBS =
	'(?: (?:also|then|just|definitely|certainly|absolutely|probably|personally|quickly|actually|still|both|gladly|happily|immediately|all|first|try to|try and|make sure to|make sure we|make sure I|be sure to|go ahead and|go and|be happy to|be glad to|be able to|sit down and)){0,3}';

/** "I'll …": with almost any verb behind it a promise. */
export const MYSELF = head(`${HIMSELF}${ADVERBS}`, "I'd better");

/** "We'll …", "our lawyer is going to …": with a deed behind it. */
export const OURSELVES = head(`${OURS}${FUTURE}${ADVERBS}`);

/** "I can …", "we should be able to …": with a date beside it. */
export const ABLE = head(
	`(?<!\\b(?:that|which|what|as|than|how|when|where|who|whatever) )${oneOf(
		HIMSELF,
		`(?:I|${OURS})(?:${FUTURE}|'d be happy to|'m happy to|'re happy to| can| could| should be able to| need to| have to| must)`,
	)}${ADVERBS}(?: be able to)?`,
);

/** A party by name takes on something: group 1 is the name. */
export const SOMEBODY = new RegExp(
	`\\b(?!(?:I|We|You|They|He|She|It|That|This|There|Who|What|Somebody|Someone|Nobody|Everybody|Those|These|Then|And|But|So)\\b)([A-Z][\\w'-]+)(?: (?:from|in|on|at|here) (?:\\w+ ){0,3}?\\w+)?(?:'ll| will| is going to|'s going to)${ADVERBS} `,
	'g',
);

/** "I'll phone around": what one takes on oneself is a promise unless it is in the list of what is none. */
export const ANY_VERB = tail('[a-z]{3,}');

/** "Let me …". */
export const LET_ME = head(`(?<!\\b(?:n't|not|please|to|would) )let me${ADVERBS}`);

/** "… get back to you", "… ask our lawyer". "Let me show you" is done at once. */
export const LET_ME_DEED = tail(
	'get back to (?:you|them)',
	'come back to you',
	'send',
	'forward',
	'e-?mail',
	'text',
	'find out',
	'figure (?:it |that |this )?out',
	'follow up (?:with|on)',
	`run (?:${THING}|the \\w+) (?:by|past)`,
	`take (?:${THING}|the \\w+) (?:offline|back|away|to|up with)`,
	`(?:talk|speak) (?:to|with) (?!you\\b)(?:${BODY}|${NAME})`,
	'(?:double-?)?check (?:with|on (?:that|this|it) (?:and|with)|internally|whether|if)',
	`ask (?!my (?:first|second|next|last|other)? ?questions?|you\\b|a\\b|one\\b|the (?:same|question|group)\\b|something|this\\b|that\\b|both\\b|everyone\\b|everybody\\b)(?:around|him|her|them|my|our|the|legal|finance|procurement|${NAME})`,
	'look into',
	'dig (?:into|up|out)',
	'set (?:up|that up|it up|something up)',
	'introduce you',
	'connect you',
	'put (?:you|them) in (?:touch|contact)',
	`put together`,
	`put ${A_DELIVERABLE} together`,
	'put (?:it|that|this|something) in writing',
	'confirm (?:that|it|this|with|whether|the \\w+ with)',
	'(?:record|prepare|draft|build|write up|work up|pull together|arrange|organi[sz]e|schedule|book|reserve|chase|raise|escalate|rework|revise)',
	'get (?:you|that|it|those) (?:a|an|the|over|to you|in writing)',
	`(?:see|find out|check) (?:if|whether|what|when) (?:I|we|he|she|they|there|our|my) (?:\\w+ ){0,3}?(?:can|could|would|is|are|has|will)`,
	'sleep on (?:it|that)',
	'think (?:it|that|this) over',
);

/** "You'll have it by Monday", "the files you'll get from us on Friday", "it'll be in your inbox tonight". */
export const YOU_WILL_HAVE = phrase(
	`you(?:'ll| will| should|'d) (?:all |both |then |also )?(?:get|have|receive|see) (?:${THING}|(?:an?|the|our|that|your) (?:[\\w'-]+ ){0,3}?${DELIVERABLE}|(?:[\\w' -]{1,30}? )?from (?:me|us|our|my))`,
	"you(?:'ll| will| should) hear (?:back )?from (?:me|us|our|my)",
	"(?:it|that|this|they|those|everything|there|the [\\w' -]{1,30}?|an? [\\w' -]{1,30}?)(?:'ll| will| should|'s going to| is going to) be (?:[\\w' -]{1,30}? )?(?:in your (?:inbox|mailbox|mail|hands)|with you|on your desk|on its way)",
);

/** Of these some are promises by themselves, without a date. */
export const YOU_WILL_HAVE_SURELY = phrase(
	"you(?:'ll| will) (?:get|have|receive|hear) (?:[\\w' -]{1,30}? )?from (?:me|us)",
	"be (?:[\\w' -]{1,30}? )?in your (?:inbox|mailbox)",
	'on its way to you',
);

/** "Leave that with me", "I owe you a quote". */
export const TAKES_ON = phrase(
	'leave (?:it|that|this|that one|this one|them) (?:with|to) (?:me|us)',
	"(?:I've got|I have|I'll take) (?:that|this|it) (?:as|down as) (?:an|my) action(?: item)?",
	"(?:that|this|it)(?:'s| is) (?:on me|mine|my action|my homework)(?: to)?",
	'(?:I|we) owe (?:you|them) (?:an?|the|that|those|some)',
	'(?:my|our) action(?: item)? is to',
	"(?:I'm|I am) on it",
	'consider it done',
	"(?:so |and )?(?:that's |it's |what's )?on my (?:to-?do )?list(?: is| are|'s| then)?",
	"I've (?:made|got) a note to",
	"(?:I'll|let me) take (?:that|this|it) (?:as an action|as a to-?do|as homework)",
);
