/** Words of customers from which a deal is at risk. */
import { oneOf, phrase } from './pattern.ts';

/** Who decides beside, or instead of, the one who speaks. */
export const SUPERIORS = oneOf(
	'boss',
	'bosses',
	'manager',
	'(?:\\w+ )?director',
	'board',
	'(?:\\w+ )?committee',
	'council',
	'CEO',
	'CFO',
	'CTO',
	'CIO',
	'COO',
	'CISO',
	'VP',
	'president',
	'partners?',
	'owners?',
	'trustees',
	'husband',
	'wife',
	'brother',
	'sister',
	'father',
	'mother',
	'procurement',
	'purchasing',
	'finance',
	'legal',
	'head office',
	'headquarters',
	'leadership',
	'management',
	'shareholders',
	'works council',
	'union',
);

/** "It's not my call", "I'd have to run it by my boss", "anything above fifty goes to the board". */
export const NO_AUTHORITY = phrase(
	"(?:not|n't|isn't) (?:\\w+ )?(?:my|our) (?:call|decision|budget|money|place)|(?:not|n't) (?:\\w+ )?(?:up to me|mine to|for me to|the one who (?:decides|signs)|the decision[- ]maker)|can't (?:\\w+ )?(?:sign|decide|approve|commit to) (?:that|this|it|anything|on my own|alone|without)(?! until| before)",
	`(?:I|we)(?:'d|'ll| would| will)? (?:\\w+ )?(?:have|need|want|got) to (?:\\w+ )?(?:run|check|clear|take|bring|put|discuss|get|ask|talk|go) (?:it |this |that |them )?(?:by|past|to|with|up with|in front of|up to|back to)? ?(?:my|our|the) ${SUPERIORS}`,
	`(?:I'd|I) (?:want|need|like) (?:my|our|the) ${SUPERIORS} to (?:look|see|agree|approve|okay|sign|decide|read)`,
	`(?:my|our|the) ${SUPERIORS} (?:\\w+ )?(?:decides?|has to (?:sign|approve|agree|okay|see|decide)|have to (?:sign|approve|agree|okay|decide)|needs? to (?:sign|approve|agree|okay|see)|signs?(?: off)?|makes? (?:the|that|those) (?:final )?(?:call|decision)s?|approves?|has the (?:last|final) (?:word|say))`,
	`(?:goes|go|went|has to go|have to go|would go|'d go|'d have to go) (?:\\w+ )?(?:to|through|up to|past|in front of|before) (?:my|our|the) ${SUPERIORS}`,
	"above my pay ?grade|over my head|needs? (?:\\w+ )?(?:approval|sign-?off|a signature|the okay) (?:from|by|of)|(?:he's|she's|they're) the (?:one|ones) (?:with the (?:checkbook|budget|money|purse)|who (?:decides?|signs?|pays?))|isn't (?:just|only) me",
);

/** Asks for less money. */
export const PRICE_PRESSURE = phrase(
	"discount|(?:better|lower|best) (?:price|rate|offer)|come down (?:a bit|on|by|to)?|sharpen (?:your|that|the) pencil|(?:do|go|get) (?:it |that |any )?(?:lower|cheaper|better) (?:on|than)?|match (?:that|their|the|it)|knock (?:\\w+ ){1,3}off|for less|waive|throw (?:(?:it|that|the \\w+) )?in|meet (?:me|us) (?:half ?way|in the middle)|(?:not|n't|never|no way) (?:\\w+ |that ){0,3}pay(?:ing)? (?:more|that|twice|for)|what's your (?:discount|best|lowest)|room (?:on|in) the price|negotiat\\w+",
);

const CONTRACT =
	'(?:contracts?|clauses?|liabilit(?:y|ies)|indemnit\\w+|notice period|terminat\\w+|auto-?renew\\w*|renews? itself|lock(?:ed|ing)?[- ]in|redlines?|MSA|DPA|SLA|terms|lawyers?|solicitor|counsel|legal|procurement|break clause|undue delay|tie (?:us|me) in|tying us in|(?:for|two|three|five)[- ](?:two|three|five|year)(?:s| years?)? (?:contract|term|deal|firm)|for (?:two|three|five) years|thirty-six months|insurer|wording)';
const SECURITY =
	'(?:security|infosec|pen(?:etration)? ?test\\w*|SOC ?2|ISO ?27001|GDPR|HIPAA|data (?:protection|residency|privacy|processing|center)|data officer|encrypt\\w*|single sign-?on|SSO|SAML|SCIM|compliance|regulator|auditors?|privacy|works council|cloud|server|personal data|health data|patient (?:data|names)|certificate|audit log|IT department)';
