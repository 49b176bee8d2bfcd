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

/** "Our CFO, Henrik, has to sign". */
export const BY_NAME = '(?:, \\w+(?: \\w+)?,)?';

/** "It's not my call", "I'd have to run it by my boss", "anything above fifty goes to the board". */
export const NO_AUTHORITY = phrase(
	"(?:not|n't|isn't) (?:\\w+ )?(?:my|our) (?:call|decision|budget|money|place)|(?:not|n't) (?:\\w+ )?(?:up to me|mine to|for me to|the one who (?:decides|signs)|the decision[- ]maker)|can't (?:\\w+ )?(?:sign|decide|approve|commit to) (?:that|this|it|anything|on my own|alone|without)(?! until| before)",
	`(?:I|we)(?:'d|'ll| would| will)? (?:\\w+ )?(?:have|need|want|got) to (?:\\w+ )?(?:run|check|clear|take|bring|put|discuss|get|ask|talk|go) (?:it |this |that |them )?(?:by|past|to|with|up with|in front of|up to|back to)? ?(?:my|our|the) ${SUPERIORS}`,
	`(?:I'd|I) (?:want|need|like) (?:my|our|the) ${SUPERIORS} to (?:look|see|agree|approve|okay|sign|decide|read)`,
	`(?:my|our|the) ${SUPERIORS}${BY_NAME} (?:\\w+ )?(?:decides?|has to (?:sign|approve|agree|okay|see|decide)|have to (?:sign|approve|agree|okay|decide)|needs? to (?:sign|approve|agree|okay|see)|signs?(?: off)?|makes? (?:the|that|those) (?:final )?(?:call|decision)s?|approves?|has the (?:last|final) (?:word|say))`,
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
	'(?:security|infosec|pen(?:etration)? ?test\\w*|SOC ?2|ISO ?27001|GDPR|HIPAA|data (?:protection|residency|privacy|processing|center)|data officer|encrypt\\w*|single sign-?on|SSO|SAML|SCIM|compliance|regulator|auditors?|privacy|works council|(?:the|your|public|foreign|US|American) cloud|(?:your|their|foreign|US|American) servers?|personal data|health data|patient (?:data|names)|certificate|audit log|IT department)';
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
