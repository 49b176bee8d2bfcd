/** The transcript as JSON, as the contract describes it. */
import type { TranscriptUpload } from '../../contract/transcript.ts';
import { withDistinctNames } from './distinct-names.ts';
import { tooLong } from './refusals.ts';
import { MOST_STRETCHES, type ReadFile } from './stretch.ts';

/** A speaker who is named by the e-mail address of a party is that party. Throws `call-too-long`. */
export function readContractJson({ sentences, parties = [], language }: TranscriptUpload): ReadFile {
	if (sentences.length > MOST_STRETCHES) throw tooLong();
	const listed = withDistinctNames(parties);
	const names = new Map(listed.flatMap(({ name, email }) => (email ? [[email.toLowerCase(), name]] : [])));
	const stretches = sentences.map(({ speaker, text, startMs, endMs }) => ({
		speaker: names.get(speaker.trim().toLowerCase()) ?? (speaker.trim() || undefined),
		text,
		startMs,
		endMs,
	}));
	return { format: 'json', stretches, cut: false, language, headingLines: 0 };
}