const BLOCKS =
	"(?:n't|not|no|never|cannot|nobody|without|until|before|unless|problem|issue|worr(?:y|ied)|concern\\w*|block\\w*|stop\\w*|stuck|uneasy|nervous|strict|difficult|need to|needs to|has to|have to|must|want(?:s)? to (?:see|read|review))";

/** What speaks of contracts, and of what is in the way, in one clause. */
export const CONTRACT_BLOCK = new RegExp(
	`\\b${CONTRACT}\\b[^.;?!]{0,60}${BLOCKS}\\b|${BLOCKS}\\b[^.;?!]{0,60}\\b${CONTRACT}\\b`,
	'i',
);

/** The same of security and privacy. */
export const SECURITY_BLOCK = new RegExp(
	`\\b${SECURITY}\\b[^.;?!]{0,60}${BLOCKS}\\b|${BLOCKS}\\b[^.;?!]{0,60}\\b${SECURITY}\\b`,
	'i',
);

const AMOUNT =
	'(?:[$€£]? ?\\d[\\d,.]*(?:k| ?percent| ?%)?|half|(?:a |two |three |five |ten )?(?:hundred|thousand|grand)|(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ]\\w+)?|one|two|three|four|five|six|seven|eight|nine)(?: (?:hundred|thousand|grand|percent|k|euros?|dollars?|pounds?|bucks))?)';

/** Another vendor is looked at, talked to or compared. */
export const COMPETITION = phrase(
	'(?:talking|speaking|spoken|talked) (?:to|with) (?:your|one of your|a|another) competit(?:ors?|ion)',
	'(?:another|other|second|a different|rival) (?:vendor|provider|supplier|offer|quote|bid|bidder|company|proposal|tool|candidate|firm)s? (?:\\w+ ){0,4}?(?:is|are|was|were|has|have|offers?|offered|quoted|said|says|does|do|can|could|came|come|would|in the (?:mix|running|race)|on the (?:table|list|shortlist))',
	'(?:looking at|looked at|talking to|talked to|spoken to|spoke to|speaking (?:to|with)|evaluating|considering|comparing|testing|trialing|piloting|had|got|seen|in touch with|met with|meeting|invited|down to|between you and|shortlisted|have|demos? (?:from|with)|quotes? from|offers? from|proposals? from) (?:you and )?(?:\\w+ )?(?:another|two|three|four|several|some|a few|other|a couple of|one|your|a) (?:\\w+ )?(?:other )?(?:vendors?|providers?|suppliers?|offers?|quotes?|bids?|bidders?|options?|companies|candidates?|tools?|competitors?|proposals?|alternatives?|solutions?|finalists?)',
	'leaning (?:more )?(?:toward|towards|to)|(?:stay|stick|go|going|sticking|staying|happier|gone) with (?:our current|the current|what we (?:have|know)|the (?:old|other|incumbent)|them|the ones|those)|(?:renew|renewing|stay|staying) with (?:the )?(?:old|current|existing|incumbent)',
	"why (?:don't|not|wouldn't|shouldn't|can't) (?:we|I|you) (?:just |simply )?(?:get|use|take|go with|stay with|keep|buy|do) (?:that|those|them|one|the)|swears? by",
	`(?:they|the others?|somebody|he|she)(?:'ve|'d| have| had)? (?:quoted|offered|charged?) (?:us|me) (?:\\w+ ){0,2}?${AMOUNT}`,
	"(?:they|the other(?:s| one| guys| lot| people| bidder)?|somebody else|someone else|he|she)(?:'ve|'d|'re| are| have| had| would| will|'ll)? (?:\\w+ ){0,2}?(?:do|does|doing|offer(?:ed|s|ing)?|quot(?:ed|e|ing)|com(?:e|ing) in|came in|charge|throw in|threw in|include|give us|gave us|want|ask|asking) (?:\\w+ ){0,5}?" +
		`(?:for|at|around|about|of|under|only|just|less than) (?:about |around |only |just )?${AMOUNT}`,
	'(?:current|existing|present|old) (?:vendor|provider|supplier|contract|system|tool) (?:\\w+ )?(?:is|runs|still|has|does|already|until|till|can|could|offers?|also)(?: \\w+){0,3} (?:until|till|cheaper|the same|already|that too|as well|free)',
	'(?:also|already|currently) (?:using|use|evaluating|testing) (?:a |an |another |your )?(?:\\w+ )?(?:competitor|vendor|provider|tool|alternative)',
);
