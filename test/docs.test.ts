/** The documents link to what exists, and README names every command and variable. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { COMMANDS } from '../engine/commands/command-line.ts';
import { TeamResult } from '../engine/contract/team.ts';
import { verifies } from './verifies.ts';

const root = path.resolve(import.meta.dirname, '..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

const documents = globSync(['*.md', 'docs/**/*.md', 'engine/sandbox/*.md'], { cwd: root });

/** The anchor that GitHub gives a heading. */
function anchorOf(heading: string): string {
	return heading
		.toLowerCase()
		.replace(/[^\w\- ]/g, '')
		.trim()
		.replaceAll(' ', '-');
}

/** Why a link of that document leads nowhere; undefined where it leads somewhere. */
function brokenLink(document: string, link: string): string | undefined {
	const [place = '', anchor] = link.split('#');
	const target = place === '' ? document : path.join(path.dirname(document), place);
	if (!existsSync(path.join(root, target))) return `${document}: ${link} does not exist`;
	if (anchor === undefined) return undefined;
	const anchors = [...read(target).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchorOf(heading));
	return anchors.includes(anchor) ? undefined : `${document}: ${link} has no such heading`;
}

function linksIn(text: string): string[] {
	const prose = text.replace(/^ *```[\s\S]*?^ *```$/gm, '');
	const links = [...prose.matchAll(/(?<!!)\[[^\]]*\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
	return links.filter((link) => !/^\w+:/.test(link));
}

describe('the documents', () => {
	verifies('house.documents');

	it('show the result of a team as the contract has it', () => {
		const [, example = ''] = /```json\n([\s\S]*?)```/.exec(read('docs/teams.md')) ?? [];
		const result = TeamResult.parse(JSON.parse(example));
		expect(result).toEqual(JSON.parse(example));
		for (const { result: id, quote } of result.evidence) {
			const use = result.members.flatMap(({ toolCalls }) => toolCalls).find((one) => one.id === id);
			expect(use?.answered).toContain(quote);
		}
	});

	it('link to what exists', () => {
		const links = documents.flatMap((document) => linksIn(read(document)).map((link) => ({ document, link })));
		expect(links.length).toBeGreaterThan(30);
		expect(links.flatMap(({ document, link }) => brokenLink(document, link) ?? [])).toEqual([]);
	});

	it('name in the list of decisions every decision', () => {
		const listed = linksIn(read('docs/adr/README.md'));
		const files = globSync('[0-9]*.md', { cwd: path.join(root, 'docs/adr') });
		expect(listed.toSorted()).toEqual(files.toSorted());
	});

	it('name in README every command of the engine', () => {
		const table = /## Commands[\s\S]*?(?=\n## )/.exec(read('README.md'))?.[0] ?? '';
		const named = (words: readonly string[]) => words.every((word) => new RegExp(`\\b${word}\\b`).test(table));
		expect(COMMANDS.map(({ words }) => words).filter((words) => !named(words))).toEqual([]);
	});

	it('name in README every variable that the engine reads, and no other', () => {
		const table = /## Configuration[\s\S]*?(?=\n## )/.exec(read('README.md'))?.[0] ?? '';
		const rows = [...table.matchAll(/^\| (`[^|]*) \|/gm)].flatMap(([, cell = '']) => cell.match(/[A-Z_]{4,}/g) ?? []);
		const known = [...read('engine/config.ts').matchAll(/^\t([A-Z_]+): /gm)].map(([, name]) => name);
		expect(known.length).toBeGreaterThan(8);
		expect(rows.toSorted()).toEqual(known.toSorted());
	});
});
