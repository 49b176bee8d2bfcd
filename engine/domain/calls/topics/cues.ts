/** Words with which people leave one topic and take up the next. English. */

export const CUES: readonly RegExp[] = [
	/\b(?:mov(?:e|ing)|go(?:ing)?|carry|get(?:ting)?) on\b/,
	/\bnext\b/,
	/\bnow\b/,
	/\bthank(?:s| you)\b/,
	/\b(?:go|going|move|moving|come|coming|get|back|over|turn|turning) (?:now )?(?:in)?to\b/,
	/\b(?:what about|how about|in terms of|as for|regarding|with regard|with respect|speaking of|on the (?:subject|topic|issue))\b/,
	/\b(?:tell|show|give|present|explain|introduce|talk|discuss|cover|look|address|focus)(?:ing|ed)? (?:you|us|about|on|at|with)\b/,
	/\?/,
];
