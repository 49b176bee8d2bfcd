/** How people say yes and no. */
/** Opens the reply of somebody who agrees. */
export const ACCEPTANCE =
	/^(?:(?:oh|ah|well|and|mm|mmm|hm|um|ha|okay|ok|yes|yeah|right|sorry),? ){0,3}(?:don't see why not|I don't see why not|yes|yeah|yep|yup|ya|aye|sure|absolutely|of course|certainly|definitely|surely|will do|can do|happy to|gladly|no problem|not a problem|no worries|okay|ok|perfect|good(?! (?:luck|point|question|for|morning|afternoon|evening))|nice|great|lovely|wonderful|brilliant|grand|super|excellent|fantastic|cool|sounds (?:good|great|fine|perfect|like a plan)|that works|works for (?:me|us)|that'?s (?:fine|good|perfect|great|okay)|fine|let'?s do (?:it|that|so)|(?:I|we) can(?: do)?|(?:I|we) (?:will|shall)|I'?ll|we'?ll|you got it|you bet|deal|done|agreed|good idea|with pleasure|by all means|do(?=[.!,]|$)|please(?: do)?|go (?:for it|ahead)|that(?: would|'d) (?:be|help|work|do)|(?:I|we)(?:'d| would) (?:like|love|appreciate|take) (?:that|it|you up)|love (?:that|it|to)|why not|see you|talk then|it'?s a date|leave (?:it|that) with (?:me|us)|consider it done|on it|I'm on it|monday|tuesday|wednesday|thursday|friday)\b/i;

/** Agrees to a proposed time: "next Wednesday works", "ten would be good", "Friday at three it is". */
export const TIME_ACCEPTED =
	/\b(?:works(?: for (?:me|us)| (?:fine|well|better|too|great|perfectly))?|(?:would|will|could|can|that'll|that'd) (?:also )?work|suits? (?:me|us)|(?:is|'s|are|would be|will be|sounds) (?:actually |also |just |totally |absolutely )?(?:fine|good|great|perfect|possible|okay|ok|ideal|better|lovely|grand)|it is(?=[,.!]|$)|(?:I'm|we're|I am|we are) (?:free|available|around|open)|(?:I|we) can (?:do|make) (?:it|that|then|\w+day)|okay for (?:me|us)|fine (?:by|with|for) (?:me|us)|good for (?:me|us))\b/i;

/** Opens the reply of somebody who does not. */
export const REFUSAL =
	/\b(?:unfortunately|not sure|can'?t|cannot|won'?t|no,|not really|rather not|don'?t think|I'm afraid|not possible|impossible|no way|confidential|not (?:yet|now|today|until|before)|but not|but (?:only|first))\b/i;
