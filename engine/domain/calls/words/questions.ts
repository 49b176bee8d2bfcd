/** Words of questions, and of what follows them. */
import { phrase } from './pattern.ts';

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
	'is that right',
	'can you hear me',
	'can you hear me okay',
	'can everybody hear me',
	'can everyone hear me',
	'can you see my screen',
	'can you all see my screen',
	'can everyone see my screen',
	'are you there',
	'are you still there',
	'how are you',
	'how are you doing',
	'how is it going',
	"how's it going",
	'how are you today',
	'how are you doing today',
	'how are things',
	'sorry',
	'pardon',
	'what',
	'huh',
	"isn't it",
	"doesn't it",
	"don't you",
	"aren't we",
	'anything else',
	'was there anything else',
	'is there anything else',
	'any other questions',
	'any questions',
	'next question',
	'who knows',
	'why not',
	'what can i say',
	'how about that',
	'what did you say',
	'say that again',
	'you know what i mean',
	'know what i mean',
	'do you know what i mean',
	'where was i',
	'where were we',
	'say again',
	'sorry say again',
	'come again',
	'sorry what',
	'what was that',
	'sorry what was that',
];

/** Asks for leave or for consent to go on: "shall I share my screen?", "can I ask you something?" */
export const ASKS_LEAVE =
	/^(?:(?:and|so|but|okay|ok|well|now|then|alright|right|sorry|[a-z]+,),? ){0,3}(?:(?:shall|should|can|could|may|might) (?:I|we) (?:just |maybe |also |quickly |please |briefly )*(?:go|start|begin|share|ask|talk|move|jump|run|take|say|add|tell|show|come|interrupt|stop|pause|continue|do (?:this|that|it)|put|pick|look|get (?:going|started|into)|try you|read|give|explain|check|call|meet|leave)|do you (?:want|mind if) (?:me|I|us)|would you like (?:me|us) to|want me to|mind if I|(?:is|was) (?:it|that|this|now) (?:okay|ok|all right|alright|fine|still a good time)|(?:is|are) (?:this|now) (?:still )?a good (?:time|moment)|(?:how|what) (?:do|should|shall) we leave it|so how do we)\b/i;

/** A question that only opens a subject, with the real one behind it: "What about the badge readers?" */
export const OPENS_SUBJECT =
	/^(?:(?:and|so|but|okay|now|then),? )?(?:what about|how about|and the|the other thing|same question)\b/i;

/** Asks nobody: "who lives like this?" */
export const RHETORICAL = phrase(
	"who (?:lives|does|wants|needs|cares|would have thought|would've thought|has time|doesn't|isn't|in their right mind)",
	'how (?:hard|difficult) (?:can|could) (?:it|that) be',
	'how would (?:you|anyone|anybody) ever',
	'why (?:would|should) (?:anyone|anybody|I) (?:ever|even|bother)',
	'what (?:else )?(?:can|could) (?:you|one|I) (?:do|say)',
	'are you kidding',
	'(?:do you|you) see what I mean',
	'does that make sense',
	'guess what',
	"isn't (?:that|it) (?:nice|great|lovely|funny)",
);

/** The voice that asked goes on to the answer: "How does it work? Well, it …" */
export const ANSWERS_ITSELF = phrase(
	'thank you(?: (?:very|so) much)? for (?:your|the) questions?',
	"(?:let me|I am going to|I'm going to|I will|I'll) (?:first )?(?:answer|respond|address|reply)",
	'(?:to|as for) (?:answer )?(?:your|the) (?:first |second |last )?question',
);

