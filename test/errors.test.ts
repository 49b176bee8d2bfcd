/** The table of error codes, the code that throws them, and docs/errors.md say the same. */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ERROR_CODES } from '../engine/errors.ts';
import { verifies } from './verifies.ts';

const ROOT = join(import.meta.dirname, '..');
const DOCS = join(ROOT, 'docs/errors.md');
const TABLE = /\| code \|[\s\S]*?(?=\n\n|\n*$)/;

const sources = globSync('engine/**/*.ts', {
	cwd: ROOT,
	exclude: (path) => /node_modules|\.test\.ts$|^engine\/(errors\.ts|sandbox)/.test(String(path)),
}).map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));

/** Rows by code, so that the order of the table in the source is its own affair. */
function tableOfCodes(): string {
	const escaped = (text: string) => text.replaceAll('|', '\\|');
	const rows = Object.entries(ERROR_CODES)
		.sort(([one], [other]) => (one < other ? -1 : 1))
		.map(
			([code, { status, message, action }]) => `| \`${code}\` | ${status} | ${escaped(message)} | ${escaped(action)} |`,
		);
	return ['| code | status | what happened | what to do |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

describe('error codes', () => {
	verifies('errors.one-table');

	it('has sources to look at', () => {
		expect(sources.length).toBeGreaterThan(50);
	});

	it.each(Object.keys(ERROR_CODES))('%s is thrown somewhere', (code) => {
		const users = sources.filter(({ text }) => text.includes(`'${code}'`));
		expect(users).not.toEqual([]);
	});

	it('every code that is thrown stands in the table', () => {
		const thrown = sources.flatMap(({ path, text }) =>
			[...text.matchAll(/new (?:Sophia|Terminal|Retryable)Error\(\s*'([^']+)'/g)].map((match) => ({
				path,
				code: match[1] ?? '',
			})),
		);
		expect(thrown.length).toBeGreaterThan(20);
		expect(thrown.filter(({ code }) => !Object.hasOwn(ERROR_CODES, code))).toEqual([]);
	});

	it('are kebab-case, with an HTTP status and sentences for people', () => {
		for (const [code, { status, message, action }] of Object.entries(ERROR_CODES)) {
			expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
			expect(status).toBeGreaterThanOrEqual(400);
			expect(status).toBeLessThan(600);
			expect(message).toMatch(/^[A-Z].*\.$/);
			expect(action).toMatch(/^[A-Z`].*\.$/);
		}
	});

	it('docs/errors.md has the same table (UPDATE_DOCS=1 writes it)', () => {
		if (process.env.UPDATE_DOCS) writeFileSync(DOCS, readFileSync(DOCS, 'utf8').replace(TABLE, tableOfCodes));
		expect(TABLE.exec(readFileSync(DOCS, 'utf8'))?.[0]).toBe(tableOfCodes());
	});
});
