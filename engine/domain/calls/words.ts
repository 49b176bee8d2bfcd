/** Words by which the extractive analysis knows a question, a promise, a date. English; one list each. */

/** Said while somebody else goes on talking: listening, not a turn of one's own. */
export const BACK_CHANNELS = new Set(
	(
		'yeah yes yep yup ya ok okay right sure mm mhm hmm mm-hmm mmhmm uh-huh uh huh um ah oh aha great good cool nice ' +
		'exactly totally absolutely true wow interesting perfect gotcha understood indeed really got it i see makes sense ' +
		'of course thanks thank you'
	).split(' '),
);

/** Questions that ask for nothing: tags, sound checks, courtesies. */
export const EMPTY_QUESTIONS = [
	'right',
	'okay',
	'ok',
	'yeah',
	'yes',
	'no',
	'really',
	'hello',
	'you know',
	'make sense',
	'makes sense',
	'does that make sense',
	'is that okay',
	'is that fair',
	'can you hear me',
	'can everybody hear me',
	'can everyone hear me',
	'can you see my screen',
	'can you all see my screen',
	'can everyone see my screen',
	'are you there',
	'how are you',
	'how are you doing',
	'how is it going',
	"how's it going",
	'how are you today',
	'how are you doing today',
	'sorry',
	'pardon',
	'what',
	'huh',
	'isn’t it',
	"isn't it",
	"doesn't it",
	"don't you",
	"aren't we",
	'anything else',
	'any other questions',
	'any questions',
	'next question',
];

const alternatives = (...words: string[]): string => `(?:${words.join('|')})`;

/** Verbs that make a sentence in the future a promise by themselves. */
const STRONG_VERBS = [
	'send',
	'resend',
	'e-?mail',
	'forward',
	'get back to',
	'get back with',
	'come back (?:to you|with)',
	'circle back',
	'follow up (?:with (?:you|him|her|them|everyone|everybody|the|my|our|both)|by|on|via|after|tomorrow|today|next|this|in)',
	'reach out',
	'look into',
	'find out',
	'figure out',
	'set up (?:a|an|the|some|that|another)',
	'schedule',
	'book (?:a|an|the|some|that|it|us|you)',
	'put together',
	'put (?:you|them|him|her) in touch',
	'draft',
	'write up',
	'introduce you',
	'connect you',
	'loop (?:in|you|him|her|them)',
	'bring in',
	'call you',
	'give you a (?:call|ring)',
	'ping',
	'let you know',
	'keep you (?:posted|updated)',
	'arrange',
	'run (?:it|this|that|these|them) (?:by|past)',
	'take (?:it|this|that) (?:offline|back|away|up)',
	'discuss (?:it|this|that|these) with',
	'invite',
	'escalate',
	'check (?:with|on|if|whether|internally|that with|this with|it with)',
	'ask (?:my|our|him|her|them|legal|finance|procurement|security|engineering)',
	'talk to (?:my|our|legal|finance|procurement|security|engineering)',
	'speak (?:to|with) (?:my|our|legal|finance|procurement|security|engineering)',
	'pass (?:it|this|that|these|those|them) (?:on|along)',
	'bring (?:it|this|that) up',
	'have (?:it|that|this|them|those|something) (?:ready|over|to you|for you|with you|back|done)',
	'get you',
	'get (?:it|that|this|those|them) (?:to|over|back|out|sent|done|signed|for you)',
	'get (?:the|an?|our|my) [\\w-]+ (?:over to|to|for) you',
];

/** Verbs that make one only with a date: "we will review the figures" may be said of anything. */
const WEAK_VERBS = [
	'share',
	'provide',
	'review',
	'deliver',
	'prepare',
	'complete',
	'test',
	'confirm',
	'update',
	'sign',
	'try',
	'work on',
	'talk',
	'speak',
	'call',
	'meet',
	'bring',
	'upload',
	'fill',
	'decide',
	'start',
	'finish',
	'read',
	'go through',
	'return',
	'have',
	'do',
	'get',
	'give',
	'make',
	'run',
	'push',
	'take',
	'present',
	'raise',
	'write',
	'change',
	'ask',
	'submit',
	'publish',
];

