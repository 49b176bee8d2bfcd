/** Words of coachable moments. */

/** The rep says back what was heard. */
export const RECAP =
	/\b(?:what I'm hearing|what I hear|let me (?:recap|summarize|play (?:that|this) back|repeat)|(?:if|when) I play (?:that|this|it) back|to (?:recap|summarize)|just to (?:make sure|confirm|be sure) (?:I|we)|if I understand (?:you |that |it |this )?(?:right|correctly)|so (?:you're|you are) saying|did I get that right)\b/i;

/** Fills a pause or weakens a sentence; "like" only where it stands between commas. */
export const FILLERS =
	/(?<![\w'-])(?:u+[hm]+|e[hm]|erm?|you know|I mean|sort of|kind of|basically|literally|obviously|to be honest)(?![\w'-])|(?<=, )like(?=,)/gi;
