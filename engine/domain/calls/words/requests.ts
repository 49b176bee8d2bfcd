/** Words with which people ask for something to be done, or offer it. */
import { head, oneOf, phrase } from './pattern.ts';
import { DELIVERABLE } from './things.ts';

const POLITELY =
	'(?: (?:please|maybe|possibly|perhaps|also|just|guys|all|both|still|be able to|be so kind and|kindly|mind)){0,3}';

/** "Could you …", "any chance you could …", "if you could …". */
export const REQUEST = head(
	`(?:can|could|would|will|might) (?:you|somebody|someone|your team|one of you|either of you|you guys)${POLITELY}`,
	'(?:any chance|is there (?:any|a) (?:way|chance)|do you think|would it be possible|are you able)(?: that)? (?:you|we|I|for you|to)(?: (?:can|could|might|to))?',
	'if (?:you|somebody|someone|your team) could(?: (?:please|maybe|also|just)){0,2}',
	'(?:I|we) need you to',
);

/** The same, whole. */
export const WHOLE_REQUEST = phrase(
	'would you mind (?:send|shar|check|ask|forward|introduc|review|put|writ|set|look|add|call|confirm|find)\\w*ing',
	`(?:can|could|may|might) (?:I|we) (?:maybe |please |also )?(?:get|have|borrow|see) (?:(?:an?|the|your|that|those|some|one|all) )(?:[\\w'-]+ ){0,5}?${DELIVERABLE}`,
	'(?:is there|do you have|have you got) (?:an?|any|some|something|anything)\\b[^.?]{0,60}\\b(?:I|we) (?:can|could) (?:read|see|show|share|forward|pass|use|take|look at|give)',
);

/** A wish that is no question: "I'd need the file", "please send me the list". */
export const DIRECTION = new RegExp(
	oneOf(
		`\\b(?:I'd|I would|we'd|we would|I|we) (?:need|appreciate|love|like) (?:it if you could |to (?:see|have|get) )?(?:(?:an?|the|your|that|those|some|one of your|one) )(?:[\\w'-]+ ){0,5}?${DELIVERABLE}\\b`,
		'^(?:(?:and|so|but|okay|ok|well|then|yeah|great|perfect|also|just|please|maybe|[a-z]+(?=,)),? ){0,3}(?:send|e-?mail|mail|forward|text|put|drop|shoot|share) (?:me|us|it|that|them|him|her|those|the|your)\\b',
	),
	'i',
);

/** "Shall I …", "I can …", "do you want me to …": with a deed behind it an offer. */
export const OFFER = head(
	"(?:(?:should|shall|can|could|may|might) (?:I|we)|(?:do you )?want (?:me|us) to|would you like (?:me|us) to|(?:happy|glad) to|(?<!\\b(?:if|where|what|how|that|think|maybe) )I (?:can|could)(?: (?:also|always|certainly|easily|definitely))?|how about (?:I|we)|what if (?:I|we)|why don't (?:I|we)|what (?:I|we) (?:can|could) do is|I'd be (?:happy|glad) to|I'd (?:love|like) to)(?: (?:maybe|also|just))?",
);

/** Deeds that are no offer behind these: "can I ask whether …?" */
export const NO_OFFER = /(?:ask (?:you|if|about|whether|a|one)|see)\b/iy;

/** An offer whatever follows. */
export const WHOLE_OFFER = phrase(
	'would (?:it|that) help if (?:I|we)',
	'would it (?:be useful|make sense|be helpful) (?:if (?:I|we)|for (?:me|us) to)',
);

const WELL = '(?:(?:yes|yeah|sure|mm|well|okay|ok|oh|no|absolutely|of course)[,.]? )*';

/** "I can, yes", "I can do that": agrees to what was asked for. */
export const CAN_DO = new RegExp(
	`^${WELL}(?:I|we) (?:can|could|will|shall)(?:(?: (?:definitely|certainly|probably|try to))? (?:do|try|find|manage|arrange|pull|get|send|check|ask)\\b|(?=[,.]|$))`,
	'i',
);
