/** What an e-mail's sender wrote: without what was quoted of earlier e-mails, and without the signature. */
import { withoutBanner } from './banner.ts';
import { GREETING } from './email-sentences.ts';

/** Longer e-mails are newsletters and logs. */
export const LONGEST_OWN_WORDS = 20_000;

/** "On Thu, Nov 5, Tom Verhoeven wrote:" in the languages of common mail programs; it may be broken over some lines. */
const ATTRIBUTION =
	/^(?:On|Am|Le|El|Op|Il|Em|Den)\b.{4,300}?\b(?:wrote|schrieb.{0,100}|a écrit|escribió|schreef.{0,100}|ha scritto|escreveu|skrev.{0,100})\s?:$/iu;
const MOST_ATTRIBUTION_LINES = 4;

/** A line of its own before an earlier e-mail. */
const SEPARATOR =
	/^(?:-{2,}\s*)?(?:original message|forwarded message|begin forwarded message|ursprüngliche nachricht|weitergeleitete nachricht|message d['’]origine|message transféré|mensaje original|oorspronkelijk bericht)\b.{0,40}$/iu;

/** The heading that Outlook puts before an earlier e-mail: `From:`, and soon after `Sent:` or `To:`. */
const FROM = /^\W{0,3}(?:from|von|de|da|van)\s?:/iu;
const SENT =
	/^\W{0,3}(?:sent|date|to|subject|gesendet|datum|an|betreff|envoyé|à|objet|enviado|para|verzonden|aan)\s?:/iu;
const HEADING_LINES = 4;

/** A line that is drawn. */
const RULE = /^[-_=*~]{5,}$/;

/** RFC 3676 section 4.3: two dashes, which many programs strip of the blank behind. */
const SIGNATURE = /^--\s?$/;

/** Lines that a program or a legal department put there. */
const MACHINE =
	/^(?:sent from my |sent with |get outlook for |von meinem .{2,30} gesendet|envoyé de mon |(?:confidentiality|legal|privacy) (?:notice|disclaimer)|disclaimer\b|caution: external|this (?:e-?mail|message|communication)(?: and any| is (?:intended|confidential)|, including)|diese (?:e-?mail|nachricht) (?:ist|enthält|und))/iu;

/** Words before the name: a short line of them, with nothing but short lines behind, begins the signature. */
const CLOSING =
	/^(?:(?:with )?(?:best|kind|warm|many)(?: (?:regards|wishes|thanks))?|(?:with )?(?:kindest|warmest) regards|regards|sincerely(?: yours)?|yours (?:sincerely|faithfully|truly)|cheers|thanks(?: (?:again|a lot|so much|very much))?|thank you|many thanks|all the best|talk soon|mit (?:freundlichen|besten|herzlichen) grüßen|(?:viele|beste|liebe|herzliche) grüße|cordialement|bien à vous|saludos|un saludo|groeten|met vriendelijke groet(?:en)?)[\s,.!-]*$/iu;
/** E-mails begin with such words as often as they end with them. */
const THANKS = /^(?:(?:with )?(?:best|kind|warm|many) )?thank/i;
const LONGEST_SIGNATURE_LINES = 12;
const LONGEST_SIGNATURE_LINE = 90;

/**
 * Every line stands in the text as it was, in its order. The history is what follows an attribution, a separator or a
 * heading, and whatever has `>` before it; words that follow quoted lines are the sender's answer to them.
 */
export function ownWords(text: string, senderName = ''): string {
	const lines = text
		.slice(0, 10 * LONGEST_OWN_WORDS)
		.split(/\r\n|\r|\n/)
		.map((line) => line.trimEnd());
	const own = withoutSignature(withoutHistory(withoutBanner(lines)), senderName);
	return own
		.join('\n')
		.replace(/\n{3,}/g, '\n\n')
		.trim()
		.slice(0, LONGEST_OWN_WORDS)
		.toWellFormed();
}

function withoutHistory(lines: string[]): string[] {
	const own: string[] = [];
	for (let at = 0; at < lines.length; at += 1) {
		const line = (lines[at] ?? '').trim();
		if (line.startsWith('>') || RULE.test(line)) continue;
		if (SEPARATOR.test(line) || isHeading(lines, at)) break;
		const attribution = attributionAt(lines, at);
		if (attribution > 0) {
			const next = lines.slice(at + attribution).find((one) => one.trim() !== '');
			// Quoted lines are left out one by one; without them nobody can tell where the history ends.
			if (!next?.trim().startsWith('>')) break;
			at += attribution - 1;
			continue;
		}
		own.push(lines[at] ?? '');
	}
	return own;
}

/** How many lines the attribution has that begins here; 0 for none. */
function attributionAt(lines: string[], at: number): number {
	let joined = '';
	for (let length = 1; length <= MOST_ATTRIBUTION_LINES; length += 1) {
		const line = lines[at + length - 1]?.trim() ?? '';
		if (line === '') return 0;
		joined = joined === '' ? line : `${joined} ${line}`;
		if (joined.length > 400) return 0;
		if (ATTRIBUTION.test(joined)) return length;
	}
	return 0;
}

function isHeading(lines: string[], at: number): boolean {
	if (!FROM.test(lines[at]?.trim() ?? '')) return false;
	return lines.slice(at + 1, at + 1 + HEADING_LINES).some((line) => SENT.test(line.trim()));
}

function withoutSignature(lines: string[], senderName: string): string[] {
	const end = lines.findIndex((line) => SIGNATURE.test(line) || MACHINE.test(line.trim()));
	const kept = withoutBlankEnd(end < 0 ? lines : lines.slice(0, end));
	const earliest = Math.max(0, kept.length - LONGEST_SIGNATURE_LINES);
	for (let at = earliest; at < kept.length; at += 1) {
		const line = kept[at]?.trim() ?? '';
		if (isClosing(kept, at)) return withoutBlankEnd(kept.slice(0, at));
		if (at > 0 && isNameOf(line, senderName) && kept.slice(at + 1).every(isShort)) {
			return withoutBlankEnd(kept.slice(0, at));
		}
	}
	return kept;
}

function isClosing(lines: string[], at: number): boolean {
	const line = lines[at]?.trim() ?? '';
	const behind = lines.slice(at + 1);
	if (!CLOSING.test(line) || !behind.every(isShort)) return false;
	if (!THANKS.test(line)) return true;
	return lines.slice(0, at).some((one) => one.trim() !== '' && !GREETING.test(one)) && !behind.some(isSaid);
}

/** Whether it is a sentence, not a name, a role or an address: "We need it by Friday." but not "Acme Robotics Inc." */
function isSaid(line: string): boolean {
	const words = line.trim().split(/\s+/);
	return /[.…]["”)]?$/.test(line) && (words.length > 3 || (words.length > 1 && /^\p{Ll}/u.test(words.at(-1) ?? '')));
}

function isShort(line: string): boolean {
	return line.length <= LONGEST_SIGNATURE_LINE && !/[?!]$/.test(line.trim());
}

/** "Tom", "Tom Verhoeven" or "Oskar Brandl, CFO" below what Tom or Oskar wrote. */
function isNameOf(line: string, senderName: string): boolean {
	const [first = ''] = senderName.split(/\s+/);
	if (first.length < 2 || line.split(/\s+/).length > 6 || /[.?!:]$/.test(line)) return false;
	return line === first || line === senderName || line.startsWith(`${senderName},`) || line === `-${first}`;
}

function withoutBlankEnd(lines: string[]): string[] {
	const last = lines.findLastIndex((line) => line.trim() !== '');
	return lines.slice(0, last + 1);
}
