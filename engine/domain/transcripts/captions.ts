/** From cues to who said what: voice tags as Teams writes them, else names before the text as Zoom does. */
import type { Cue } from './cues.ts';
import { type Voiced, voicesOf } from './markup.ts';
import { tooLong } from './refusals.ts';
import { shares } from './shares.ts';
import { nameKey, namesAmong, prefixed } from './speaker-names.ts';
import { MOST_STRETCHES, type Stretch } from './stretch.ts';

const VOICE = /<v[.\s]/i;

/** Several voices of a cue share its time: see `shares`. */
export function stretchesOfCues(cues: readonly Cue[]): Stretch[] {
	const spoken = cues.some(({ lines }) => lines.some((line) => VOICE.test(line))) ? byVoice(cues) : byPrefix(cues);
	const stretches: Stretch[] = [];
	for (const { cue, voices } of spoken) {
		if (stretches.length + voices.length > MOST_STRETCHES) throw tooLong();
		const borders = shares(
			cue,
			voices.map(({ text }) => text.length),
		);
		for (const [at, { voice, text }] of voices.entries()) {
			stretches.push({ speaker: voice, text, startMs: borders[at], endMs: borders[at + 1] });
		}
	}
	return stretches;
}

type SpokenCue = { cue: Cue; voices: Voiced[] };

function byVoice(cues: readonly Cue[]): SpokenCue[] {
	return cues.map((cue) => ({ cue, voices: voicesOf(cue.lines.join(' ')) }));
}

/** A line without a name goes on with the speaker before. */
function byPrefix(cues: readonly Cue[]): SpokenCue[] {
	const texts = cues.map(({ lines }) => lines.map((line) => textOf(line)).filter((text) => text !== ''));
	const candidates = texts.map((lines) => lines.map((line) => prefixed(line)));
	const names = namesAmong(
		candidates.flatMap((lines) => lines.map((found) => found && nameKey(found.name))),
		'captions',
	);
	let voice: string | undefined;
	return cues.map((cue, at) => {
		const voices: Voiced[] = [];
		for (const [line, text] of (texts[at] ?? []).entries()) {
			const found = candidates[at]?.[line];
			const named = found && names.has(nameKey(found.name)) ? found : undefined;
			if (named) voice = named.name;
			const said = named ? named.said : text;
			const last = voices.at(-1);
			if (last && !named) last.text += ` ${said}`;
			else if (said !== '') voices.push({ voice, text: said });
		}
		return { cue, voices };
	});
}

function textOf(line: string): string {
	return voicesOf(line)
		.map(({ text }) => text)
		.join('')
		.trim();
}