/** Does not know, or puts the answer off. */
export const DEFERRAL = new RegExp(
	[
		"\\b(?:I|we)(?:'d| would|'ll| will)? (?:have|need) to (?:check|look|ask|find out|verify|confirm|get back|come back|dig|count|calculate|work (?:that|it) out|talk to|speak (?:to|with)|go back|read up|think about (?:it|that)|run (?:it|that) by)\\b(?! at the (?:clock|time))",
		"\\b(?:I|we)(?:'ll| will) (?:(?:just|also|definitely|gladly) )?(?:check|find out|look into (?:it|that)|ask (?:him|her|them|our|my|the)|get back|come back to (?:you|that)|confirm (?:that|it)|clarify)\\b",
		'\\blet me (?:check (?:with|on|whether|if|and|that)|find out|look into|get back|come back|ask (?!you)|confirm|take (?:that|this|it) (?:away|back|offline)|note that|write that down and|double-?check)\\b',
		'\\b(?:get|come|circle) back to you\\b',
		"(?:^|[.,;!?…] ?|\\b(?:and|but|so|because|yet|to be honest|honestly) )(?:I|we) (?:\\w+ )?(?:don't|do not|didn't|wouldn't) (?:\\w+ )?know(?! (?:you|him|her|me|that (?:feeling|one)|about you|what time|how it feels|how else))\\b",
		"\\b(?:no|not (?:a|an|any)|haven't (?:a|an|any|got a)) (?:idea|clue)\\b",
		"\\b(?:couldn't|can't|could not|cannot) (?:tell you|say (?:right now|yet|for sure|off ?hand|exactly|at the moment)|answer (?:that|this)|speak to (?:that|this)|comment|promise (?:that|it))\\b",
		"\\b(?:couldn't say|hard to say|difficult to say|tough to say|wouldn't want to guess|don't want to guess|rather (?:not (?:say|guess|get into)|keep (?:that|it)|wait with)|not at liberty|I'd be guessing|I'd only be guessing)\\b",
		"\\b(?:I'm|I am|we're|we are) not (?:\\w+ )?(?:sure|certain)(?=[.,…]| (?:it|if|whether|about|on|off|what|how|when|which|where|who|we|that|they|there|anymore|right now))",
		'(?:^|[.,] )not (?:\\w+ )?sure(?=[.,…]| (?:it|if|whether|about|on|off|what|how|when|yet))',
		"\\b(?:don't|do not|haven't|have not) (?:\\w+ )?(?:have|got) (?:that|it|them|those|the (?:exact |current |latest )?(?:number|figure|answer|date|detail|price|data|exact)s?|an answer|a (?:good )?answer|an exact|a date|a number|any (?:numbers|figures|dates?))\\b(?: (?:with|in front|at hand|to hand|on me|here|yet|for you|handy|right now))?",
		'\\bshould (?:have|know) (?:an? |the |that )?(?:answer|that)\\b',
		"\\b(?:that's|that is|that one(?:'s| is)|that'd be|that'll be|that would be|this is) (?:a (?:question|topic|matter) for|(?:one|something) (?:for|to ask|that)|more (?:for|of a)|really for) (?:our|my|the|your|legal|finance|[a-z]+)",
		"\\bthat(?:'ll| will|'d| would) be (?:our|my|the) \\w+(?=[.,]|$)",
		"\\byou(?:'d| would|'ll)? (?:have|need|better) to ask\\b",
		'\\brather have (?:our|my|the|[a-z]+) [\\w ]{0,30}?(?:answer|speak|take|explain)\\b',
		"\\b(?:not|isn't) (?:\\w+ )?(?:something|anything|allowed|able|supposed|in a position)\\b[\\w ,']{0,20}?\\b(?:share|say|tell|disclose|discuss|talk about|answer|comment|give)\\b",
		"\\b(?:can't|cannot|won't) (?:share|disclose|discuss|reveal|go into) (?:that|this|it|those|the|any)\\b",
		'\\b(?:not (?:really )?my (?:area|department|field|thing|call|world)|not the right person|above my pay ?grade|outside (?:of )?my)\\b',
		"\\b(?:we|I)(?:'ll| will| can| should)? (?:park|table) (?:that|this|it)\\b",
		'\\btake (?:that|this|it) (?:one )?(?:offline|away with)\\b',
		'\\bask me (?:again|later|next|in a)\\b',
		'\\b(?:still|yet) to (?:be )?(?:find|found|decide|confirm|work) out\\b',
		"\\bbefore (?:we|I) (?:get|go) (?:to|into) that\\b|\\b(?:let's|we'll) (?:not )?(?:get|go) (?:into|to) that (?:later|another|some other|at the end|next time|separately)\\b",
		'\\bleave (?:that|this|it) (?:one )?(?:with me|for (?:now|later|another))\\b',
		'\\bgood question[.!]? (?:so,? )?(?:anyway|moving on|let me)\\b|\\b(?:as I was saying|moving on)\\b|\\banyway, ',
	].join('|'),
	'i',
);

