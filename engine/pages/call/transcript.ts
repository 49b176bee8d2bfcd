/** The transcript, with the quotes of the insights marked in it. */
import { type Html, html } from '../html.ts';
import { clockTime } from '../wording.ts';
import type { CallShown, ShownSentence, ShownTurn } from './shown.ts';

/** In a long turn a new paragraph begins, with its time, at the first sentence after so many. */
const PARAGRAPH_SENTENCES = 8;

export function transcript(call: CallShown): Html {
	return html`<section class="transcript" id="transcript" aria-labelledby="transcript-title">
<h2 id="transcript-title">Transcript</h2>
${call.kept ? words(call) : html`<p class="nothing">The transcript of this call is not kept any more. The quotes above are what was said.</p>`}
</section>`;
}

function words({ turns, timed, call }: CallShown): Html {
	if (turns.length === 0) return html`<p class="nothing">Nobody said anything.</p>`;
	const language = languageOf(call.language);
	return html`<ol class="turns${!timed && ' untimed'}"${language && html` lang="${language}"`}>${turns.map((turn) => turnShape(turn, timed))}</ol>`;
}

function turnShape({ speaker, sentences }: ShownTurn, timed: boolean): Html {
	const paragraphs = Array.from({ length: Math.ceil(sentences.length / PARAGRAPH_SENTENCES) }, (_, number) =>
		sentences.slice(number * PARAGRAPH_SENTENCES, (number + 1) * PARAGRAPH_SENTENCES),
	);
	return html`<li class="turn ${speaker.side}"><p class="speaker"><bdi>${speaker.name}</bdi></p>${paragraphs.map(
		(paragraph) =>
			html`<div class="paragraph">${timed && time(paragraph[0])}<p dir="auto">${paragraph.map(sentenceShape)}</p></div>`,
	)}</li>
`;
}

/** Also an address to pass on: of the moment. */
function time(first: ShownSentence | undefined): Html | undefined {
	return first && html`<a class="time" href="#${first.anchor}" tabindex="-1">${clockTime(first.startMs)}</a>`;
}

function sentenceShape({ anchor, startMs, pieces }: ShownSentence): Html {
	const text = pieces.map(({ text: words, quotes, kinds }) =>
		quotes.length === 0 ? words : html`<mark class="k-${kinds[0]}" data-quote="${quotes.join(' ')}">${words}</mark>`,
	);
	return html`<span id="${anchor}" data-at="${startMs}">${text}</span> `;
}

/** As HTML wants it: `en` for `eng`. Undefined for what is no language. */
function languageOf(language: string): string | undefined {
	try {
		return Intl.getCanonicalLocales(language)[0];
	} catch {
		return undefined;
	}
}
