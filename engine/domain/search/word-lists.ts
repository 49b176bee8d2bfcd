/** Words that tell nothing about what was talked about, and words that mean the same. English; one list each. */

const words = (text: string): Set<string> => new Set(text.split(' '));

/** Function words, and what people say while they think. */
export const STOP_WORDS = words(
	'a about above after again against all am an and any are aren’t as at be because been before being below between ' +
		'both but by can can’t cannot could couldn’t did didn’t do does doesn’t doing don’t down during each few for from ' +
		'further had hadn’t has hasn’t have haven’t having he he’d he’ll her here hers herself him himself his ' +
		'how i i’d i’ll i’m i’ve if in into is isn’t it its itself me more most mustn’t my myself no nor ' +
		'not of off on once only or other ought our ours ourselves out over own same shan’t she she’d she’ll should ' +
		'shouldn’t so some such than that the their theirs them themselves then there these they they’d ' +
		'they’ll they’re they’ve this those through to too under until up very was wasn’t we we’d we’ll we’re we’ve were ' +
		'weren’t what when where which while who whom why will with won’t would wouldn’t ' +
		'you you’d you’ll you’re you’ve your yours yourself yourselves ' +
		'ah uh um oh hm hmm mm mhm huh yeah yep yes okay ok well right like just know think mean really actually kind sort ' +
		'going get got go gonna one thing things say said says maybe also let many much',
);

/** What a question says about itself: "Summarize what the team discussed …", "Did anyone mention …?" */
export const ASKING_WORDS = words(
	'summarize summarise describe discuss discussed discussion discussions discussing talk talked talking mention ' +
		'mentioned mentioning opinion opinions view views perspective conclude concluded conclusion group team meeting ' +
		'meetings call calls everyone everybody anyone anybody someone somebody anything something people participants ' +
		'members member please tell comment commented comments respond responded response recommend recommended agree ' +
		'agreed disagree disagreed explain explained thought thoughts bring brought come came raise raised main points whether',
);

/** What of a subject a question asks for: "the requirements for security", "the status of the pilot". */
export const FACET_WORDS = words(
	'requirement requirements need needs detail details status plan plans reason reasons issue issues problem problems ' +
		'concern concerns question questions idea ideas option options situation process approach update updates information ' +
		'topic topics thing part parts role kind type general current overall future important specific',
);

/** Each line means one thing on a sales call; forms of a word need not be listed. */
export const SYNONYMS = [
	'price pricing cost expensive fee quote',
	'budget funding',
	'discount rebate',
	'competitor rival alternative',
	'contract agreement',
	'timeline deadline schedule',
	'problem issue trouble pain challenge difficulty',
	'worry concern afraid nervous',
	'integration integrate connector api',
	'security secure',
	'start begin kickoff launch rollout onboarding',
	'buy purchase',
	'decision decide approve approval',
	'bug defect error',
	'feature function functionality capability',
	'customer client',
	'employee staff headcount',
	'company firm organization',
	'hire recruit',
	'help support',
	'email mail',
].map((line) => line.split(' '));
