import { describe, expect, it } from '@jest/globals';
import { clauseAround } from './clause.ts';

function around(text: string, words: string): string {
	const from = text.indexOf(words);
	const clause = clauseAround(text, { from, to: from + words.length });
	return text.slice(clause.from, clause.to);
}

describe('clauseAround', () => {
	it.each([
		["If it works, I'll send it, and you sign.", "I'll send", "I'll send it"],
		["I can't, but I'll send it because you asked.", "I'll send", "I'll send it"],
		["I'll send it.", "I'll send", "I'll send it."],
		['Well… I will send it', 'I will', 'I will send it'],
		['It was 5,000 – I will send it', 'I will', 'I will send it'],
	])('%s around %j', (text, words, clause) => {
		expect(around(text, words)).toBe(clause);
	});
});
