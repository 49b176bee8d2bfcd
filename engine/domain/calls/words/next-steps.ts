/** Words with which people agree on what comes next. */
import { head, oneOf, phrase, tail } from './pattern.ts';

/** What a next step is about. */
export const MEETING = phrase(
	'meet(?:ing)?|calls?|catch(?:ing)? up|speak|talk|demo|session|workshop|kick-?off|invit(?:e|ation)|calendar|diary|see (?:you|each other)|sync|walk-?through|follow-?up|reconnect|regroup|touch base|get together|sit (?:down|together)|slot|half an hour|an hour|(?:thirty|forty-five|sixty|fifteen|twenty) minutes|visit|come (?:by|over|in|out|round|down|up)|drop (?:by|in)|site|tour|pilot|go through|look at it|put (?:it|that|something) (?:in|on|down)|the (?:two|three|four) of us|dial|zoom|teams|lunch|coffee|presentation|review|show (?:you|it)|start(?:ing)?|do (?:it|that)|pick (?:it|this|that) up',
);

/** Named as the next step. */
export const NEXT_STEP_NAMED = /\b(?:the |our |a good )?next steps? (?:is|are|would be|will be|then|from here|:)/i;

/** A proposal: agreed once the other side says yes. */
export const PROPOSAL =
	/\b(?:let'?s|(?:shall|should|could|can) (?:we|I)|(?:maybe|perhaps) we|how about|what about|how(?:'s| is| does)|why don't (?:we|I|you)|does|do you have|would|are you (?:free|available|around)|is|I(?:'d| would) (?:suggest|propose|say)|if we|we could|say)\b/i;

/** Asks for a time to meet; whoever names one agrees to meet. */
export const TIME_ASKED =
	/\b(?:(?:which|what) (?:time|day|date|slot|week)s? (?:works?|suits?|fits?|would|is (?:good|best))|when (?:works|suits|would (?:you|that|it|suit|work)|could (?:we|you|I)|can (?:we|you|I)|shall (?:we|I)|should (?:we|I)|are you)\b|when(?:'s| is) (?:good|best|a good|the best)|when(?:'s| is| are) (?:he|she|everybody|everyone|you) (?:around|free|in|back|available)|how does your (?:week|calendar|diary|thursday|friday|monday|tuesday|wednesday))/i;

/** A next step said as settled. */
export const SETTLED = new RegExp(
	oneOf(
		"\\b(?:let'?s|see you|(?:talk|speak) (?:to|with) you|(?:we|I)(?:'ll| will| are going to|'re going to) (?:\\w+ ){0,2}?(?:meet|talk|speak|call|send|put|schedule|book|set|see|have|regroup|reconnect|sync|catch up|do|come|visit)|we(?:'re| are) (?:on|set|booked|meeting|confirmed)|(?:is|are) (?:booked|set|scheduled|confirmed|in the (?:calendar|diary))|works for (?:me|us)|it is\\b|then(?=[.!,]|$)|(?:I've|I have|we've|we have) (?:got |put )?(?:the|it|you|that|us) |(?:put|got|pencil(?:ed|led)?|blocked|booked|mark(?:ed)?) (?:it|that|you|us|me) (?:in|down)|until then|till then)\\b",
	),
	'i',
);

/** "We'll …", "let's …": with what follows something between the two sides. */
export const TOGETHER = head(
	`${oneOf(
		"let'?s",
		"(?:we|I|you)(?:'ll| will| shall| should| can| could|'re going to| are going to)",
		'(?:shall|should|can|could) (?:we|I)',
		"(?:I|we)(?:'d| would) (?:suggest|propose|like|say)(?: that)? (?:we|to)",
		'(?:after that|afterwards|then) (?:we|I|you)',
		'(?:happy|glad|want|need|going|love|like) to',
		'(?:just|please|so|then|and|you)',
	)}(?: (?:also|just|all|both|definitely|maybe|simply|probably|have to|need to)){0,2}`,
);

/** "… talk again", "… regroup", "… come to you". */
export const TALK_AGAIN = tail(
	'(?:(?:talk|speak)(?! (?:about|through|of|to (?:him|her|them|my|our|the|your)))|meet|chat|connect|sync|catch up|sit (?:back |down )?together|sit (?:back )?down|get (?:back )?together|touch base|regroup|reconnect|circle back|(?:be|stay|keep) in touch|compare notes)',
	'come (?:back )?to (?:you|it|this|that|us|each other)|come back',
	'get back (?:to (?:you|it|this|that|us|each other)|together)',
	'(?:go|take it|carry on|continue) from there|pick (?:it|this|that|things|the (?:conversation|thread)) (?:back )?up|pick up|(?:continue|resume) (?:this|the (?:conversation|discussion|demo|talk)|our|next)|revisit',
	'look at (?:it|this|that) again|have another (?:call|chat|look|go|conversation|word)',
	'(?:call|ring|ping|text|phone|reach out to|write to|contact|hear from) (?:you|me|us|each other)|let (?:you|each other) know',
	'see (?:each other|where we)',
);

/** "Give me a shout", "let me know", "ring me". */
export const CALL_ME =
	/^(?:(?:so|then|and|okay|ok|well|just|please|yeah|sure|good),? )*(?:give (?:me|us) a (?:shout|call|ring|ping|buzz)|(?:call|ring|ping|text|phone) (?:me|us)|let (?:me|us) know|drop (?:me|us) a line|get in touch|come back to (?:me|us))\b/i;

/** Opens a reply that takes up a proposal: "come in the morning". */
export const COME_THEN =
	/^(?:(?:yes|yeah|sure|okay|ok|please|do|then|well|of course),? )*(?:come|call|drop by|swing by|stop by|ring|join)\b/i;

/** When it is to follow, though on no day: "once the insurer has answered", "again", "then". */
export const SOMETIME =
	/\b(?:again|once|when|as soon as|after|afterwards|then|later|soon|in (?:the|a) (?:new year|few|couple|spring|summer|autumn|fall|meantime)|next (?:week|month|quarter|year)|in (?:january|february|march|april|may|june|july|august|september|october|november|december)|(?:we|I)(?:'ll| will) (?:see|know|have))\b/i;

/** Turns a next step down: "it's okay like this", "try whatever you like, I'm not promising anything". */
export const DECLINED =
	/\b(?:no need|not (?:necessary|needed|really|now|right now|promising|sure|interested)|(?:it's|we're|that's|I'm) (?:okay|fine|good) (?:like this|as it is|thanks|for now|as we are)|don't (?:call|bother|need)|rather not|leave it|I'll (?:call|find|ring) you|if (?:something|anything) (?:breaks|comes up|changes)|whatever you like|no,? (?:thanks|thank you)|not for us)\b/i;

/** Takes a day back: "no wait, I've got the fire inspector on Thursday". */
export const TAKEN_BACK_DAY =
	/\b(?:no wait|not (?:the|on) |can't (?:do|make)|doesn't work|won't work|too early|not possible|isn't good|no good|I'm (?:out|away|off) (?:on|that|then)|actually,? no)\b/i;

/** Says goodbye, or thanks for having come. */
export const FAREWELL =
	/\b(?:thank(?:s| you)|bye|goodbye|disconnect|have a (?:good|great|nice|lovely|wonderful)|take care|cheers|wish you|appreciate (?:your|you|the|it)|concludes?|close (?:the|our|this|today's) (?:call|conference|meeting|session)|pleasure|good luck|stay warm|enjoy|mind yourselves|ciao|see you|safe travels)\b/i;