/** Puts an answer off to later in the same call. */
export const LATER_ON_THIS_CALL =
	/\b(?:let me|we'll|I'll) (?:just )?(?:come|get) (?:back )?to (?:that|this|it)(?! with)\b|\b(?:(?:we|I)(?:'ll| will| can)|let me|let's) (?:\w+ )?(?:get|come|go)(?: back)? (?:in)?to (?:[\w']+ ){1,4}?(?:later|at the end|in a (?:minute|moment|second|bit)|shortly|afterwards|soon)\b/i;

/** Opens a reply that goes on to something else. */
export const CHANGE_OF_SUBJECT =
	/^(?:(?:great|good|okay|ok|right|sure|yeah|yes|so|well|and|ha|cool|nice|perfect|lovely|thanks|mm-hmm|mhm)(?: question)?[,.]? ){0,3}(?:let me (?:(?:first|just|quickly|also) ){0,2}(?:show|tell|take|jump|share)|let's (?:look|move|jump|go (?:on|to|through|back)|turn)|moving on|next (?:slide|up)|now,? (?:let|the next|if you)|as I was|speaking of|the (?:next|other) (?:thing|slide)|one (?:more|other) thing|anyway|by the way|on (?:this|the next) slide|what I(?:'d| would)? (?:wanted|love|like|want) to (?:show|say|ask)|while (?:I have you|we're at it|I remember)|(?:I'm|I am) looking at the (?:clock|time)|I'm (?:mindful|conscious) of)/i;

/** Breaks in on what was said: "sorry, one second", "oh, hang on, before that". */
export const INTERRUPTS =
	/^(?:(?:oh|ah|hm|hmm|wait|no|yeah|okay|ok|gosh|um|uh|[a-z]+)[,.!?]? ){0,2}(?:sorry(?!,? (?:say|what|could you|can you|I (?:didn't|missed)|come again|which|who))|hang on|hold on|hold that thought|one (?:second|sec|moment|minute)|just a (?:second|sec|moment|minute)|before (?:that|you (?:go|do|answer)|we (?:go|do|get)|I forget)|can I just|could I just|if I may|may I|excuse me|can we (?:first|go back)|what did you say|you (?:broke|cut) (?:up|out)|you're (?:on mute|breaking up|muted)|I (?:think )?(?:lost|missed) you|somebody(?:'s| is) at the door|(?:there's|that's|is that) (?:the|my) (?:door|bell|phone|other line|alarm))\b/i;

/** Opens what is about something else, said by a colleague of the one who asked. */
export const ANOTHER_SUBJECT =
	/^(?:and|also|oh|actually|wait|one (?:more |other )?thing|another thing|on that|while|by the way|speaking of|don't|just|sorry|hang on|hold on|can I|could I|before)\b/i;

/** Says little about what was asked: "every one of them is a bit different". */
export const EVASIVE =
	/\b(?:(?:it|that|this) (?:really |all |very much )?(?:depends|varies)|(?:a (?:bit|little) |all |very |quite )?different|let me think|how (?:do|shall|should|can) I (?:put|say)|good question|great question|funny you (?:ask|should)|interesting question|where do I (?:start|begin))\b|(?:\.{3}|…)$/i;

/** After "I don't know" it says it all the same: "…, but it's about forty". */
export const RESOLVED =
	/(?:,|\bbut) (?:it's|it is|it was|they're|there's|around|about|roughly|somewhere|something like|maybe|probably|I'd (?:say|guess|think|imagine)|I would (?:say|guess)|I (?:think|believe|guess)|my guess|call it|let's say|like|[$€£]?\d|(?:two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty|sixty|ninety|end of|early|late|by)\b)/i;

/** Before "I don't know" it has said it: "sometime in May, I don't know the day". */
export const SAID_BEFORE =
	/\b(?:\d|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|monday|tuesday|wednesday|thursday|friday|january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter)\b/i;

/** Says that something was heard, and no more. */
export const ONLY_REACTS =
	/^\W*(?:(?:that's |it's |that is )?(?:a |an )?(?:really |very )?(?:good|great|fair|interesting|excellent|tricky|tough|big) (?:point|question|one|thought)|thanks?(?: you)?(?: (?:a lot|so much|very much|for asking))?|I (?:see|hear you)|wow|ha(?: ha)*|oh|sorry|ah|hm+|right|interesting|funny|let me (?:think|see)|so|well)\W*$/i;

/** Hands a question on: "Marguerite, you know that better than I do". */
export const REFERRAL =
	/\b(?:you(?:'d| would)? know (?:that|this|it)? ?(?:better|best)|(?:do you want to|want to|would you|can you|could you|will you) (?:take|answer|speak to|handle|cover) (?:that|this|it)(?: one)?|(?:that's|this is|one) (?:for|a question for|one for) (?:you|[a-z]+)|over to you|you're the expert|you tell (?:him|her|them|us))\b/i;

/** Opens an answer. */
export const SHORT_ANSWER =
	/^\W*(?:(?:oh|ah|well|mm|so|honestly|actually|hm|ha)[,.]? ){0,2}(?:yes|yeah|yep|yup|aye|no|nope|nah|not|none|nobody|nothing|you're|you are|I'm|he's|she's|they're|we're|could (?:do|be)|might|fair|that depends|both|neither|either|correct|exactly|sure|absolutely|definitely|of course|certainly|right|never|always|sometimes|usually|mostly|please|I (?:do|did|don't|didn't|am|was|will|would|have|can|could|think so|guess|hope so|suppose)|we (?:do|did|don't|didn't|are|were|will|would|have|can|could)|it (?:is|does|was|did|will|would|has|can|isn't|doesn't)|they (?:do|are|did|will|can|don't)|there (?:is|are|was)|that's|you (?:can|do|will|would|could)|about|around|roughly|maybe|probably|at least|up to|once|twice|half|one(?! (?:thing|more|other|last|second|sec|moment))|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|a hundred|a (?:couple|few)|because|(?:by|in|on|from|until|till|since|with|through) (?:the |our |a |\d)|\d|[$€£]\d)\b/i;

/** Ends a question that only asks for consent: "that is the first half, no?", or that trails off: "do you want that or?" */
export const TRAILING = /(?:^|\s)(?:(?:right|okay|ok|you know|no|correct|yeah|yes|eh|huh|fair|cool)(?: [a-z]+)?|or)$/;

/** What a transcript says where it does not know what was said. */
export const UNINTELLIGIBLE =
	/^\W*(?:(?:inaudible|unintelligible|crosstalk|cross talk|foreign language|speaking (?:in )?(?:a )?foreign language|silence|no audio)\W*)+$/i;

/** Asks for consent, not for an answer: "they are strong, aren't they?" */
export const TAG =
	/\b(?:is|are|was|were|do|does|did|has|have|had|ca|could|would|wo|will|should)n't (?:it|they|he|she|you|we|that|there|I)\W*$|, (?:is|are|was|were|do|does|did|has|have|had|can|could|would|will|should) (?:it|they|he|she|you|we|there|I)\W*$/i;

/** Breaks off where a choice was to follow: "is it yearly, or…" */
export const BREAKS_OFF =
	/^(?:(?:and|so|but|okay|now|then|sorry|[a-z]+,),? ){0,3}(?:what|how|why|which|who|where|when|is|are|was|were|do|does|did|can|could|would|will|has|have)\b.*(?:\bor|,)?(?:\.{3}|…)$/i;

/** Words of an open question … */
export const OPEN_WORDS =
	/\b(?:what|how|why|which|who|where|when|tell me|walk me through|describe|help me understand|talk me through)\b/i;

/** … unless it begins like one that yes or no answers. "Could you tell me what …" is open all the same. */
export const CLOSED_OPENING =
	/^(?:(?:and|so|but|okay|ok|well|great|perfect|then)[,.]? ){0,2}(?:is|are|was|were|do|does|did|have|has|had|can|could|would|will|shall|should|may)\b(?! you (?:tell|walk|describe|explain|talk|help|share|say))/i;
