/** How many of some words and phrases a text says. */

/** In lower case, from word border to word border; `*` at the end of a word stands for any ending. */
export function saysWords(text: string, words: readonly string[]): number {
	const said = ` ${plain(text)} `;
	return words.filter((phrase) => said.includes(` ${plain(phrase)}${phrase.trim().endsWith('*') ? '' : ' '}`)).length;
}

const plain = (text: string): string =>
	text
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();
