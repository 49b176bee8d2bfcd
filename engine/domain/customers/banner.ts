/** Warnings that mail servers put above e-mails that come from outside. */

/** Its first line: "CAUTION: External email.", "[EXTERNAL]", "This e-mail originated outside of your organization." */
const BANNER =
	/^\W*(?:(?:caution|warning|attention|notice|achtung|vorsicht)\b.{0,40}\b(?:external|extern|outside)|external(?: (?:e-?mail|sender|message))?\W*$|\[(?:ext|external|extern)\]|this (?:e-?mail|message) (?:originated|came|comes|was sent|is) from (?:an external|outside)|this (?:e-?mail|message) originated outside|diese (?:e-?mail|nachricht) (?:kommt|stammt|wurde) von (?:extern|außerhalb))/iu;

/** What such warnings go on with, on lines of their own. */
const MORE =
	/\b(?:click (?:on )?(?:any )?links|open (?:any )?attachments|recogni[sz]e the sender|content is safe|outside (?:of )?(?:the|your|our) (?:organi[sz]ation|company)|keine links|anhänge)\b/iu;

/** The lines below the banner; all of them where there is none. */
export function withoutBanner(lines: string[]): string[] {
	const first = lines.findIndex((line) => line.trim() !== '');
	if (first < 0 || !BANNER.test(lines[first] ?? '')) return lines;
	const rest = lines.slice(first + 1);
	const own = rest.findIndex((line) => line.trim() !== '' && !BANNER.test(line) && !MORE.test(line));
	return own < 0 ? [] : rest.slice(own);
}
