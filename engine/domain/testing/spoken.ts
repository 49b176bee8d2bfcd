/** Calls written as dialogues, for tests. Not for production code. */
import type { Call, Party, Sentence, Transcript } from '../../contract/call.ts';

export type Spoken = { call: Call; transcript: Transcript };

export type SpokenOptions = {
	id?: string;
	title?: string;
	started?: string;
	/** Name of the owner; the only colleague unless `colleagues` names more. */
	rep?: string;
	colleagues?: string[];
	language?: string;
	private?: boolean;
	/**
	 * A line a turn: `Name: A sentence. Another one?` A name may be followed by the start and end of the line in seconds
	 * (`Name 12-15: …`); else the line begins when the one before ended, at two and a half words a second.
	 */
	lines: string;
};

const MS_PER_WORD = 400;

/** The speaker's id is the name in lower case; who is neither rep nor colleague is a customer. */
export function spoken(options: SpokenOptions): Spoken {
	const rep = options.rep ?? 'Rita';
	const internal = new Set([rep, ...(options.colleagues ?? [])]);
	const id = options.id ?? 'call-1';
	const sentences: Sentence[] = [];
	let clock = 0;
	for (const line of options.lines.split('\n').map((text) => text.trim())) {
		if (line === '') continue;
		const [, name = '', from, to, said = ''] = /^(\w+)(?: (-?[\d.]+)-(-?[\d.]+))?: (.*)$/.exec(line) ?? [];
		if (from !== undefined) clock = Number(from) * 1000;
		const texts = said.split(/(?<=[.?!])\s+/);
		for (const text of texts) {
			const length = to === undefined ? text.split(' ').length * MS_PER_WORD : (Number(to) - Number(from)) * 1000;
			const endMs = clock + (to === undefined ? length : length / texts.length);
			sentences.push({ index: sentences.length, speakerId: name.toLowerCase(), startMs: clock, endMs, text });
			clock = endMs;
		}
	}
	const names = [...new Set([rep, ...sentences.map(({ speakerId }) => capitalized(speakerId))])];
	return {
		call: {
			id,
			url: `https://calls.example/${id}`,
			title: options.title ?? `Call ${id}`,
			started: options.started ?? '2026-11-19T10:00:00+01:00',
			durationSeconds: Math.ceil(Math.max(0, clock) / 1000),
			language: options.language ?? 'eng',
			private: options.private ?? false,
			parties: names.map((name) => partyOf(name, internal.has(name))),
			rep: { id: `u-${rep.toLowerCase()}`, name: rep, email: `${rep.toLowerCase()}@ours.example` },
			crm: [],
		},
		transcript: { callId: id, sentences },
	};
}

function partyOf(name: string, internal: boolean): Party {
	const speakerId = name.toLowerCase();
	if (!internal) return { speakerId, name, email: `${speakerId}@theirs.example`, affiliation: 'external' };
	return { speakerId, name, email: `${speakerId}@ours.example`, affiliation: 'internal', userId: `u-${speakerId}` };
}

function capitalized(name: string): string {
	return name.charAt(0).toUpperCase() + name.slice(1);
}
