/** A coaching message in Slack's Block Kit, within its limits. */
import type { ContextBlock, HeaderBlock, KnownBlock, MrkdwnElement, SectionBlock } from '@slack/web-api';
import type { CoachingMessage, CoachingPoint } from '../../../contract/coaching.ts';
import { clockTime, link, plain, spokenDates } from './text.ts';

// Slack allows 3,000 characters in a section and 150 in a header; the parts of a section share its room.
const HEADER = 150;
const TITLE = 200;
const TEXT = 1200;
/** Leaves room for two addresses of 400 characters. */
const QUOTE = 1700;
const LABEL = 150;
const FALLBACK = 3000;

export function toBlocks(message: CoachingMessage): KnownBlock[] {
	const { well, habit } = message;
	return [
		// At any time of the day: quiet hours end, and reps live, in other zones too.
		header(`Hi ${firstName(message.rep.name)}`),
		context(
			`${plain(spokenDates(message.heading), LABEL)}  ·  ${message.calls === 1 ? '1 call' : `${message.calls} calls`}`,
		),
		...(well ? point(':sparkles:', 'What went well', well) : []),
		...(well && habit ? [{ type: 'divider' as const }] : []),
		...(habit ? point(':dart:', 'One habit to work on', habit) : []),
		...(well || habit ? [] : [section(plain(withoutGreeting(message.text), TEXT))]),
		context(`Only you see this message.${well || habit ? ' Each quote stands word for word in the call.' : ''}`),
	];
}

/** For notifications, and for readers that show no blocks. */
export function toFallback(message: CoachingMessage): string {
	return plain(message.text, FALLBACK) || 'Your coaching message';
}

function point(emoji: string, kind: string, shown: CoachingPoint): (SectionBlock | ContextBlock)[] {
	const { title, text, evidence, callTitle, url, page, disagree } = shown;
	const onPage = page ? `  ·  ${link(page, 'See it on the call', LABEL)}` : '';
	const place = `${clockTime(evidence.startMs)} in ${link(url, callTitle, LABEL)}${onPage}`;
	return [
		section(`${emoji} *${kind}: ${plain(title, TITLE)}*\n${plain(text, TEXT)}`),
		section(`>${plain(evidence.quote, QUOTE)}\n${plain(evidence.speaker, LABEL)}, ${place}`),
		// Small and gray, in a block of its own: it takes no room from the quote.
		...(disagree ? [context(link(disagree, 'Not right? Tell us', LABEL))] : []),
	];
}

function header(text: string): HeaderBlock {
	const cut = text.length <= HEADER ? text : `${text.slice(0, HEADER - 1).toWellFormed()}…`;
	return { type: 'header', text: { type: 'plain_text', text: cut, emoji: false } };
}

/** Verbatim: Slack looks for no names, channels or addresses in it. */
function mrkdwn(text: string): MrkdwnElement {
	return { type: 'mrkdwn', text, verbatim: true };
}

const section = (text: string): SectionBlock => ({ type: 'section', text: mrkdwn(text) });
const context = (text: string): ContextBlock => ({ type: 'context', elements: [mrkdwn(text)] });

/** The header has greeted already. */
function withoutGreeting(text: string): string {
	return text.split('\n\n').slice(1).join(' ') || text;
}

/** All of a name whose first word is none: "Dr. Cole", "Speaker 1". */
function firstName(name: string): string {
	const [first = '', ...rest] = name.trim().split(/\s+/);
	if (first === '' || /^unknown$/i.test(first)) return 'there';
	return first.endsWith('.') || /\d/.test(rest.join('')) ? name.trim() : first;
}
