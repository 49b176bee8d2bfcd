/** What questions ask for, and what in a reply may be it. */

/** The first that fits. */
export const QUESTION_KINDS: { kind: string; pattern: RegExp }[] = [
	{
		kind: 'amount',
		pattern:
			/\bhow (?:many|much|long|often|big|far|old|quickly|soon|fast|large)\b|\bwhat(?:'s| is| was| are)? (?:the |your )?(?:price|cost|number|percentage|share|volume|budget|rate|size)/i,
	},
	{ kind: 'time', pattern: /\bwhen\b|\bwhat (?:day|date|time|month|year)\b|\bby when\b/i },
	{ kind: 'who', pattern: /\bwho(?:'s|se|m)?\b/i },
	{ kind: 'where', pattern: /\bwhere\b/i },
	{ kind: 'why', pattern: /\bwhy\b|\bhow come\b/i },
	{ kind: 'which', pattern: /\bwhich\b/i },
	{ kind: 'what', pattern: /\bwhat\b/i },
	{ kind: 'how', pattern: /\bhow\b/i },
	{ kind: 'choice', pattern: /\bor\b/i },
	{
		kind: 'yes or no',
		pattern:
			/^(?:\w+,? ){0,3}?(?:do|does|did|is|are|was|were|can|could|will|would|has|have|had|should|any|isn't|aren't|don't|doesn't|won't|can't)\b/i,
	},
];

/** Opens an answer to a question of yes or no, or of one or the other. */
export const YES_NO =
	/^(?:(?:oh|well|so|uh|um|ah|honestly|actually),? )*(?:yes|yeah|yep|yup|no|nope|nah|not|never|always|sure|of course|absolutely|correct|exactly|right|both|neither|either|it does|it is|we do|they do|you can|ja|aye|sometimes|mostly|only|just|all|none)\b/i;

export const PEOPLE = /\b(?:he|she|they|our|my|the|me|i|we)\b/i;

export const TIMES =
	/\b(?:monday|tuesday|wednesday|thursday|friday|january|february|march|april|may|june|july|august|september|october|november|december|week|month|year|today|tomorrow|spring|summer|autumn|fall|winter|quarter|soon|already|now|day|days|hours?|minutes?)\b/i;

export const NUMBERS =
	/\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|half|none|nothing|few|couple|percent)\b/i;

/** A word with a capital that opens no sentence. */
export const NAMES = /(?<=\p{L} )\p{Lu}\p{Ll}{2,}/u;
