/** A call's note as HTML for HubSpot, within its limit. */
import type { CallNote, NoteLine } from '../../../contract/coaching.ts';
import { PAGE_DAYS } from '../../../ports/page-of.ts';

// HubSpot takes 65,536 characters; markup and the closing lines have the rest.
const MAX_LINES = 55_000;
const SECTIONS = 6;
/** Escaped they take five times the room at most. */
const MAX_WORDS = 5_000;
const MAX_TEXT = 1_000;
const MAX_QUOTE = 2_000;
/** Of the hash; 64 bits are enough to tell the notes of one record apart. */
const REFERENCE_LENGTH = 16;

/**
 * What a note is recognized by. It is visible, because HubSpot removes comments and hidden text, and has no room of its
 * own in a note without changing the customer's portal.
 */
export function referenceOf(keyHash: string): string {
	return `Sophia reference: ${keyHash.slice(0, REFERENCE_LENGTH)}`;
}

export function toNoteBody(note: CallNote, keyHash: string): string {
	return [
		`<p><strong>Call: ${link(note.url, note.title)}</strong> (${escaped(note.started.slice(0, 10))})</p>`,
		...(note.summary ? [`<p>${escaped(note.summary.map(({ text }) => cut(text, MAX_TEXT)).join(' '))}</p>`] : []),
		...section('Commitments', note.commitments, 'No commitment was heard.'),
		// Who asked a question, or proposed a day, owes nothing by it: only commitments have an owner.
		...section('Open questions', note.openQuestions.map(withoutOwner), 'No open question was heard.'),
		...section('Next step', note.nextStep ? [withoutOwner(note.nextStep)] : [], 'No next step was heard.'),
		...(note.objections ? section('Objections', note.objections.map(withoutOwner), '') : []),
		...(note.risks ? section('Risks', note.risks.map(withoutOwner), '') : []),
		...(note.decisions ? section('Way to a decision', note.decisions.map(withoutOwner), '') : []),
		...(note.page ? [`<p>${link(note.page, 'Timeline and quotes')} (link good for ${PAGE_DAYS} days)</p>`] : []),
		`<p><small>${escaped(referenceOf(keyHash))}</small></p>`,
	].join('');
}

/** Words of no call; each line a paragraph. */
export function toTextBody(text: string, keyHash: string): string {
	const lines = cut(text, MAX_WORDS)
		.split(/\n+/)
		.filter((line) => line.trim() !== '');
	return [
		...lines.map((line) => `<p>${escaped(line)}</p>`),
		`<p><small>${escaped(referenceOf(keyHash))}</small></p>`,
	].join('');
}

function withoutOwner({ owner: _, ...line }: NoteLine): NoteLine {
	return line;
}

function section(title: string, lines: NoteLine[], none: string): string[] {
	const heading = `<p><strong>${title}</strong></p>`;
	if (lines.length === 0) return [heading, `<p>${none}</p>`];
	// Each section may use its share of the room.
	const items: string[] = [];
	let used = 0;
	for (const item of lines.map(listItem)) {
		used += item.length;
		if (used > MAX_LINES / SECTIONS) break;
		items.push(item);
	}
	const left = lines.length - items.length;
	return [heading, `<ul>${items.join('')}</ul>`, ...(left > 0 ? [`<p>… and ${left} more, see the call.</p>`] : [])];
}

function listItem({ text, owner, due, dueDate, evidence }: NoteLine): string {
	const facts = [owner ? `Owner: ${owner}` : '', due ? `Due: ${due}${dueDate ? ` (${dueDate})` : ''}` : '']
		.filter(Boolean)
		.join(' · ');
	const quote = `“${cut(evidence.quote, MAX_QUOTE)}” (${evidence.speaker}, ${clockTime(evidence.startMs)})`;
	return `<li>${escaped(cut(text, MAX_TEXT))}${facts ? `<br>${escaped(facts)}` : ''}<br><em>${escaped(quote)}</em></li>`;
}

function link(address: string, label: string): string {
	const url = URL.parse(address);
	if (!url || !/^https?:$/.test(url.protocol)) return escaped(cut(label, MAX_TEXT));
	return `<a href="${escaped(url.href)}">${escaped(cut(label, MAX_TEXT))}</a>`;
}

function cut(text: string, length: number): string {
	return text.length <= length ? text : `${text.slice(0, length - 1).toWellFormed()}…`;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(text: string): string {
	return text.toWellFormed().replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** `4:05`, or `1:04:05` from an hour on. */
function clockTime(milliseconds: number): string {
	const seconds = Math.floor(milliseconds / 1000);
	const pad = (value: number) => String(value).padStart(2, '0');
	const hours = Math.floor(seconds / 3600);
	const minutes = Math.floor(seconds / 60) % 60;
	return hours > 0 ? `${hours}:${pad(minutes)}:${pad(seconds % 60)}` : `${minutes}:${pad(seconds % 60)}`;
}
