/** Every requirement is cited by a test, and every citation is of a requirement. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type RequirementId, requirements } from './requirements.ts';
import { verifies } from './verifies.ts';

const root = path.resolve(import.meta.dirname, '..');

/** A citation as it is written: a statement of its own, so neither a comment nor a text counts. */
const CITATION = /^\s*verifies\(\s*((?:'[^']+',?\s*)+)\);/gm;

type Citation = { id: string; file: string };

function citationsIn(file: string, text: string): Citation[] {
	return [...text.matchAll(CITATION)].flatMap(([, ids = '']) =>
		[...ids.matchAll(/'([^']+)'/g)].map(([, id = '']) => ({ id, file })),
	);
}

const files = globSync('{engine,nodes,credentials,scripts,test}/**/*.test.ts', {
	cwd: root,
	exclude: (file) => String(file).includes('node_modules'),
}).map((file) => ({ file, text: readFileSync(path.join(root, file), 'utf8') }));
const citations = files.flatMap(({ file, text }) => citationsIn(file, text));

describe('the requirements', () => {
	verifies('house.requirements');

	it('have ids of their own, in kebab case, and are one sentence each', () => {
		const ids = requirements.map(({ id }) => id);
		expect(new Set(ids).size).toBe(ids.length);
		for (const { id, text } of requirements) {
			expect(id).toMatch(/^[a-z]+\.[a-z0-9]+(-[a-z0-9]+)*$/);
			expect(text).toMatch(/^[A-Z].*[^.]\.$/);
			expect(text).not.toMatch(/\. [A-Z]/);
		}
	});

	it('are each cited by a test', () => {
		const cited = new Set(citations.map(({ id }) => id));
		expect(requirements.map(({ id }) => id).filter((id) => !cited.has(id))).toEqual([]);
	});

	it('are known wherever a test cites one', () => {
		const known = new Set<string>(requirements.map(({ id }) => id));
		expect(citations.filter(({ id }) => !known.has(id))).toEqual([]);
	});

	it('are cited in the one way that is read here', () => {
		const others = files.filter(
			({ text }) => /from '[./]+\/verifies\.ts'/.test(text) && citationsIn('', text).length === 0,
		);
		const odd = files.filter(
			({ text }) => (text.match(/^\s*verifies\(/gm)?.length ?? 0) > [...text.matchAll(CITATION)].length,
		);
		expect([...others, ...odd].map(({ file }) => file)).toEqual([]);
	});
});

describe('a citation', () => {
	it('is found over several lines, and not in comments or texts', () => {
		const text = "\tverifies(\n\t\t'a.b',\n\t\t'c.d',\n\t);\n// verifies('e.f');\nconst s = \"verifies('g.h');\";\n";
		expect(citationsIn('x', text).map(({ id }) => id)).toEqual(['a.b', 'c.d']);
	});

	it('of something unknown throws where it stands', () => {
		expect(() => verifies('calls.quote-verbatim')).not.toThrow();
		expect(() => verifies('calls.no-such-thing' as RequirementId)).toThrow('calls.no-such-thing');
	});
});
