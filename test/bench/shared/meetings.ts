/** Real meetings with human topics and questions (QMSum), as calls: a sentence a turn. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Call, Transcript } from '../../../engine/contract/call.ts';
import { wordsOf } from '../../../engine/domain/search/terms.ts';
import { sharedFolder } from '../../shared-folder.ts';

/** First and last turn, both included. */
export type TurnSpan = [first: number, last: number];

export type Meeting = {
	call: Pick<Call, 'id' | 'title' | 'url' | 'started' | 'parties' | 'rep'>;
	transcript: Transcript;
	/** Words of each turn. */
	words: number[];
	/** Questions that people wrote, with the turns that hold the answer. */
	questions: { text: string; spans: TurnSpan[] }[];
	topics: TurnSpan[];
	/** Where it was recorded: meetings of one kind are about the same things. */
	kind: 'product' | 'research' | 'parliament';
};

/** Everything is tuned on meetings of even position in the file (from 0) and reported on those of odd position. */
export type Half = 'even' | 'odd';

type RawSpans = { relevant_text_span: [string, string][] };
type RawMeeting = {
	topic_list: RawSpans[];
	specific_query_list: (RawSpans & { query: string })[];
	meeting_transcripts: { speaker: string; content: string }[];
};

/** Throws where the shared data is absent. */
export function readMeetings(half: Half): Meeting[] {
	const lines = readFileSync(path.join(sharedFolder, 'data/meetings/qmsum-val.jsonl'), 'utf8').trim().split('\n');
	return lines.flatMap((line, position) =>
		(position % 2 === 0) === (half === 'even') ? toMeeting(JSON.parse(line) as RawMeeting, `meeting-${position}`) : [],
	);
}

function toMeeting(raw: RawMeeting, id: string): Meeting {
	// "{vocalsound}" and the like are notes of the transcriber.
	const texts = raw.meeting_transcripts.map(({ content }) => content.replace(/\{\w+\}/g, ' '));
	const names = [...new Set(raw.meeting_transcripts.map(({ speaker }) => speaker))];
	return {
		call: {
			id,
			title: id,
			url: `https://meetings.example/${id}`,
			started: '2026-01-01T00:00:00Z',
			parties: names.map((name) => ({ speakerId: name, name, affiliation: 'unknown' })),
			rep: { id: '', name: '' },
		},
		transcript: {
			callId: id,
			sentences: raw.meeting_transcripts.map(({ speaker }, turn) => ({
				index: turn,
				speakerId: speaker,
				startMs: turn,
				endMs: turn + 1,
				text: texts[turn] ?? '',
			})),
		},
		words: texts.map((text) => wordsOf(text).length),
		questions: raw.specific_query_list.map(({ query, relevant_text_span: spans }) => ({
			text: query,
			spans: spans.map(toSpan),
		})),
		topics: raw.topic_list.flatMap(({ relevant_text_span: spans }) => spans.map(toSpan)),
		kind: kindOf(names),
	};
}

function toSpan([first, last]: [string, string]): TurnSpan {
	return [Number(first), Number(last)];
}

/** By the names of the speakers: roles of a design team, ranks of a laboratory, or people. */
function kindOf(names: string[]): Meeting['kind'] {
	if (names.includes('Marketing')) return 'product';
	return names.some((name) => /^(?:Professor|PhD|Grad)\b/.test(name)) ? 'research' : 'parliament';
}
