/** Words of customers that speak against a deal by themselves, and words around them that tell how they are meant. */
import { oneOf, phrase } from './pattern.ts';

export type ObjectionLabel = 'price' | 'timing' | 'need' | 'trust' | 'competitor';

export type ObjectionWords = { label: ObjectionLabel; surely: RegExp };

const AMOUNT =
	'(?:[$€£]? ?\\d[\\d,.]*(?:k| ?percent| ?%)?|half|(?:a |two |three |five |ten )?(?:hundred|thousand|grand)|(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ]\\w+)?|one|two|three|four|five|six|seven|eight|nine)(?: (?:hundred|thousand|grand|percent|k|euros?|dollars?|pounds?|bucks))?)';
const MONTH =
	'(?:january|february|march|april|may|june|july|august|september|october|november|december|q[1-4]|spring|summer|autumn|fall|winter|christmas|easter|new year)';
const PERIOD = `(?:${MONTH}|this (?:year|quarter|month|week|spring|summer|autumn|fall|winter|season)|the (?:year|quarter|season|summer|holidays|new year|end of))`;
const US = "(?:we|I|they|you|it)(?:'d|'ve| had| have|'re| are|'m| am| were| was)?";
const NOT = "(?:not|n't|never|cannot|nobody|no one|nothing)";

