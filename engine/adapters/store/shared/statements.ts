/** Statements as the driver takes them: named, so that a connection parses each text once, and with our value types. */
import { createHash } from 'node:crypto';
import pg from 'pg';

/** The engine's texts are constants, some hundred; a text built at run time must not fill the server's memory. */
const MOST_NAMES = 500;

const names = new Map<string, string>();

function nameOf(text: string): string | undefined {
	const known = names.get(text);
	if (known !== undefined || names.size >= MOST_NAMES) return known;
	const name = createHash('sha256').update(text).digest('base64url').slice(0, 22);
	names.set(text, name);
	return name;
}

const INT8 = 20;
const INT8_ARRAY = 1016;

/** An int8 becomes a number: nano-dollars, counters and epochs stay below 2^53. */
const types = {
	getTypeParser(oid: number, format?: 'text' | 'binary') {
		if (oid === INT8) return Number;
		const parse = pg.types.getTypeParser(oid, format);
		if (oid !== INT8_ARRAY) return parse;
		return (text: string) => (parse(text) as (string | null)[]).map((item) => (item === null ? null : Number(item)));
	},
};

/** What both drivers give the client: pipelining, so that a change of scope costs no round trip of its own. */
export const CLIENT_OPTIONS = { pipeline: true, types } as const;

/** A query configuration for the client; prepared on first use of its text. */
export function prepared(text: string, values: readonly unknown[] = []): pg.QueryConfig {
	const name = nameOf(text);
	return name === undefined ? { text, values: [...values] } : { name, text, values: [...values] };
}
