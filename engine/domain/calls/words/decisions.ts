/** Words of customers about how they decide. */
import { phrase } from './pattern.ts';
import { BY_NAME, SUPERIORS } from './risks.ts';

/** Who decides, signs or has to be asked. */
export const DECIDER = phrase(
	`(?:my|our|the) ${SUPERIORS}${BY_NAME} (?:\\w+ ){0,2}?(?:decides?|signs?(?: (?:it|that|this))?(?: off)?|approves?|has to|have to|needs? to|makes? the|has the (?:last|final)|will (?:want|have)|wants to|gets? (?:a|the) (?:say|vote)|recommends?|looks? at)`,
	`(?:goes|go|has to go|have to go|would go|'d go|up) (?:\\w+ )?(?:to|through|past|before|in front of) (?:my|our|the) ${SUPERIORS}`,
	"(?:I|we) (?:decide|sign (?:it|that|this)? ?off|make (?:the|that) (?:final )?(?:call|decision)|recommend|have the (?:last|final) (?:word|say)|can sign|sign for)|(?:my|our|his|her|their) (?:call|decision) (?:to make)?|decision[- ]makers?|final (?:say|word|call|decision)|(?:he's|she's|they're|I'm) the (?:one|ones) (?:with the (?:checkbook|budget|money)|who (?:decides?|signs?|pays?|has to))|who(?:'s| is) (?:deciding|signing)|sign-?off",
	`(?:want|need|like) (?:my|our|the) ${SUPERIORS} to (?:look|see|agree|approve|okay|sign|decide|read)`,
	'I owe (?:it )?to (?:my|our|the)|owns the other half|buying (?:committee|group|center)',
);

const AMOUNT =
	'(?:[$€£] ?\\d[\\d,.]*k?|\\d[\\d,.]*(?:k\\b| ?(?:thousand|hundred|grand|euros?|dollars?|pounds?|percent))?|(?:ten|eleven|twelve|\\w+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|two|three|four|five|six|seven|eight|nine|a|one)(?:[- ]\\w+)? ?(?:hundred|thousand|grand|k|million|euros?|dollars?|pounds?)|(?:ten|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ]\\w+)?)';

/** What there is to spend, and from where. */
export const BUDGET = phrase(
	`budgets? (?:\\w+ ){0,3}?(?:of|is|was|for|around|about|between|comes|closes|gets|has been|have been|for next year|this year|next year)`,
	`(?:set|put|laid) aside (?:\\w+ ){0,2}?${AMOUNT}|(?:have|got|'ve got) (?:\\w+ ){0,2}?${AMOUNT} (?:set aside|in the (?:budget|pot|plan)|for (?:this|that|it|software|tools))`,
	`(?:in|out of|from) (?:this|next) year's (?:budget|plan)|(?:in|outside|within|over|under|above) (?:the |our |my )?budget|budgeted|no budget|budget (?:cycle|line|holder|round|owner)|cost cent(?:er|re)|(?:anything|everything) (?:above|over|under|below) ${AMOUNT}|up to ${AMOUNT} (?:I|we) can|signature for ${AMOUNT}|(?:can|could) (?:spend|sign for) (?:up to )?${AMOUNT}`,
);

/** What is to happen by a day: with the words of a date beside it. */
export const DECISION_STEP = phrase(
	'decid(?:e|es|ed|ing)|decision|sign(?:s|ed|ing)?|signature|choose|pick (?:a|one|somebody)|go(?:es|ing)? live|be live|launch(?:es)?|roll(?:ing)? out|kick off|in place|up and running|be running|start with|switch over|renew(?:al|s|ed)?|contract (?:ends|runs out|expires|is up)|runs out|(?:committee|board|council|partners|trustees|we|they) (?:meets?|sits?|meeting)|budget (?:is|for|gets)|deadline|by law|need it (?:by|before|for)|have to have it|approval',
);

/** What it is chosen by. */
export const CRITERION = phrase(
	"most important(?: thing)?(?: is| to us| for us| to me)?|(?:what )?matters (?:most|to (?:us|me)|is)|must[- ]haves?|criteri(?:a|on)|requirements?|deal-?breaker|non-?negotiable|(?:it|that|this|they|the \\w+) (?:would |'d |really |absolutely )?(?:has|have|needs|need|must) to (?:be able to |also )?(?:work|integrate|support|run|connect|talk|fit|speak|handle|export|import|comply|be (?:in|able|simple|easy|fast|on|secure))|need it to|(?:we|I)(?:'re|'m| are| am)(?: really| mainly| mostly)? looking for|(?:we|I)(?:'d| would)?(?: really| only| mostly)? (?:care about|look (?:for|at)) (?:the|how|whether|that|is|one|a)|judge (?:it|you|that) (?:by|on)|what (?:I|we) (?:want|need) is|as long as it|success (?:is|would be|for (?:me|us))|the (?:main|first|only|one) (?:thing|point) (?:is|for us|I want|we need|we want)|I want one thing|without (?:that|it|this) (?:I|we|it)",
);
