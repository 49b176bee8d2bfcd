/** Reads YAML 1.2 as data alone: what JSON could say, without anchors, tags, or a key that stands twice. */
import type { FastifyInstance } from 'fastify';
import { LineCounter, parseDocument } from 'yaml';
import { TerminalError } from '../errors.ts';
import { type Headers, refuseEncodings } from './body.ts';
import { problemsError } from './problems.ts';
import { badTexts } from './texts.ts';

export const YAML_TYPES = ['application/yaml', 'text/yaml'];

/** For the routes of this app alone: the others take JSON. `most`: KiB of a body, with its blanks and comments. Errors: `body-too-large`, and those of `parseYaml`. */
export function readYamlBodies(app: FastifyInstance, most: number): void {
	app.addContentTypeParser(YAML_TYPES, { parseAs: 'buffer' }, async (request: { headers: Headers }, body: Buffer) => {
		refuseEncodings(request.headers);
		if (body.length > most * 1024) throw new TerminalError('body-too-large', `The YAML is larger than ${most} KiB.`);
		if (body.length === 0) throw new TerminalError('body-not-yaml', 'The body is empty.');
		return parseYaml(body);
	});
}

/**
 * Errors: `body-not-yaml` with line and column, `body-too-deep`, and `text-not-valid` for texts that cannot be kept.
 * Dates, "yes" and "no" stay the texts they are.
 */
export function parseYaml(body: Uint8Array): unknown {
	const text = decode(body);
	if (isTooDeep(text)) throw new TerminalError('body-too-deep');
	const lineCounter = new LineCounter();
	const document = parseDocument(text, {
		...{ version: '1.2', schema: 'core', resolveKnownTags: false, merge: false },
		...{ strict: true, uniqueKeys: true, stringKeys: true, prettyErrors: false, lineCounter },
	});
	if (document.errors.some(({ code }) => code === 'RESOURCE_EXHAUSTION')) throw new TerminalError('body-too-deep');
	const [fault] = [...document.errors, ...document.warnings];
	if (fault) {
		const { line, col } = lineCounter.linePos(fault.pos[0]);
		const said = fault.message.split('\n')[0]?.slice(0, 200);
		throw new TerminalError('body-not-yaml', `The body is not YAML: line ${line}, column ${col}: ${said}.`, {
			details: { line, column: col },
		});
	}
	const value = plain(document);
	const problems = badTexts(value);
	if (problems.length > 0) throw problemsError(problems);
	return value;
}

function decode(body: Uint8Array): string {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(body);
	} catch (error) {
		throw new TerminalError('body-not-yaml', 'The body is not UTF-8.', { cause: error });
	}
}

/** More collections than these begin on one line, or stay open, in no text that a person wrote. */
const MAXIMUM_DEPTH = 32;
const NESTED_ON_A_LINE = new RegExp(`^[ \\t]*(?:[-?:][ \\t]+){${MAXIMUM_DEPTH},}`, 'm');

/** Looked at before it is parsed, which takes long for what is deep. A bracket in a text counts as well. */
function isTooDeep(text: string): boolean {
	if (NESTED_ON_A_LINE.test(text)) return true;
	let depth = 0;
	for (const character of text) {
		if (character === '[' || character === '{') depth += 1;
		if (character === ']' || character === '}') depth -= 1;
		if (depth > MAXIMUM_DEPTH) return true;
	}
	return false;
}

/** An anchor that is used many times over would make a small text large. */
function plain(document: ReturnType<typeof parseDocument>): unknown {
	try {
		return document.toJS({ maxAliasCount: 0 }) as unknown;
	} catch (error) {
		throw new TerminalError('body-not-yaml', 'The body uses an anchor (`*name`): write out what it stands for.', {
			cause: error,
		});
	}
}