const PRICE: ObjectionWords = {
	label: 'price',
	surely: phrase(
		'too (?:expensive|pricey|costly|steep|dear|rich|much money)',
		'(?:is|was|looks?|seems?|feels?|sounds?|find|found|bit|little|very|quite|rather|pretty|really|so|awfully|fairly) (?:it |that |them )?(?:expensive|pricey|costly|steep)',
		'expensive for (?:what|us|a)',
		"(?:more|higher|way above|well above|far above|way over|well over) (?:than )?(?:what )?(?:we|I|they)(?:'d| had|'ve| have| were|'re| are)? (?:thought|expect(?:ed)?|planned|budgeted|hoped|paid|pay|paying|had in mind|wanted|bargained|reckoned|allowed|set aside|figured)",
		`(?:twice|double|triple|two times|three times|four times) (?:as much(?: as)? |than |of )?(?:what |the price |our |the )?(?:${US} (?:\\w+ )?(?:pay|paid|paying|thought|expected|budget|spend|planned|had in mind)|current|budget)`,
		`(?:was|were|been) (?:\\w+ )?(?:thinking|expecting|hoping|planning|counting|figuring|budgeting|reckoning)(?: of| on| for| with)? (?:more like|something (?:like|around|closer|nearer)|closer to|nearer|around|about|less|maybe|in the (?:region|ballpark)|at most|half)`,
		"(?:no|zero|not any|n't any|n't (?:\\w+ )?(?:have|got) (?:a|the|any|that|enough|much)|haven't (?:the|any|got)|out of|outside(?: of)?|over|beyond|above|exceeds?|blows?|busts?|not in|n't in|isn't part of|run out of|ran out of|without a|more than) (?:our |the |my |any |this year's |next year's |that kind of |this kind of )?(?:\\w+ )?budget",
		"budgets?(?:'s| is| has been| have been| was| are| were)? (?:already |all |completely |really |pretty |very |a bit )?(?:tight|frozen|gone|spent|fixed|capped|cut|closed|locked|used up|done|slashed|halved|allocated|exhausted|under pressure)",
		"nothing (?:left )?in (?:this year's|next year's|the|our|my) (?:plan|budget|forecast|pot|kitty)",
		"(?:no|no more|not enough|n't (?:have|got) (?:the|any|enough|that kind of|that sort of|that much)|nowhere near the) (?:\\w+ )?(?:money|funds|funding|euros?|dollars?|pounds?|cash)(?: (?:for|left|to|in))?",
		'(?:where|how) (?:would|do|am|are|will|could) (?:I|we) (?:\\w+ )?(?:find|get|take|pay)\\b[\\w ]{0,20}(?:money|budget|that|it from)',
		"(?:we'd|I'd|we|I)(?: would)? have to find (?:that|it|the money|the budget|the funds)",
		`(?:${NOT}|no way|not going to|won't|couldn't|can't|hard to|difficult to|tough to|struggle to|impossible to|how (?:do|would|could|am|should) (?:I|we)) (?:\\w+ |that ){0,3}?(?:afford|justify|defend|stretch to)`,
		`(?:no way|not|n't|never|won't be|refuse to|isn't|aren't|ain't) (?:\\w+ |that ){0,4}?(?:pay|paying|spend|spending) (?:more|that|this|for|extra|twice|double|${AMOUNT})`,
		`(?:${NOT}|can't|won't|couldn't) (?:\\w+ )?go (?:above|over|beyond|higher|past|much above)`,
		'made (?:me|us|him|her|them) (?:laugh|choke|gulp|swallow|wince|spit|sit down|blink|cry|jump)',
		'(?:nearly|almost) (?:fell|choked|spat|dropped|had a)',
		'sticker shock|eye-?watering|hard to swallow|hard (?:sell|pill)|raised? (?:\\w+ ){0,2}eyebrows|a bit of a shock|took my breath|rip-?off|outrageous|daylight robbery|a (?:big|huge|large|serious|hefty|steep) (?:number|jump|increase|hike|ask|ticket|check|sum|chunk)|a lot (?:of money|to (?:spend|pay|ask)|more than)|lot of money|serious money|big money',
		'not worth (?:that|it|the (?:money|price))|worth (?:that much|the (?:money|price))',
		"(?:price|rate|cost|fee|number|figure|quote|increase|uplift)s?(?: \\w+){0,3} (?:is|was|are|'s|seems?|looks?|feels?) (?:\\w+ ){0,2}?(?:too|high|steep|a (?:problem|concern|blocker|stretch|non-?starter|killer)|hard|tough|the (?:problem|issue|sticking|elephant)|off|out of)",
		`(?:need|want|expect|like|have) (?:you )?(?:to )?(?:see |get |bring |come )?(?:a |some |the |it |that |this )?(?:better |lower |price |number )*(?:down (?:to|by|on|a bit|quite)|discount|better price|lower price|under ${AMOUNT}|below ${AMOUNT})`,
		"(?:has|have|needs?|'d have|'d need|would have) to (?:be lower|come down|drop|go down|be (?:under|below|less))|sharpen (?:your|that|the) pencil|(?:do|can you do) better (?:on|than)|meet (?:me|us) (?:half ?way|in the middle)",
		`(?:at|for) [\\w -]{2,30}, (?:no|never|not|absolutely not|I can't|we can't|I couldn't|forget it)(?=[,.!]|$)`,
		"cheaper (?:than|elsewhere|option|alternative|to|tools?|ones?|for us to)|(?:something|anything|somebody|someone|it) cheaper|(?:is|are|'s|'re|was|were) (?:\\w+ )?cheaper",
		'(?:eats?|blows?|kills?|takes?) (?:\\w+ )?(?:my|our|the|half|most|all) (?:\\w+ ){0,2}?(?:budget|margin)',
		"can't (?:swing|do|manage|stomach|swallow) (?:that|this|those|it at)(?: (?:number|price|rate|money))?(?= at|,? not at| for that)",
		`(?:budget|limit|ceiling|maximum|max|cap|most (?:I|we) can)(?:'s| is| was) ${AMOUNT}(?: and (?:not|no))?(?=,? (?:tops|max|and not|not a))`,
	),
};

