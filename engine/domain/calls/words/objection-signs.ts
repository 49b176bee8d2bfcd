/**
 * Signs that something speaks against a deal, with points. None says it alone; together they do. The points began as the
 * weights of a logistic regression over the planted calls that are open to everybody (test/fixtures/planted/dev-*) and
 * sentences written for it, doubled and rounded; signs that came later were given theirs by hand, on the same calls.
 */
import { CANDOR, CONCERN_NAMED, NO_CONCERN } from './objections.ts';

export type Sign = {
	points: number;
	pattern: RegExp;
	/** Says what is spoken of, and nothing against it: beside other signs only. */
	neutral?: true;
	/** Says how something is said, and nothing of what. */
	manner?: true;
	/** Not counted beside words that surely object. */
	unless?: 'sure';
};

/** Money. */
export const MONEY =
	/\b(?:price|pric(?:ey|ing)|costs?|costing|budget|money|expensive|pay|paying|spend|spending|fees?|euros?|dollars|pounds?|penn(?:y|ies)|cents?|grand|bucks|quote|license|setup|accountant|finance|trustees|margins?|afford|cheap|cheaper|discount|uplift|increase|surcharge|per (?:seat|user|head|month)|a seat|(?:put|set) aside|funds?|funding|grants?|charity|extras|worth|subscription|tariff|a fortune|for that I could|I could hire|you're asking|percent more|what (?:we|I) paid|cost (?:me|us)|invoice was|teaching assistant|signature for|to pay|trustees|council|made of money)\b/i;

/** What else takes people's time. */
export const BUSY =
	/\b(?:audit|moving|migration|project|rollout|re-?org\w*|inspection|exams?|season|holidays|election|merger|owners|new director|maternity|on leave|lambing|harvest|accreditation|queue|hands full|tied up|swamped|slammed|in the (?:middle|thick)|digest\w*|swallows?|exhausted|fed up|stretched|overloaded|short-?staffed|backlog|rush|freeze|spring|summer|autumn|winter|christmas|easter|until then|peak|year-?end|mid-season|bad (?:moment|month|time)|isn't (?:my|our) (?:month|year|week)|(?:nobody|no one) (?:free|to|has)|go-?live|haven't got the|ministry|visiting|parental|everything else stops|exhibition|attention|don't see my|used to the (?:new|last)|awfully short|(?:too|pretty|very) short|(?:not|isn't) this (?:year|quarter|summer)|tourists|at sea|sick leave|tender|trade fair|conference|refurb\w*|renovat\w*|building works|construction|one more thing|anything new|take on|on (?:leave|vacation|holiday) until|leaves in|new (?:owner|director|boss|manager|one)|isn't hired|has to come first|get the \w+ out of the way|come back to (?:me|us) (?:after|in|when)|whole team)\b/i;

/** How they do without. */
export const STATUS_QUO =
	/\b(?:works (?:fine|well|for us)|(?:it|that|which|way) works|for (?:\w+ )?(?:\w+ )?years|by hand|paper|spreadsheets?|excel|index cards?|white ?board|wall chart|by name|by heart|in (?:his|her|my|their) head|group chat|old way|already (?:have|got|do)|what we(?:'ve got| have)|got by|get by|manage[ds]?|happy with|does the job|shout|good enough|does (?:most|eighty|half)|a (?:guy|person|lady|girl) for that|knows? every|in the software|ended up back|without it|not broken|isn't broken|if it's broken|nobody died|ever asked|little (?:red |black )?book|in a (?:notebook|book|folder|binder|drawer)|notebook|tells me what|never (?:crashed|failed|wrong|lets)|n't (?:get|have) (?:that|so|all that) many|outside all day|walk over|customers phone|they phone|(?:know|knows) (?:the route|them all|everybody|everyone)|one van|is fine|isn't (?:a|the) (?:problem|pain)|(?:fine|okay|happy|good) as (?:we are|it is|they are)|don't need (?:a|an|any|that|it)|don't really have)\b/i;

/** Too big, too little, too rarely. */
export const SCALE =
	/\b(?:too (?:small|low|big|much|many|few)|a bit (?:much|of a|too)|for (?:\w+) (?:rooms|people|users|trucks|beds|tables|cars)|a tenth|twice a (?:month|year|week)|toy|overkill|volume|hardly|big chains|big (?:boys|companies|players)|one room|we're (?:\w+ )?(?:people|small)|a firm of|only (?:a )?(?:handful|few)|enough complaints|big enough|solves? a problem|that pain|a lot to (?:get wrong|ask|learn|take in)|one more thing|(?:is|'s|are) (?:\w+ )?(?:long|far|much) (?:in|for|to)|take months|months over|too much machine|our size|half of what|we'd never|most of it|machine for|a bus|cannon|the big (?:ones|guys)|hardly (?:ever|ship|use|any)|problem (?:that )?(?:I|we) don't|more of a problem for|for (?:eight|six|five|four|ten|twelve|two|three) (?:\w+))\b/i;

/** What can go wrong. */
export const FEAR =
	/\b(?:worr(?:y|ied|ies|ying)|concern\w*|risky?|outages?|downtime|goes down|went down|fail(?:s|ed)?|lock(?:ed|-?in|s|ing)?|contracts?|cloud|union|lawyers?|legal|data protection|trust|suspicious|promised|sold the|burn(?:ed|t)|stung|misery|guarantees?|rely|reviews?|spying|surveillance|server|internet|no signal|shut (?:it |the )?\w* ?down|nervous|uneasy|allergic|sweat|been wrong|patient (?:names|data)|health data|liability|your support|comfortable|doubts?|believe|member(?:s'|s)? data|personal data|somebody else's computer|nine employees|start-?up|test rabbit|guinea pig|bet (?:my|our)|never do what|put(?:ting)? my name|scared|nightmare|black box|big brother|renews itself|without asking|abroad|be (?:here|around) in|don't speak|handing over|hand (?:that|it) to|bad feeling|never (?:worked|came)|it was (?:\w+ )?(?:months|weeks|years)|told us (?:\w+ )?(?:weeks|months|days)|in spring that|customers in this country|been around for|new to this|track(?:s|ing|ed)|spies|spy on|cameras?|long contracts|allergic|stand(?:ing)? still|having a bad day|hate it|won't (?:use|scan|carry|touch|like|wear))\b/i;

/** Not convinced. */
export const DOUBT =
	/\b(?:not (?:\w+ ){0,3}(?:sure|convinced|certain)|don't (?:think|know (?:if|how|whether))|doubt|struggling|surprised if|don't (?:really )?see|can't see|how (?:do|would|am) I|who guarantees|hard to (?:see|believe|imagine|justify|sell)|don't (?:love|like|fancy)|feel better|be lying|can't judge|wonder(?:ing)? whether|don't buy|not signing|I'm not going to|what bothers|if I'm honest|not (?:exactly )?in a hurry|my gut|sounds (?:a bit )?too|can't get my head|question (?:of|is))\b/i;

/** Strong images for a strong no. */
export const SHOCK =
	/\b(?:heart attack|spilled|laugh|fell off|throat|ouch|wow|braced|kill(?:s|ed)? (?:me|it)|would kill|choke[ds]?|in the cards|out of my (?:own )?pocket|sticks in|blunt|straight with you|lying around|throw me out|adds up|hurts?|thin|scandal|braced|double|not in a year|asking me to|madness|crazy|no way|go to the trustees|north of|in my head)\b/i;

/** Somebody else who would like the deal. */
export const RIVAL =
	/\b(?:another (?:firm|vendor|offer|company|one|supplier)|the others|one other|market leader|switch|looked at [A-Z]\w+|(?:like[ds]?|prefer(?:s|red)?) (?:that|theirs|it|the other)(?: one)? (?:better|more)|friend of mine|(?:very |quite |pretty )?happy with [A-Z]\w+|people from [A-Z]\w+|work(?:ed|s)? with [A-Z]\w+|been with [A-Z]\w+|other quotes?|for nothing|throws? (?:that|it|this) in|keeps bringing it up|sister company|franchise|microsoft|google|predecessor|offered|offer from|offering|used [A-Z]\w+|with [A-Z]\w+ for|on [A-Z]\w+ and|had [A-Z]\w+ in|(?:their|its) own tool|for free|same thing|cheaper|your competitors?|gave us a free|look at [A-Z]\w+ first)\b/;

const WAITS =
	/\b(?:until|till|before|after|wait|first|come back to me|out of the way|not (?:now|yet)|rather|next year)\b/i;
const TIMES =
	/\b(?:january|february|march|april|may|june|july|august|september|october|november|december|year|quarter|months?|weeks?|now|yet)\b/i;

/** Points of the words of a sentence. */
export const SIGNS: Sign[] = [
	{ points: 4, pattern: MONEY, neutral: true },
	{ points: 4, pattern: BUSY, neutral: true },
	{ points: 3, pattern: STATUS_QUO, neutral: true },
	{ points: 3, pattern: SCALE },
	{ points: 3, pattern: FEAR },
	{ points: 3, pattern: DOUBT },
	{ points: 4, pattern: SHOCK },
	{ points: 3, pattern: RIVAL },
	{ points: 3, pattern: CANDOR, manner: true },
	{ points: 2, pattern: CONCERN_NAMED },
	{ points: 1, pattern: /n't\b|\b(?:not|no|never|nobody|nothing|none|cannot|without|hardly|neither)\b/i },
	{
		points: 2,
		manner: true,
		pattern:
			/\b(?:can't|cannot|won't|wouldn't|couldn't|(?:not|isn't|aren't|never) going to|(?:would|will|could|can) (?:never|not|hardly))\b|'(?:d|ll) (?:never|not|hardly)\b/i,
	},
	/** What people will not do. */
	{
		points: 2,
		pattern:
			/\b(?:he|she|they|people|nobody|(?:my|our|the|half the|most of the) \w+(?: \w+)?)(?:'s \w+(?:-\w+)?, (?:he|she))? (?:\w+ )?(?:won't|wouldn't|will not|don't (?:need|want|like|trust|look|use|read)|doesn't (?:need|want|like|trust|use)|would have to (?:agree|approve|sign)|can't be bothered)\b/i,
	},
	{ points: 1, pattern: /\b(?:I|me|my)\b/, neutral: true },
	{ points: 1, pattern: /\b(?:more than|less than|lower|higher|above|twice|double|instead of|rather|half)\b/i },
	{ points: 1, pattern: TIMES, neutral: true },
	{ points: 1, pattern: WAITS, neutral: true },
	{ points: -3, pattern: NO_CONCERN },
	/** Two words, or an opening that only answers. */
	{ points: -4, pattern: /^(?:\S+ ?){1,4}$/, unless: 'sure' },
	{
		points: -4,
		pattern: /^(?:yeah|yes|okay|oh|right|great|good|thanks|thank you|sure|perfect|hi|bye)\b(?!,? but\b)/i,
		unless: 'sure',
	},
	/** Asks in the form of a statement: "I was wondering if you could talk about prices". */
	{
		points: -6,
		pattern:
			/\b(?:(?:my|the|your|first|second|third|next|last|one|another|other|follow-?up|quick|a) (?:\w+ )?questions?\b|questions? (?:is|was|are|on|about)|wonder(?:ing|ed)? (?:if|whether|what|how|about) (?:you|there|we|it was)|just wondering|(?:can|could|would) you (?:\w+ )?(?:talk|give|share|help|explain|comment|elaborate|tell)|want(?:ed)? to (?:ask|check|understand|know|follow up|clarify)|talk about|inaudible)/i,
	},
	/** What their trouble costs them. */
	{
		points: -4,
		pattern:
			/\b(?:costs? us (?:a|about|around|two|three|every|\w+ (?:hours?|days?))|we (?:lose|lost|waste|pay overtime|pay (?:them|him|her|the agency))|overtime|that's (?:why|when|what) (?:I|we)(?:'m| am|'re| are)? (?:call|called|calling|here|looking|started|want))\b/i,
	},
	/** Who comes when. */
	{
		points: -4,
		pattern:
			/\b(?:can't make it|drop in|joining|to join|dentist|I'll be (?:there|at|in)|doesn't work for me|o'clock|ten minutes|recording|see you|hear you)\b/i,
	},
];

/** What was said around it. */
export const ACKNOWLEDGED = 5;
export const HEARD = 4;
export const IN_ANSWER = -1;
export const LAST_WORDS = 2;
export const PROMISED = -3;
export const SURE_WORDS = 7;

/** So many points make an objection. */
export const ENOUGH = 10;

/** Opens a reply that has heard something. */
export const HEARD_IT =
	/^(?:okay|ok|right|mm+|mm-hm|mhm|hm+|uh-huh|got it|sure|yeah|ha+|ouch|oof|no,|i see|understood)\b/i;