const SUBJECT = alternatives('I', 'we', 'our team', 'my team', 'my colleague', 'my manager', 'somebody', 'someone');
const FUTURE = alternatives(
	"['’]ll",
	' will',
	"['’]m going to",
	' am going to',
	"['’]re going to",
	' are going to',
	' shall',
);
const ADVERB =
	'(?: (?:also|then|just|definitely|certainly|absolutely|probably|personally|quickly|actually|still|both|try to|' +
	'make sure to|make sure we|make sure I|be sure to|go ahead and|be happy to|be glad to)){0,3}';

/** "I'll send …": a promise whatever follows. Group 1 is the verb. */
export const PROMISE = new RegExp(
	`\\b${SUBJECT}${FUTURE}${ADVERB} (?:\\w+(?: [\\w'’-]+){0,4} and )?(${STRONG_VERBS.join('|')})\\b`,
	'i',
);

/** "Let me get back to you": the same. */
export const LET_ME =
	/\blet me (get back to|come back to you|send|find out|follow up with|forward|run (?:it|this|that) by|take (?:it|this|that) (?:offline|back))\b/i;

/** "I can send it", "we'll review it": a promise only beside a date. */
export const PROMISE_IF_DATED = new RegExp(
	`(?<!\\b(?:that|which|what|as|than) )\\b${SUBJECT}(?:${FUTURE}|['’]d be happy to| can| could| should be able to)${ADVERB} (?:be able to )?(${STRONG_VERBS.concat(WEAK_VERBS).join('|')})\\b`,
	'i',
);

const ASKED =
	'\\b(?:can|could|would|will) (?:you|somebody|someone|your team)(?: (?:please|maybe|possibly|also|just|guys|all|be able to|mind)){0,3}';

/** "Can you send …?": a promise once the other side says yes. */
export const REQUEST = new RegExp(`${ASKED} (${STRONG_VERBS.join('|')})\\b`, 'i');

/** "Could you review it by Friday?": the same, with a date. "Can you give us an example?" is answered on the spot. */
export const REQUEST_IF_DATED = new RegExp(`${ASKED} (${STRONG_VERBS.concat(WEAK_VERBS).join('|')})\\b`, 'i');

/** What is done on the spot, not promised. */
export const ON_THE_SPOT =
	/\b(?:my screen|the screen|screen share|an overview|brief overview|quick overview|right now|I will now|we will now|I['’]ll now|we['’]ll now|walk you through|over to|hand (?:it )?over|next question|first question|next slide|this slide|in this call|on this call|be honest|say that)\b/i;

