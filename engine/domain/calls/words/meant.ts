/** What takes from words that they are meant, and meant for later. */
import { phrase } from './pattern.ts';
import { NAME } from './things.ts';

/** What is done on the spot, not promised. */
export const ON_THE_SPOT = phrase(
	'(?:my|the|this) screen',
	'screen share',
	'(?:an|brief|quick|high-level) overview',
	'right now',
	'real quick',
	'as we (?:go|speak)',
	"(?:will|'ll) now",
	'now(?=[.,?!]|$)',
	'walk you through (?:it|this|that|the)(?= (?:now|quickly|first))',
	`over to (?:you|my|our|${NAME})(?= (?:to|for|who|now|and)\\b)`,
	'hand (?:it |you )?over(?: to)?',
	'next (?:question|slide|one|section|topic|speaker)',
	'first question',
	'this slide',
	"(?:in|on|during|for) (?:this|today's) (?:call|session|meeting|demo)",
	'be honest',
	'say that',
	'for a (?:second|moment|minute|sec)',
	'(?:one|a|two) (?:second|moment|minute|sec)s?',
	"while (?:we|you|I)(?:'re|'m| are| am) (?:talking|here|at it|waiting|on)",
	'off the top of my head',
	'your (?:first|second|last|next|other) question',
	'questions?(?= (?:now|then|at the end))',
	'in the chat',
	'the (?:short|long|quick) (?:version|answer|story)|(?:an|a quick|one|another) (?:example|idea|answer to that)|the (?:gist|highlights|background)',
	'back to (?:you|this|that|the (?:slide|agenda|demo))(?= (?:in a|later|now))',
);

/** A thought, not a promise: "whether we can send it", "how I'd do it", "when we send these out". */
export const HYPOTHETICAL = phrase(
	"(?:whether|unless|how|suppose|imagine|what|which|wherever|whenever|every time|each time|where|why|if|when)(?: (?:then|maybe|ever|exactly|fast|often|much|many|soon|we think))? (?:I|we|our team|my team)(?:'ll| will| can| could| are| am|'re|'m| shall)",
);

const WHATEVER_HOLDS =
	"(?! (?:that|it)(?:'s| is)? (?:okay|ok|all right|alright|fine|helps?|works|helpful|useful)| you (?:like|want|don't mind))";

/** What hangs on something that nobody settled: "if the bill matches I'll frame it". "If that works for you" is courtesy. */
export const CONDITION_BEFORE = new RegExp(
	`^(?:(?:and|but|so|well|then|because|now|yeah|okay|ok|no|look),? ){0,3}(?:if|unless|suppose|assuming|as long as|provided|even if)\\b${WHATEVER_HOLDS}|, (?:and |but |so )?(?:if|unless) `,
	'i',
);

/** The same behind the promise: "I'll frame it if the bill matches". */
export const CONDITION_AFTER = new RegExp(` (?:if|unless|as long as|provided)\\b${WHATEVER_HOLDS}`, 'i');

/** "Maybe we can …", "let's hope we meet": a wish, neither promised nor settled. A question may be as careful as it likes. */
export const VAGUE =
	/\b(?:maybe|perhaps|possibly|let'?s hope|(?:we|I) (?:might|may)|(?:I|we)(?:'d| would)? hope|hope to|hoping to|hopefully|eventually|someday|some day|one day|in theory|theoretically|(?:don't|doesn't|didn't|do not) (?:think|know|believe|expect)|not sure|no guarantee|doubt|can't promise|who knows|I wish|wish I)\b/i;

/** What is told of another time: "he said he'll send it", "I was going to send it". */
export const TOLD =
	/\b(?:(?:he|she|they|you|we|I|people|somebody|everybody|everyone|it|who) (?:\w+ )?(?:said|says|say|told|tells?|tell me|promised|thought|claimed|wrote|kept saying|keeps? (?:saying|telling)|were like|was like|goes|go)|said|was (?:gonna|going to)|were (?:gonna|going to)|used to|would have|could have|should have|back then|I remember|like, "|like,? ["“'])\b/i;

/** What happens again and again: of a product or a process, not a promise. */
export const HABITUAL =
	/\b(?:every (?:time|day|week|month|quarter|year|morning|night|evening|single|monday|tuesday|wednesday|thursday|friday|hour)|each (?:time|day|week|month|quarter)|whenever|automatically|always|typically|usually|normally|generally|by default|out of the box|daily|nightly|on a (?:daily|weekly|monthly|quarterly|regular) basis|24\/7|around the clock|once (?:you|they|we)(?:'re| are|'ve| have)? (?:signed?|live|go live|went live|onboarded|subscribed?|upgraded?)|after (?:you|they) (?:sign|go live|subscribe|upgrade))\b/i;

/** Takes a promise back: "no, forget that". */
export const TAKEN_BACK =
	/\b(?:(?:no|actually|wait|oh|well|but),? (?:\w+,? ){0,2}?(?:scrap|forget|strike|drop|skip|ignore) (?:that|it|this)|never ?mind|on second thoughts?|scratch that|forget (?:I|what I) said|I take (?:that|it) back|changed my mind|I can't,? actually|actually,? (?:I can't|no))\b/i;