const TIMING: ObjectionWords = {
	label: 'timing',
	surely: phrase(
		`(?:can't|cannot|won't|couldn't|wouldn't|don't want to|not going to|not gonna|nobody|nobody's going to|no one|nothing|n't) [\\w' ]{0,25}?(?:sign|start|begin|commit|decide|do (?:anything|this|that|it|much)|move|buy|switch|roll (?:it|this|that|out)|go live|touch|take (?:this|that|it|anything)|look at|think about|change|implement|introduce|approve|launch|get (?:to|anybody's|anyone's|anything)|make (?:a|any) (?:decision|change)s?)\\b[\\w' ,]{0,40}?\\b(?:before|until|till|this side of|while)`,
		`(?:nobody|no one|nothing) (?:signs|decides|gets (?:signed|decided|done|approved|bought)|moves|happens|buys) (?:\\w+ )?(?:anything|until|till|before|in|over|around)?`,
		`(?:not|won't|n't|never)(?: going to| gonna| really)? (?:be |happen |work |make it |fly )?(?:in |by |before |until |till )?${PERIOD}(?! is\\b)`,
		"(?:not|n't|hardly|isn't) (?:\\w+ ){0,2}?(?:right|best|good|ideal|great) (?:time|moment)|bad(?:ly)? tim(?:e|ing|ed)|wrong (?:time|moment)|worst (?:\\w+ )?(?:time|moment)|terrible (?:time|timing)|timing (?:is|isn't|'s|couldn't|just|doesn't)",
		'too (?:early|soon|tight|fast|quick|ambitious|rushed|much at once|much too soon|short notice)(?! to (?:tell|say))',
		"(?:is|'s|are|find|sounds?|looks?|seems?|feels?|would be|'d be) (?:\\w+ ){0,3}?(?:ambitious|rushed|unrealistic|aggressive|madness|suicide|insane|crazy|impossible|not realistic|not feasible|not doable)",
		'(?:very|really|pretty|a bit|a little|awfully|quite|super) tight|tight (?:timeline|schedule|deadline)',
		"(?:not|n't|isn't|hardly) (?:\\w+ ){0,2}?(?:a |our |my |the )?(?:top |first |high |big )?priority|(?:low|lower|bottom|far down|way down) (?:on|of|down) (?:the|our|my) (?:\\w+ )?list|(?:other|bigger|more urgent|more pressing) (?:priorities|fish|fires)|bigger (?:things|problems)",
		'on (?:hold|ice|the back ?burner)|back ?burner|(?:code|hiring|budget|change|spending|spend|IT|project|purchase) freeze|frozen (?:until|till)',
		`(?:next (?:year|quarter)|${MONTH}) (?:at the (?:very )?earliest|earliest|more like|maybe|perhaps|probably)|(?:earliest|maybe|perhaps|probably|more like|rather) (?:in |is |would be )?(?:next (?:year|quarter)|${MONTH})`,
		'(?:revisit|look at|talk about|pick up|come back to|think about) (?:it|this|that) (?:again )?(?:in|after|next|once|later)',
		'two (?:\\w+ )?(?:changes|projects|systems|things|rollouts|migrations) (?:at once|at the same time|in one|in parallel|in the same)',
		'too (?:many|much) (?:\\w+ ){0,3}?(?:going on|at once|at the same time|on (?:my|our|their) plate|in the air)|enough on (?:my|our|their) plate',
		"(?:don't|doesn't|won't|haven't) (?:\\w+ )?(?:have|got) (?:the |any |enough |that )?(?:bandwidth|capacity|headspace)|no (?:bandwidth|capacity|headspace)|short-?staffed|understaffed",
		"(?:have|has|get|got|is|there's|with|we're) (?:\\w+ )?(?:nobody|no one|not enough people|no people|no time|nobody free|too few people)\\b[^.?!]{0,40}?\\b(?:before|until|till|in|right now|at the moment|for (?:that|this|it)|to (?:do|run|build|train|look|spare))",
		"(?:don't|doesn't|won't|can't) (?:\\w+ )?(?:have|get|find|spare|free up|give you) (?:anybody|anyone|somebody|someone|the people|the time|a person|people|time|a (?:single )?(?:minute|hour|day|soul))\\b[^.?!]{0,50}?\\b(?:before|until|till|right now|at the moment|this|for (?:that|this|it)|in|who (?:could|can|would))",
		`(?:can't|cannot|couldn't|won't) have (?:them|him|her|my|our|people|anybody|everybody) [\\w ]{2,40}`,
		`(?:wait|hold off|sit tight|put (?:it|this|that) off|push (?:it|this|that)|postpone|delay (?:it|this|that))(?: \\w+){0,3} (?:until|till|to|after|for)`,
	),
};

