/** Words that say when something falls due. */
import { MONTHS, ORDINALS, WEEKDAYS } from './calendar.ts';
import { oneOf } from './pattern.ts';

const WEEKDAY = oneOf(...WEEKDAYS);
const MONTH = oneOf(...MONTHS);
const ORDINAL_WORD = oneOf(
	`(?:twenty|thirty)[- ](?:${Object.keys(ORDINALS).slice(0, 9).join('|')})`,
	...Object.keys(ORDINALS),
);
const ORDINAL = `(?:\\d{1,2}(?:st|nd|rd|th)?|${ORDINAL_WORD})`;
const DAY_PART = '(?: (?:morning|afternoon|evening|noon|night|lunchtime))?';
const COUNT =
	'(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|thirty|\\d{1,2}|a couple of|a few|the next (?:few|couple of)|the next)';
const HOUR_WORD = '(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)';
const CLOCK = `(?:half past ${HOUR_WORD}|half ${HOUR_WORD}|(?:a )?quarter (?:past|to) ${HOUR_WORD}|\\d{1,2}(?::\\d{2})?(?: ?[ap]\\.?m\\.?)?|noon|${HOUR_WORD})(?: (?:thirty|fifteen|forty-five|o'clock))?`;
const HOUR = `(?: at ${CLOCK}(?: in the (?:morning|afternoon|evening))?| noon)?`;

/** "Friday" behind "by the end of the day". */
const ON_DAY = `(?:,? (?:on |next |this )?(?:${WEEKDAY}|today|tomorrow))?`;
const YEAR = '(?:,? 20\\d\\d)?';
const A_MONTH = `(?:${MONTH}${YEAR}|(?:the )?next month|(?:this|the) month)`;

/** Before "today" these make it the day that is spoken of, not one on which something falls due. */
const NO_DUE_TODAY =
	'of|from|for|like|as|than|until|here|me|you|us|have|do|does|use|need|are|is|was|were|see|saw|said|call|meeting|\\w+ed';

/** The end of a clause, so that "by ten" is a time and "by ten percent" is none. */
const STOPS =
	'(?=[.,;!?…]|$| (?:and|so|but|at the latest|your|my|our|his|her|today|tonight|sharp|eastern|central|pacific|if|then))';

