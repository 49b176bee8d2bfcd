/** What customers object to in the words of every textbook, and how the other side takes it. */
import { phrase } from './pattern.ts';

export const OBJECTION_LABELS = ['price', 'timing', 'need', 'trust', 'competitor'] as const;
export type ObjectionLabel = (typeof OBJECTION_LABELS)[number];

const OTHERS =
	'(?:(?:(?:an)?other|two|three|some|several|a few|different|a couple of)(?: other)? (?:vendors?|providers?|suppliers?|companies|competitors?|offers?|quotes?|options)|(?:your|one of your|a|the) competit(?:ors?|ion))';

/**
 * Words by which hardly anything else can be meant. People who are asked for many ways to object avoid them, so that
 * nobody could learn them from what they wrote.
 */
export const PLAIN_OBJECTIONS: { label: ObjectionLabel; pattern: RegExp }[] = [
	{
		label: 'competitor',
		pattern: phrase(
			`(?:talking|speaking|looking|spoken|talked) (?:to|at|with) ${OTHERS}`,
			`(?:comparing|considering|evaluating) (?:you (?:with|to|and) )?${OTHERS}`,
			`(?:have|got|received) ${OTHERS} on the table`,
			'(?:your competitors?|another (?:vendor|provider|supplier)|the other (?:vendor|provider|supplier|offer)) (?:is|are|was|offers?|quoted)',
			'happy with our current (?:vendor|provider|supplier|tool|system|solution)',
		),
	},
	{
		label: 'price',
		pattern: phrase(
			'too (?:expensive|pricey|costly|much money)(?: for (?:us|me|what))?',
			"(?:price|cost|fee)s?(?: is| are|'s| seems?| looks?) (?:just |simply |way |much |far |still |a bit |a little )*too (?:high|steep)",
			"(?:have|has|got|there's|there is) no (?:money|budget)(?: left)?",
			'(?:out of|over|beyond|above|outside)(?: of)? (?:our |the |my )?budget',
			"(?:can't|cannot|couldn't) (?:really |possibly )?(?:afford|justify) (?:it|this|that|the|these|those|such)",
			'need (?:a|some kind of) discount',
			'(?:hoping for|hoped for|expected|expecting|need|want) (?:a|some) (?:much |far |somewhat |bit )?(?:lower|better) (?:price|offer|quote|rate)',
		),
	},
	{
		label: 'timing',
		pattern: phrase(
			"(?:not|isn't|n't) (?:really )?(?:the right|a good|the best) (?:time|moment)(?: for (?:us|me|this|that|it))?",
			"(?:we're|we are|I'm) (?:just |simply |far |way )?too busy (?:right now|at the moment|for (?:this|that|it))",
			'the timing is (?:bad|not (?:good|right)|wrong|difficult)',
		),
	},
	{
		label: 'need',
		pattern: phrase(
			"(?:we|I) (?:don't|do not) (?:really |actually )?need (?:it|this|that|another (?:tool|system))(?= at all|[.,!]|$)",
			"(?:we|I) (?:don't|do not|can't) (?:really |quite )?see (?:the|any) (?:need|value|benefit|point)",
			'we already (?:have|use) (?:a|another|our own) (?:tool|system|solution|software|vendor|provider)',
		),
	},
	{
		label: 'trust',
		pattern: phrase(
			"(?:we're|we are|I'm|I am) (?:\\w+ )?(?:worried|concerned|nervous) about (?:\\w+ ){0,2}?(?:security|privacy|data|support|reliability|adoption)",
			"(?:we're|I'm|we are|I am) (?:just |still |really )?not (?:\\w+ )?(?:convinced|comfortable)",
			'(?:had|have had) (?:a |some |very )?bad experiences?',
		),
	},
];

/** Takes from such words that they are meant, now and of this vendor. */
export const NOT_MEANT =
	/\b(?:not too|n't too|no longer|not any ?more|used to|was too|were too|before|last (?:year|time|vendor)|old (?:tool|system|vendor|provider)|if it|unless|would be too|you don't|at first)\b/i;

/** The other side takes a concern seriously. */
export const ACKNOWLEDGMENT =
	/\b(?:I hear (?:you|that)|(?:that's|that is|it's|you're|no,) (?:(?:a )?(?:fair|valid|reasonable|legitimate|understandable)(?: (?:point|concern|question|pushback|enough))?|a good (?:point|concern)|understandable)|fair(?: enough| point)?(?=[.,!]|$)|understood|makes (?:total |complete |a lot of |perfect |complete )?sense|I (?:completely |totally |fully |can |do |absolutely )?(?:understand|get (?:it|that)(?: a lot)?|appreciate that)|I can see why|I see (?:why|what you mean|your point)|thanks for (?:being|raising|saying|telling|flagging|sharing)|appreciate (?:you|your|the) (?:\w+ )?(?:honesty|candor|raising|telling|sharing|saying|being)|you're (?:right|not (?:the first|wrong|alone))|I know how that (?:sounds|feels|looks)|(?:most common|not the first|hear (?:that|it|this) (?:a lot|often)|everyone|every customer) ?(?:thing|question|concern|asks|says)?|(?:don't|can't) blame you|(?:really |so |very )?sorry (?:about|to hear|for|that)|that(?:'s| is) on us|point taken|that's (?:very |really |pretty )?clear|that was bad|I figured|ouch|you've got a point|no argument|of course you)\b/i;