const NEED: ObjectionWords = {
	label: 'need',
	surely: phrase(
		"(?:don't|doesn't|didn't|not (?:\\w+ ){0,4}?(?:sure|convinced|certain)(?: that| if| whether)?|don't know (?:if|that|whether|why)|don't think(?: that)?|doubt(?: that| if| whether)?|wonder (?:if|whether|why)|no idea (?:if|whether|why)|question (?:if|whether|is whether|is if)) (?:we|I|they|anybody|anyone|everyone|my [\\w]+|our [\\w]+|the [\\w]+|people) (?:\\w+ ){0,2}?(?:need|needs|want|wants|would use|'d use|'d ever|'ll use|use|uses|would want|'d want|require|would need|'d need)",
		"(?:don't|doesn't|won't|wouldn't|do not) (?:\\w+ ){0,2}?need (?:it|this|that|one|any|another|a|an|all|half|software|more|so|the)",
		"(?:not (?:\\w+ ){0,3}?(?:sure|convinced|certain)|don't (?:know|think)|doubt|wonder|can't (?:see|tell)|hard to see|struggl(?:e|ing) to see)(?: that| if| whether| how| what)? (?:it|that|this|what|how much|how|anything|a tool|a system|software|you|your [\\w]+)(?:'d| would| will|'ll|'s| is| are)? (?:\\w+ ){0,2}?(?:help|solves?|add|adds|change|fits?|bring|brings|worth|buys?|does|gives?|makes?|for us|get us|improve|save|apply|applies)",
		"(?:don't|doesn't|can't|didn't|cannot|couldn't) (?:really |quite |honestly |actually |yet |immediately )*(?:see|understand|get) (?:myself|us|ourselves|the (?:need|point|value|benefit|use|difference|advantage|case|reason|sense)|what (?:I|we|it|that|this|they|else)|why (?:we|I|they|you|anyone|anybody)|how (?:that|this|it|we|I)|where (?:it|that|this|we)|who (?:would|'d)|any (?:need|value|benefit|use))",
		"overkill|nice[- ]to[- ]haves?|bells and whistles|(?:more|bigger) than (?:we|I)(?:'d)? (?:\\w+ )?(?:need|use)|too (?:big|much|complicated|complex|heavy|fancy|clever|large|small|old) for (?:us|what|a|that|this|me|my|our)|sledgehammer|solution (?:looking for|in search)|cannon",
		"(?:would|'d|will|'ll|could) never (?:use|need|touch|open|look|get)|(?:nobody|no one|none of (?:them|us))(?: (?:here|there|in the \\w+|of (?:them|us)))?(?: would| will|'d|'ll| is going to|'s going to) (?:\\w+ )?(?:use|touch|open|read|look|bother|log)|(?:won't|wouldn't|not going to|aren't going to|never going to) (?:\\w+ )?(?:use (?:it|that|this|half)|bother|get used to|touch (?:it|that))",
		'already (?:\\w+ )?(?:have|got|built|bought|use|using|pay for|paying for|do|doing) (?:our own|one|something|an? (?:\\w+ )?(?:tool|system|thing|solution|process|way|app|spreadsheet|platform)|that|two|three)|built (?:it|our own|one|that) (?:ourselves|in-?house)|(?:have|got|use|do|did|made|keep|build) (?:it|this|that|one|something|our own) in-?house',
		"(?:can|could|would|might|'d) (?:just |simply |probably |as well )*(?:do|build|make|write) (?:it|that|this|one) (?:ourselves|myself|in-?house|in excel|with (?:a|our))",
		"(?:don't|doesn't) want (?:another|one more|yet another|more) (?:\\w+ )?(?:system|tool|vendor|login|app|platform|thing|screen|password|supplier)|(?:another|yet another|one more) (?:system|tool|app|platform|login|password|screen) (?:to|that|for|nobody|on)",
		"(?:there's|there is|see|have) no need|(?:is|'s|was) no (?:real )?need|there (?:isn't|is not) (?:one|a need|any need|really a need)|not (?:something|what|a thing) (?:we|I)(?:'d)? (?:\\w+ )?(?:need|use|looking for)|not (?:really |exactly )?(?:for us|our thing|relevant|a fit|a good fit|the right fit)|wrong (?:fit|size) for",
		"if it (?:isn't|ain't|'s not|is not) broke|not broken|never (?:had a problem|needed|missed)|(?:got|get|lived|survived|coped|managed|done) (?:\\w+ )?(?:fine |well |perfectly |happily )?without(?! (?:a|any) problem)",
		"(?<!\\b(?:not|n't|never) (?:\\w+ )?)(?:happy|content|fine|satisfied|okay) with (?:what we|our|the (?:current|old|existing|present)|how (?:we|it)|the way|excel|paper|my|things)",
	),
};

