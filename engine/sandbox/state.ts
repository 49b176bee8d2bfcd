/** What was written to the look-alikes: messages and notes, journaled so that a restart keeps them. */
import { appendFileSync, closeSync, ftruncateSync, mkdirSync, openSync, readFileSync, truncateSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Json } from './exchange.ts';
import type { RecordType } from './world.ts';

export interface Message {
	/** Slack's timestamp, unique in the workspace and rising. */
	ts: string;
	channel: string;
	/** Id of the user at the other end of the direct message. */
	user: string;
	text: string;
	blocks: Json[];
	metadata?: { event_type: string; event_payload: Json };
	at: string;
}

export interface Note {
	id: string;
	properties: Record<string, string>;
	associations: { type: RecordType; id: string }[];
	at: string;
	/** Milliseconds since 1970, for the lag of the search index. */
	writtenAt: number;
}

export interface State {
	readonly messages: readonly Message[];
	readonly notes: readonly Note[];
	addMessage(message: Omit<Message, 'ts' | 'at'>): Message;
	addNote(note: Pick<Note, 'properties' | 'associations'>): Note;
	clear(): void;
}

const FIRST_NOTE_ID = 84_000_000_001;

/** State in memory, or in a journal file: one JSON line a write, written before the request is answered. */
export function openState(file?: string, now: () => number = Date.now): State {
	const messages: Message[] = [];
	const notes: Note[] = [];
	if (file !== undefined) {
		mkdirSync(dirname(file), { recursive: true });
		for (const entry of readJournal(file)) {
			if ('ts' in entry) messages.push(entry);
			else notes.push(entry);
		}
	}
	let lastMicroseconds = Number((messages.at(-1)?.ts ?? '0').replace('.', ''));

	function record<Entry extends Message | Note>(entry: Entry): Entry {
		if (file !== undefined) appendFileSync(file, `${JSON.stringify(entry)}\n`);
		return entry;
	}

	return {
		messages,
		notes,
		addMessage(message) {
			const writtenAt = now();
			lastMicroseconds = Math.max(writtenAt * 1000, lastMicroseconds + 1);
			const seconds = Math.floor(lastMicroseconds / 1e6);
			const ts = `${seconds}.${String(lastMicroseconds - seconds * 1e6).padStart(6, '0')}`;
			const added = record<Message>({ ts, ...message, at: new Date(writtenAt).toISOString() });
			messages.push(added);
			return added;
		},
		addNote(note) {
			const writtenAt = now();
			const id = String(FIRST_NOTE_ID + notes.length);
			const added = record<Note>({ id, ...note, at: new Date(writtenAt).toISOString(), writtenAt });
			notes.push(added);
			return added;
		},
		clear() {
			messages.length = 0;
			notes.length = 0;
			if (file !== undefined) truncateSync(file);
		},
	};
}

/** Reads the journal and cuts off a last line that a kill left half-written. */
function readJournal(file: string): (Message | Note)[] {
	const descriptor = openSync(file, 'a+');
	try {
		const text = readFileSync(file, 'utf8');
		const whole = text.slice(0, text.lastIndexOf('\n') + 1);
		if (whole.length < text.length) ftruncateSync(descriptor, Buffer.byteLength(whole));
		return whole
			.split('\n')
			.filter((line) => line !== '')
			.map((line) => JSON.parse(line) as Message | Note);
	} finally {
		closeSync(descriptor);
	}
}