/** "If I can send …": a thought, not a promise. */
export const HYPOTHETICAL =
	/\b(?:if|whether|unless|how|suppose|when) (?:I|we)(?:['’]ll| will| can| could| are| am|['’]re|['’]m)\b/i;

/** "Maybe we can …", "let's hope we meet": a wish, neither promised nor settled. A question may be as careful as it likes. */
export const VAGUE =
	/\b(?:maybe|perhaps|possibly|let['’]?s hope|(?:we|I) (?:might|may)|I(?:['’]d| would) hope|hope to|hoping to)\b/i;

/** Opens the reply of somebody who agrees. */
export const ACCEPTANCE =
	/^(?:(?:oh|ah|well|and|uh|um),? )?(?:yes|yeah|yep|yup|sure|absolutely|of course|certainly|definitely|will do|happy to|gladly|no problem|okay|ok|perfect|great|sounds good|sounds great|that works|works for me|that'?s fine|fine|let'?s do (?:it|that)|can do|i can do|we can do|i will|i'?ll|we will|we'?ll|you got it|deal|agreed|good idea|with pleasure|see you|talk then|it'?s a date|monday|tuesday|wednesday|thursday|friday)\b/i;

/** Agrees to a proposed time: "next Wednesday works". */
export const TIME_ACCEPTED =
	/\b(?:works|suits (?:me|us)|(?:is|would be|sounds) (?:actually )?(?:fine|good|great|perfect|possible|okay))\b/i;

/** Opens the reply of somebody who does not. */
export const REFUSAL =
	/\b(?:but|unfortunately|not sure|can['’]?t|cannot|won['’]?t|no,|not really|rather not|don['’]?t think)\b/i;

/** Puts an answer off. */
export const DEFERRAL =
	/\b(?:get back to you|come back to (?:that|this|it|you)|circle back|(?:get|come) to that (?:later|in a|at the end|shortly)|(?:park|table) (?:that|this|it)\b|take (?:that|this|it) offline|have to check|need to check|let me check|I['’]?d have to (?:check|ask|look)|I(?:['’]?ll| will) (?:have to )?(?:check|find out|look into)|I (?:don['’]?t|do not) (?:know|have (?:that|the|those|a) (?:\w+ )?(?:number|figure|answer|detail|date|data)s?)|not sure (?:off|about that)|off the top of my head|don['’]?t have (?:that|it|them) (?:with|in front|at hand|to hand)|good question[.!]? (?:so,? )?(?:anyway|moving on|let me)|before (?:we|I) (?:get|go) (?:to|into) that|as I was saying|moving on|anyway, )/i;

/** Puts an answer off to later in the same call. */
export const LATER_ON_THIS_CALL =
	/\b(?:(?:we|I)(?:['’]ll| will| can)|let me|let['’]s) (?:\w+ )?(?:get|come|go)(?: back)? (?:in)?to (?:[\w'’]+ ){1,4}?(?:later|at the end|in a (?:minute|moment|second|bit)|shortly|afterwards|soon)\b/i;

/** Opens a reply that goes on to something else. */
export const CHANGE_OF_SUBJECT =
	/^(?:(?:great|good|okay|ok|right|sure|yeah|yes|so|well|and|um|uh|cool|nice|perfect|mm-hmm|mhm)(?: question)?[,.]? ){0,3}(?:let me (?:(?:first|just|quickly|also) ){0,2}(?:show|tell|take|jump|share)|let['’]s (?:look|move|jump|go|talk|get|turn)|moving on|next (?:slide|up)|now,? (?:let|the next|if you)|as I was|speaking of|the (?:next|other) (?:thing|slide)|anyway|one more thing|by the way|on (?:this|the next) slide|what I wanted to show)/i;

/** Ends a question that only asks for consent: "that is the first half, no?", or that trails off: "do you want that or?" */
export const TRAILING = /(?:^|\s)(?:right|okay|ok|you know|no|or|correct)$/;

/** What a transcript says where it does not know what was said. */
export const UNINTELLIGIBLE =
	/^\W*(?:(?:inaudible|unintelligible|crosstalk|cross talk|foreign language|speaking (?:in )?(?:a )?foreign language|silence|no audio)\W*)+$/i;

/** The one whose voice asked speaks for the other side, too: an interpreter, or speakers taken for one. */
export const ANSWERS_ITSELF =
	/\b(?:thank you(?: (?:very|so) much)? for (?:your|the) questions?|(?:let me|I am going to|I['’]m going to|I will|I['’]ll) (?:first )?(?:answer|respond|address|reply)|(?:to|as for) (?:answer )?(?:your|the) (?:first |second |last )?question)\b/i;

/** Asks for consent, not for an answer: "they are strong, aren't they?" */
export const TAG =
	/\b(?:is|are|was|were|do|does|did|has|have|had|ca|could|would|wo|will|should)n['’]?t (?:it|they|he|she|you|we|that|there|I)$/i;

/** Words too common to tell one subject from another. */
export const EVERYDAY_WORDS = (
	'that this with have what when where which would could should there their they them then than from your yours about ' +
	'like just will been were does doing also some more most much many very really into over only even because here ' +
	'know think want need going come make made take look looking right okay well yeah sure good great thing things kind ' +
	'sort little actually basically question everything something anything show tell next slide sorry must please thank ' +
	'thanks maybe guess mean says said told again back still somebody someone anybody whole another both years year'
).split(' ');

const WEEKDAY = alternatives('monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday');
const MONTH = alternatives(
	'january',
	'february',
	'march',
	'april',
	'may',
	'june',
	'july',
	'august',
	'september',
	'october',
	'november',
	'december',
);
const ORDINAL_WORD =
	'(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty[- ](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|thirtieth|thirty[- ]first)';
const ORDINAL = `(?:\\d{1,2}(?:st|nd|rd|th)?|${ORDINAL_WORD})`;
const DAY_PART = '(?: (?:morning|afternoon|evening|noon|night))?';
const NUMBER =
	'(?:a|an|one|two|three|four|five|six|seven|ten|\\d{1,2}|a couple of|a few|the next (?:few|couple of)|the next)';
const HOUR =
	"(?: at (?:\\d{1,2}(?::\\d{2})?(?: ?[ap]\\.?m\\.?)?|noon|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?: (?:thirty|fifteen|o[’']clock))?(?: in the (?:morning|afternoon|evening))?| at half past \\w+)?";

/** Before "today" these make it the day that is spoken of, not one on which something falls due. */
const NO_DUE_TODAY =
	'of|from|for|like|as|than|until|here|me|you|us|have|do|does|use|need|are|is|was|were|see|saw|said|call|meeting|\\w+ed';

/** The words that say when something falls due, as spoken. */
export const DUE = new RegExp(
	`(?<!\\b(?:last|since|every|each|past|previous) )\\b(?:${[
		`(?:by |before |until |on |for |no later than )?(?:this |next |the following |coming )?${WEEKDAY}(?: (?:the )?${ORDINAL})?${DAY_PART}${HOUR}`,
		`(?:by |before |until |for )?(?:the day after )?tomorrow${DAY_PART}${HOUR}`,
		'(?:by |before |later )today',
		`(?:(?<=\\bto (?:you|him|her|them|us) )|(?<!\\b(?:${NO_DUE_TODAY}) ))today(?=[.,;!]|$| and | so )`,
		'(?:by |before )?(?:the )?(?:end|close) of (?:the |this |next |our )?(?:day|business|week|month|quarter|year)(?: (?:today|tomorrow))?',
		'(?:by |before )?EOD',
		'(?:by |before |early |later |sometime )?(?:this|next) (?:week|month|quarter|afternoon|evening)',
		'(?:later |early |late )(?:in |on in )?(?:the|this|next) (?:week|month|quarter|year)',
		`(?:with)?in (?:(?:about|around|roughly|approximately) )?${NUMBER} (?:business |working )?(?:hours?|days?|weeks?|months?)`,
		'right after (?:this|the|our) (?:call|meeting)',
		`(?:on |by |before )?the (?:first|second|third|fourth|last) ${WEEKDAY} (?:of|in) ${MONTH}${HOUR}`,
		`(?:by |before |on |until )the (?:${ORDINAL_WORD}|\\d{1,2}(?:st|nd|rd|th))(?: of ${MONTH})?(?= of ${MONTH}|[,.;!?]|$| (?:if|and|so|at|because|then|which|would|works|is))`,
		`(?:by |before |on |until |in )?(?:early |late |mid[- ])?${MONTH} (?:the )?${ORDINAL}`,
		`(?:by |before |until )(?:the (?:end|middle|start) of )?${MONTH}`,
		'first thing(?: in the morning| tomorrow| monday)?',
	].join('|')})\\b`,
	'i',
);

/** Says goodbye, or thanks for having come. */
export const FAREWELL =
	/\b(?:thank(?:s| you)|bye|goodbye|disconnect|have a (?:good|great|nice|lovely|wonderful)|take care|cheers|wish you|appreciate (?:your|you|the|it)|concludes?|close (?:the|our|this|today['’]s) (?:call|conference|meeting|session)|pleasure)\b/i;

/** What a next step is about. */
export const MEETING =
	/\b(?:meet|meeting|call|catch up|speak|talk|demo|session|workshop|kick-?off|invite|invitation|calendar|see you|sync|walk-?through|follow-up|reconnect|regroup|touch base|get together|slot|put (?:it|that|something) (?:in|on))\b/i;

/** Named as the next step. */
export const NEXT_STEP_NAMED = /\b(?:the |our |a good )?next steps? (?:is|are|would be|will be|then|from here|:)/i;

/** A proposal: agreed once the other side says yes. */
export const PROPOSAL =
	/\b(?:let['’]?s|(?:shall|should) we|(?:maybe|perhaps) we|how about|what about|why don['’]t we|does|do you have|would|could we|can we|are you (?:free|available)|is)\b/i;

/** Asks for a time to meet; whoever names one agrees to meet. */
export const TIME_ASKED =
	/\b(?:(?:which|what) (?:time|day|date|slot)s? (?:works?|suits?|fits?|would|is (?:good|best))|when (?:works|suits|would|could we|can we|shall we|should we))\b/i;

/** A next step said as settled. */
export const SETTLED =
	/\b(?:let['’]?s|see you|(?:talk|speak) (?:to|with) you|(?:we|I)(?:['’]ll| will| are going to|['’]re going to) (?:\w+ ){0,2}?(?:meet|talk|speak|call|send|put|schedule|book|set|see|have|regroup|reconnect|sync|catch up|do)|we['’]re (?:on|set|booked)|(?:is|are) (?:booked|set|scheduled|confirmed|in the calendar)|works for (?:me|us))\b/i;

/** Words of an open question … */
export const OPEN_WORDS =
	/\b(?:what|how|why|which|who|where|when|tell me|walk me through|describe|help me understand|talk me through)\b/i;

/** … unless it begins like one that yes or no answers. "Could you tell me what …" is open all the same. */
export const CLOSED_OPENING =
	/^(?:(?:and|so|but|okay|ok|well|great|perfect|then)[,.]? ){0,2}(?:is|are|was|were|do|does|did|have|has|had|can|could|would|will|shall|should|may)\b(?! you (?:tell|walk|describe|explain|talk|help|share|say))/i;

/** The rep says back what was heard. */
export const RECAP =
	/\b(?:what I['’]m hearing|what I hear|let me (?:recap|summarize|play (?:that|this) back|repeat)|to (?:recap|summarize)|just to (?:make sure|confirm|be sure) (?:I|we)|if I understand (?:you |that |it |this )?(?:right|correctly)|so (?:you['’]re|you are) saying|did I get that right)\b/i;

/** The rep takes a concern seriously. */
export const ACKNOWLEDGMENT =
	/\b(?:I hear you|(?:that['’]s|that is|it['’]s) (?:(?:a )?(?:fair|valid|reasonable)(?: (?:point|concern|question|pushback))?|a good (?:point|concern|question)|understandable)|makes (?:total |complete |a lot of |perfect )?sense|I (?:completely |totally |fully |can )?understand (?:why|that|your|how|where|the)|I can see why|thanks for (?:being|raising|saying|telling|flagging)|appreciate (?:you|your|the) (?:\w+ )?(?:honesty|candor|raising|telling|sharing|saying|being))\b/i;

/** The customer has a concern; group of the alternatives gives the label in objections.ts. */
export const CONCERNS: { label: string; pattern: RegExp }[] = [
	{
		label: 'price',
		pattern:
			/\b(?:too expensive|expensive|too (?:high|much money)|out of (?:our )?budget|over (?:our )?budget|no budget|budget is (?:tight|frozen|gone|limited)|can['’]t afford|cheaper|price (?:is|seems|feels|jump|increase)|pricing (?:is|seems|feels)|steep|hard to justify)\b/i,
	},
	{
		label: 'timing',
		pattern:
			/\b(?:not (?:the )?right time|bad timing|too (?:early|soon) for us|not a priority|no bandwidth|don['’]t have (?:the )?(?:time|bandwidth|capacity)|next year (?:maybe|at the earliest))\b/i,
	},
	{
		label: 'competitor',
		pattern:
			/\b(?:(?:also|already|currently) (?:looking at|talking to|evaluating|use|using) (?:a |an |another |your )?(?:\w+ )?(?:competitor|vendor|provider|tool|alternative)|another vendor|your competitors?)\b/i,
	},
	{
		label: 'trust',
		pattern:
			/\b(?:(?:I['’]m|we['’]re|I am|we are) (?:a bit |a little |quite |very |really |still )?(?:worried|concerned|nervous|skeptical|hesitant|afraid|frustrated|disappointed|not convinced)|my (?:worry|concern|fear) is|our (?:worry|concern|fear) is|the (?:problem|issue|concern|worry) (?:is|we have)|burned before|got burned)\b/i,
	},
];