const FEELING =
	'(?:worried|worrying|concerned|concerning|nervous|uneasy|ske?ptical|sceptical|hesitant|wary|uncomfortable|scared|scary|anxious|reluctant|apprehensive|suspicious|torn|doubtful|frightened|terrified|on the fence|disappointed|frustrated|let down)';

const TRUST: ObjectionWords = {
	label: 'trust',
	surely: phrase(
		`(?:I'm|we're|I am|we are|I get|I'd be|we'd be|makes? (?:me|us)|have (?:me|us)|leaves? (?:me|us)|I was|they're|he's|she's|(?:my|our|the) [\\w]+(?: [\\w]+)? (?:is|are|gets?|was|were)) (?:\\w+ ){0,3}?(?<!\\b(?:not|n't|less|never) (?:\\w+ )?)${FEELING}(?! (?:at first|before|customers?))`,
		"(?:is|'s|was|are) (?:\\w+ ){0,2}?(?:concerning|worrying|scary|a (?:red flag|concern|worry|risk|deal-?breaker|show-?stopper|no-?go|non-?starter|blocker|big ask))",
		"afraid (?:of|that (?:we|it|they|this|my)|we(?:'ll|'d)|they(?:'ll|'d)|my)",
		'not (?:\\w+ ){0,2}?(?:comfortable|convinced|sold|thrilled|keen|happy (?:with|about|that|to)|at ease|confident|crazy about)',
		"(?:don't|doesn't|wouldn't|can't|never|didn't|do not|won't) (?:\\w+ ){0,2}?(?:trust|believe (?:it|that|you|in)|buy (?:it|that|this)|feel (?:comfortable|good|safe|great)|like (?:the idea|being|having|giving|putting|the sound|the thought|when)|sleep)",
		'gives? (?:me|us) pause|keeps? (?:me|us) (?:up|awake)|(?:lost|losing|no|not much|little) (?:\\w+ )?(?:faith|trust|confidence)(?: in)?|(?:got|been|were|was|be) (?:\\w+ )?(?:burned|burnt|bitten|stung)|once bitten|(?:let|leave|left) (?:us|me|them) (?:down|hanging|in the lurch|stranded|out in the cold)|too good to be true|(?:grain|pinch) of salt|believe (?:it|that) when|a leap of faith|guinea pigs?',
		'(?:heard|seen) (?:that|this|it|numbers like (?:that|those)|those|such|all (?:that|this)|promises like|things like)(?: \\w+){0,3} before|(?:said|promised|told us|claimed|told me) (?:exactly )?(?:the same|exactly that|the moon)|(?:they all|every (?:vendor|supplier|provider|salesman|salesperson|one of you)|you all) (?:says?|promises?|claims?|tells?)',
		"(?:the )?last (?:vendor|one|supplier|system|tool|company|lot|people|guys|provider|project|rollout) (?:\\w+ )?(?:promised|said|told us|left us|failed|let us|never)|we(?:'ve)? had (?:a|an|one|such a|something like|our) (?:\\w+ )?(?:system|tool|vendor|app|platform|software|product|supplier|consultants?|pilot|trial|provider|solution)(?: like (?:that|this))?,? (?:it|and|that|which|once|before|but|who)",
		'go(?:es|ing|ne)? (?:bust|under|bankrupt|out of business|belly[- ]up|broke)|(?:get|got|gets|getting|been|be) (?:acquired|bought (?:out|by|up)|taken over|swallowed)|still (?:be )?(?:around|here|exist|there|in business) (?:in|next|two|three|five)|(?:disappear|vanish|fold)s? (?:on|in|next|tomorrow|one|after)|(?:young|small|tiny|new|little) (?:company|firm|start-?up|vendor|outfit|supplier)|start-?up|never heard of (?:you|your)|(?:known|met|know) (?:you |each other |for )?(?:for)?,? ?(?:what,? )?\\w+ (?:weeks|days)',
		'(?:tie|tying|tied|lock|locks|locked|locking|chain|chained) (?:us|me|ourselves|myself|yourself)? ?(?:in|down|into|to you)(?: for)?|vendor lock-?in|lock-?in|at your mercy|put(?:ting)? all (?:our|my|the) eggs',
		"(?:don't think|doubt|can't (?:see|imagine)|not sure|don't (?:see|know (?:if|whether|how))|hard to imagine|worried|I can see)(?: that| if| whether)? (?:(?:my|our|the|any) [\\w]+(?: [\\w]+){0,3}|they|he|she|people|anybody|anyone|everyone|everybody|nobody|it)(?:'d| would|'ll| will|'s going to| are going to| is going to|'re going to) (?:\\w+ ){0,2}?(?:go along|use|accept|adopt|like|buy|go for|play along|get on|sign|be happy|wear|stomach|fly|hate|refuse|resist|revolt|quit|ignore|trust|touch|work|cope|manage|hold up|survive|scale)",
		"(?:they|he|she|people|drivers|staff|nurses|teachers|my [\\w]+|our [\\w]+|the [\\w]+(?: [\\w]+)?|everybody|half of them|most of them)(?:'d| would|'ll| will|'s going to| are going to|'re going to) (?:\\w+ )?(?:hate (?:it|that|this|me)|refuse|resist|revolt|quit|ignore it|fight (?:it|this|me)|go back to|kill me|riot|walk out|never (?:use|accept|touch|go|trust|wear|sign|open|log))",
		"(?:doesn't|does not|won't|wouldn't|isn't going to|not going to) (?:\\w+ )?(?:work for (?:us|me|our|my|them)|fly|cut it|be enough|do (?:it )?for us|satisfy|pass|wash)|deal-?breaker|show-?stopper|non-?starter|(?:can't|cannot|won't|couldn't|not going to) (?:\\w+ )?(?:accept|live with|agree to|sign (?:that|this|it|off)|put (?:my|our) name|risk|get (?:it|that|this) (?:past|through|by|signed|approved)|recommend)|(?:don't|won't|can't|never) get (?:it|that|this) (?:past|through|by)|without (?:that|it|this|those) (?:I|we|it|there|he|she)(?:'s| is| can't| don't| won't| couldn't| wouldn't)|might as well (?:cancel|forget|leave|stop|not|stay)|won't (?:cover|insure|sign|accept|approve|let) (?:us|me|it|that)",
		"(?:nobody|no one) (?:\\w+ )?(?:at your (?:place|end|company|side)|on your (?:side|end)|from your (?:side|team|company)|in your (?:team|support|company)|of yours) (?:\\w+ )?(?:picked|answered|called|replied|told|came|rang|got|could|knew)|your (?:support|help ?desk|people|team|hotline|last (?:update|release)|system|app|software) (?:\\w+ )?(?:never|didn't|doesn't|don't|took|crashed|broke|lost|failed|let|couldn't|was (?:down|a|not)|kept|keeps|went down|is (?:slow|a))",
		"what if (?:you|your|it|the (?:system|server|internet|app|thing))(?:'re| are|'s| is| get| gets| go| goes| lose| crash| crashes| break| breaks| stop| stops)",
	),
};