/** The words that say when something falls due, as spoken. */
export const DUE = new RegExp(
	`(?<!day (?:to|through|till|until) )(?<!\\b(?:last|since|every|each|past|previous|not|not (?:on|before|until|by)|before this) )\\b(?:${[
		`(?:by |before |until |on |for |no later than )?(?:the |this |next |the following |coming )?${WEEKDAY}(?! (?:to|through|till|until) ${WEEKDAY})(?: of next week|,? next week| week| after next|,? (?:the )?${ORDINAL}(?: (?:of )?${MONTH}${YEAR})?|,? ${MONTH} (?:the )?${ORDINAL}${YEAR})?${DAY_PART}${HOUR}`,
		`(?:by |before |until |for )?(?:the day after )?tomorrow${DAY_PART}${HOUR}`,
		'(?:by |before |later |still )today',
		`(?:(?<=\\bto (?:you|him|her|them|us) )|(?<!\\b(?:${NO_DUE_TODAY}) ))today(?=[.,;!]|$| and | so | itself| still)`,
		'(?:by )?tonight',
		`(?:by |before )?(?:the )?(?:end|close) of (?:the |this |next |our )?(?:day|business|play|week|month|quarter|year)${ON_DAY}`,
		`(?:by |before )?(?:EOD|COB)${ON_DAY}`,
		'(?:by |before |early |later |late |sometime |the (?:beginning|start|middle) of )?(?:this|next) (?:week|month|quarter|morning|afternoon|evening)',
		'(?:later |early |late )(?:in |on in )?(?:the|this|next) (?:week|month|quarter|year)',
		`(?:with)?in (?:(?:about|around|roughly|approximately) )?${COUNT}(?: (?:or|to) ${COUNT})? (?:business |working )?(?:hours?|days?|weeks?|months?)`,
		`${COUNT} weeks? (?:from (?:today|now|tomorrow|(?:this |next )?${WEEKDAY})|on ${WEEKDAY})`,
		'(?:in |within )?a (?:day|week) or two',
		`(?:right |straight |directly |immediately )?after (?:this|the|our) (?:call|meeting)${ON_DAY}`,
		'(?:right|straight|directly) after(?:wards| this)?|the (?:minute|moment|second) we hang up',
		`(?:right |straight )?(?:after|before|by) lunch${ON_DAY}`,
		`(?:before|by|until) (?!one\\b)${CLOCK}${STOPS}`,
		`(?:on |by |before )?the (?:first|second|third|fourth|last) ${WEEKDAY} (?:of|in) ${A_MONTH}${HOUR}`,
		`(?:by |before |on |until |for )?the (?:${ORDINAL_WORD}|\\d{1,2}(?:st|nd|rd|th))(?: of ${A_MONTH})?(?:${HOUR})(?= of ${MONTH}|[,.;!?]|$| (?:if|and|so|at|as|because|then|which|would|works|is|it|for|in the|in case|down|too|already|anyway|instead|together|with|after|before|or))`,
		`(?:by |before |on |until |in )?(?:early |late |mid[- ])?${MONTH} (?:the )?${ORDINAL}${YEAR}`,
		`(?:on |by |before |until )?(?:the )?\\d{1,2}(?:st|nd|rd|th)? (?:of )?${MONTH}${YEAR}`,
		`(?:by |before |until )(?:the (?:end|middle|start|beginning) of )?(?:early |late |mid[- ])?${MONTH}${YEAR}`,
		`(?:the (?:end|middle|start|beginning) of )(?:this |next )?(?:month|${MONTH}${YEAR})`,
		`in (?:early |late |mid[- ])?${MONTH}${YEAR}(?=[.,;!?]|$)`,
		'(?:by |in |over )?(?:the )?(?:weekend)(?=[.,;!?]|$)',
		'first thing(?: in the morning| tomorrow| monday)?',
	].join('|')})(?![\\w-])`,
	'gi',
);

/** What every one of them has something of. */
export const MAY_BE_DUE =
	/day|week|month|quarter|year|night|tomorrow|\bEOD|\bCOB|hour|lunch|noon|after|direct|january|february|march|april|\bmay\b|june|july|august|september|october|november|december|close of|end of|first thing|\d(?:st|nd|rd|th)|\bthe [a-z-]+(?:st|nd|rd|th)\b|morning|evening|hang up|\b(?:before|by|until) (?:\d|half|a quarter|quarter|[tfsneo]\w{2,5}\b)/i;

/** A time of day, as one repeats it to settle on it. */
export const TIME_OF_DAY = new RegExp(
	`\\b(?:(?!one\\b)${CLOCK}${STOPS}|\\d{1,2}(?::\\d{2})? ?[ap]\\.?m\\b|${HOUR_WORD} (?:o'clock|thirty|fifteen|forty-five)|same time)`,
	'i',
);

/** Names a date, and not only a weekday. */
export const DATED = new RegExp(`\\b(?:${ORDINAL_WORD}|\\d{1,2}(?:st|nd|rd|th)|${MONTH}|\\d{1,2}/\\d{1,2})\\b`, 'i');

/** Only an hour, or a time of the day of the call. */
export const NO_DAY =
	/^(?:(?:by|before|until|right|straight|after|later|still) )*(?:noon|lunch|tonight|today|EOD|COB|this (?:morning|afternoon|evening)|half|(?:a )?quarter|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d|the (?:minute|moment|second)|directly|immediately|after|(?:the )?(?:end|close) of|(?:early |late )?(?:in |on in )(?:the|this|next) (?:year|quarter))/i;

/** Days that two people may name to each other; what they share tells that they mean the same one. */
export const DAY_NAMES = new RegExp(
	`\\b(?:${WEEKDAY}|tomorrow|tonight|${ORDINAL_WORD}|\\d{1,2}(?:st|nd|rd|th)|${MONTH}|next week|a week from today)\\b`,
	'gi',
);
