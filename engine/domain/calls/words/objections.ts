/** What customers object to, and how the other side takes it. */

export const OBJECTION_LABELS = ['price', 'timing', 'need', 'trust', 'competitor'] as const;
export type ObjectionLabel = (typeof OBJECTION_LABELS)[number];

/** The other side takes a concern seriously. */
export const ACKNOWLEDGMENT =
	/\b(?:I hear (?:you|that)|(?:that's|that is|it's|you're|no,) (?:(?:a )?(?:fair|valid|reasonable|legitimate|understandable)(?: (?:point|concern|question|pushback|enough))?|a good (?:point|concern)|understandable)|fair(?: enough| point)?(?=[.,!]|$)|understood|makes (?:total |complete |a lot of |perfect |complete )?sense|I (?:completely |totally |fully |can |do |absolutely )?(?:understand|get (?:it|that)(?: a lot)?|appreciate that)|I can see why|I see (?:why|what you mean|your point)|thanks for (?:being|raising|saying|telling|flagging|sharing)|appreciate (?:you|your|the) (?:\w+ )?(?:honesty|candor|raising|telling|sharing|saying|being)|you're (?:right|not (?:the first|wrong|alone))|I know how that (?:sounds|feels|looks)|(?:most common|not the first|hear (?:that|it|this) (?:a lot|often)|everyone|every customer) ?(?:thing|question|concern|asks|says)?|(?:don't|can't) blame you|(?:really |so |very )?sorry (?:about|to hear|for|that)|that(?:'s| is) on us|point taken|that's (?:very |really |pretty )?clear|that was bad|I figured|ouch|you've got a point|no argument|of course you)\b/i;