const COMPETITOR: ObjectionWords = {
	label: 'competitor',
	surely: phrase(
		'(?:another|other|second|a different|rival) (?:vendor|provider|supplier|offer|quote|bid|bidder|company|proposal|tool|candidate|firm)s? (?:\\w+ ){0,4}?(?:is|are|was|were|has|have|offers?|offered|quoted|said|says|does|do|can|could|came|come|would|in the (?:mix|running|race)|on the (?:table|list|shortlist))',
		'(?:looking at|looked at|talking to|talked to|spoken to|spoke to|speaking (?:to|with)|evaluating|considering|comparing|testing|trialing|piloting|had|got|seen|in touch with|met with|meeting|invited|down to|between you and|shortlisted|have|demos? (?:from|with)|quotes? from|offers? from|proposals? from) (?:you and )?(?:\\w+ )?(?:another|two|three|four|several|some|a few|other|a couple of|one|your|a) (?:\\w+ )?(?:other )?(?:vendors?|providers?|suppliers?|offers?|quotes?|bids?|bidders?|options?|companies|candidates?|tools?|competitors?|proposals?|alternatives?|solutions?|finalists?)',
		'leaning (?:more )?(?:toward|towards|to)|(?:stay|stick|go|going|sticking|staying|happier|gone) with (?:our current|the current|what we (?:have|know)|the (?:old|other|incumbent)|them|the ones|those)|(?:renew|renewing|stay|staying) with (?:the )?(?:old|current|existing|incumbent)',
		"why (?:don't|not|wouldn't|shouldn't|can't) (?:we|I|you) (?:just |simply )?(?:get|use|take|go with|stay with|keep|buy|do) (?:that|those|them|one|the)|swears? by",
		`(?:they|the others?|somebody|he|she)(?:'ve|'d| have| had)? (?:quoted|offered|charged?) (?:us|me) (?:\\w+ ){0,2}?${AMOUNT}`,
		"(?:they|the other(?:s| one| guys| lot| people| bidder)?|somebody else|someone else|he|she)(?:'ve|'d|'re| are| have| had| would| will|'ll)? (?:\\w+ ){0,2}?(?:do|does|doing|offer(?:ed|s|ing)?|quot(?:ed|e|ing)|com(?:e|ing) in|came in|charge|throw in|threw in|include|give us|gave us|want|ask|asking) (?:\\w+ ){0,5}?" +
			`(?:for|at|around|about|of|under|only|just|less than) (?:about |around |only |just )?${AMOUNT}`,
		'(?:current|existing|present|old) (?:vendor|provider|supplier|contract|system|tool) (?:\\w+ )?(?:is|runs|still|has|does|already|until|till|can|could|offers?|also)(?: \\w+){0,3} (?:until|till|cheaper|the same|already|that too|as well|free)',
		'(?:also|already|currently) (?:using|use|evaluating|testing) (?:a |an |another |your )?(?:\\w+ )?(?:competitor|vendor|provider|tool|alternative)',
	),
};

/** The most telling first. */
export const OBJECTIONS: ObjectionWords[] = [COMPETITOR, PRICE, TIMING, NEED, TRUST];

/** Names a concern, whatever it is about. */
export const CONCERN_NAMED = phrase(
	"(?:my|our|the|one|a|her|his|their|biggest|only)(?: (?:only|one|big|biggest|main|real|other|small|little|personal|first|next|remaining|slight))* (?:worry|worries|concern|concerns|fear|hesitation|reservation|reservations|doubt|doubts|difficulty|sticking point|question mark|objection|misgiving|struggle)(?: (?:here|there|I have|we have|I've got|with (?:it|this|that|you|the)|about (?:it|this|that|the)|for (?:me|us)))?(?: \\w+){0,2}? (?:is|are|was|would be|'s|remains)",
	'(?:my|our|her|his|their) (?:worry|worries|concern|concerns|fear|hesitation|reservations?|doubts?|difficulty)',
	'(?:what|that) (?:\\w+ )?(?:worries|bothers|scares|concerns|frightens|stops|keeps|puts) (?:me|us|him|her|them)(?: off| up)?',
	"(?:thing|part) (?:that|which|I)(?: \\w+)? (?:worries|bothers|scares|concerns|stuck|struggle|don't like|can't)",
);

/** Opens what is hard to say. */
export const CANDOR = new RegExp(
	oneOf(
		"\\b(?:to be (?:honest|fair|frank|blunt|perfectly honest|quite honest|completely honest)|honestly|frankly|if I'm (?:honest|being honest|frank)|in all honesty|truth be told|not gonna lie|I won't lie|with (?:all )?(?:due )?respect|don't get me wrong|between us|that said|having said that|I hate to say|at the end of the day)\\b",
		"\\b(?:I'll|I will|I'm gonna|I'm going to|I'm just gonna|I have to|I've to|I've got to|I must|I gotta|I should|let me|can I)(?: just)? (?:be (?:\\w+ )?(?:honest|frank|straight|blunt|open|upfront|candid)|say (?:it|this)|tell you|admit|confess|level with)\\b",
		"\\b(?:the|my|our|one|only|a|her|his) (?:\\w+ )?(?:thing|problem|trouble|issue|catch|snag|hitch|truth|difficulty|downside|challenge)(?: I have| for (?:me|us)| here| that \\w+)? (?:is|was|'s)\\b|\\bhere's (?:the thing|my problem|where I|the rub|my issue)\\b|\\b(?:a|one) small thing\\b",
		"^(?:(?:well|but|okay|yeah|yes|no|so|and|right|now|hm|mm),? )*(?:look|listen|see|but)\\b,?|, but (?!I (?:like|love))|\\b(?:before you start|I keep telling|I have to say|I must say|I'd have to say)\\b|^wow\\b|^(?:oof|ouch|hm+|yikes|ooh|whoa)\\b",
		'\\bfor us\\b|\\bI find\\b|\\bnot gonna\\b',
	),
	'i',
);

/** The other side takes a concern seriously. */
export const ACKNOWLEDGMENT =
	/\b(?:I hear (?:you|that)|(?:that's|that is|it's|you're|no,) (?:(?:a )?(?:fair|valid|reasonable|legitimate|understandable)(?: (?:point|concern|question|pushback|enough))?|a good (?:point|concern)|understandable)|fair(?: enough| point)?(?=[.,!]|$)|understood|makes (?:total |complete |a lot of |perfect |complete )?sense|I (?:completely |totally |fully |can |do |absolutely )?(?:understand|get (?:it|that)(?: a lot)?|appreciate that)|I can see why|I see (?:why|what you mean|your point)|thanks for (?:being|raising|saying|telling|flagging|sharing)|appreciate (?:you|your|the) (?:\w+ )?(?:honesty|candor|raising|telling|sharing|saying|being)|you're (?:right|not (?:the first|wrong|alone))|I know how that (?:sounds|feels|looks)|(?:most common|not the first|hear (?:that|it|this) (?:a lot|often)|everyone|every customer) ?(?:thing|question|concern|asks|says)?|(?:don't|can't) blame you|(?:really |so |very )?sorry (?:about|to hear|for|that)|that(?:'s| is) on us|point taken|that's (?:very |really |pretty )?clear|that was bad|I figured|ouch|you've got a point|no argument|of course you)\b/i;

/** Finds a time for a meeting: "tomorrow is too early, Friday at ten is not possible either". */
export const SCHEDULING =
	/\b(?:tomorrow|today|monday|tuesday|wednesday|thursday|friday|saturday|sunday|o'clock|this (?:morning|afternoon)|at (?:nine|ten|eleven|noon|one|two|three|four))\b[^.]*\b(?:too (?:early|soon|tight|late)|tight|not (?:good|possible)|doesn't work|won't work|works?|can't (?:make|do))\b|\b(?:too (?:early|soon|tight|late)|tight|doesn't work|won't work|can't (?:make|do))\b[^.]*\b(?:tomorrow|today|monday|tuesday|wednesday|thursday|friday|o'clock)\b/i;

/** A statement with a question mark behind it: "I'm not comfortable with a firm we've known for, what, seven weeks?" */
export const SOBER_QUESTION = /^(?:(?:and|but|so|well|okay|yeah),? )*(?:I|we|it|that|this|there|nobody|they|our|my)\b/i;

/** Takes from such words that they speak against anything. */
export const NO_CONCERN = phrase(
	"(?:not|n't|no longer|never) (?:a|the|my|our|that|really a|an?|too)? ?(?:problem|issue|concern|worry|expensive|steep|bad|big deal)|no (?:problem|concerns?|worries|issues?)(?! (?:with|about) (?:the|your)\\b.{1,40}\\bbut\\b)|don't (?:worry|mind|get me started)|(?:I'm|we're|I am|we are) not (?:worried|concerned|afraid|nervous|saying)|(?:isn't|wasn't|aren't) (?:expensive|too|worried|concerned)|less (?:worried|expensive|nervous)",
	"used to be (?:worried|skeptical|expensive)|was (?:worried|skeptical|concerned|nervous) (?:at first|before|until|in the beginning)|not any ?more|(?:better|calmer|cheaper|easier|faster|nicer|less) (?:\\w+ )?than I (?:expected|thought|feared)|(?:that|it|which) (?:helps|reassures|is (?:fair|reassuring|good|fine))|I could live with|(?:then )?I'm (?:calm|happy|fine)|can live with",
	"(?:tell|told) (?:me|us) (?:about|more)|good luck|just kidding|I'm kidding|joking",
);
