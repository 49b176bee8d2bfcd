/** Reads a statement with PostgreSQL's own parser, and lets it pass where all of it is on the list of what is allowed. */
import { TerminalError } from '../../../../errors.ts';
import {
	CLOCKS,
	type Field,
	FUNCTIONS,
	MOST_CHARACTERS,
	MOST_DEPTH,
	MOST_NODES,
	MOST_RELATIONS,
	NODES,
	OPERATORS,
	TYPES,
} from './allowed.ts';
import { namesIn } from './names.ts';
import { ANALYSIS_VIEWS } from './views.ts';

type Fields = Record<string, unknown>;

const VIEWS = new Set(ANALYSIS_VIEWS.map(({ name }) => name));

/** The statement without what stands around it. Throws TerminalError `sql-not-allowed`, which says what is not, and where. */
export async function checkStatement(sql: string): Promise<string> {
	if (sql.length > MOST_CHARACTERS) throw refused(`more than ${MOST_CHARACTERS} characters`);
	if (sql.includes('\0') || !sql.isWellFormed()) throw refused('text that is no valid Unicode');
	if (sql.trim() === '') throw refused('an empty text');
	// Loaded when it is used: it compiles 1.7 MB of WebAssembly.
	const { hasSqlDetails, parse } = await import('libpg-query');
	const bytes = Buffer.from(sql);
	const { stmts = [] } = await parse(sql).catch((error: unknown) => {
		const said = hasSqlDetails(error) ? error.sqlDetails : undefined;
		throw refused(`what is no SQL (${said?.message ?? 'it cannot be read'})`, said?.cursorPosition, sql);
	});
	const [only, second] = stmts;
	if (only?.stmt === undefined) throw refused('no statement');
	if (second !== undefined) throw refused('a second statement', characterAt(bytes, second.stmt_location), sql);
	if (!('SelectStmt' in only.stmt)) throw refused(`${Object.keys(only.stmt)[0]} (one SELECT is)`);
	const seen = namesIn(only.stmt);
	const known = { ...seen, relations: 0, nodes: 0, at: undefined as number | undefined };

	function fail(what: string): never {
		throw refused(what, known.at, sql);
	}

	function visit(type: string, fields: Fields, depth: number): void {
		known.nodes += 1;
		if (known.nodes > MOST_NODES) fail(`more than ${MOST_NODES} parts`);
		if (depth > MOST_DEPTH) fail(`nesting of more than ${MOST_DEPTH} levels`);
		if (typeof fields.location === 'number' && fields.location >= 0) known.at = characterAt(bytes, fields.location);
		const allowed = Object.hasOwn(NODES, type) ? NODES[type] : undefined;
		if (allowed === undefined) fail(type);
		checkNode(type, fields);
		for (const [name, value] of Object.entries(fields)) {
			const field = Object.hasOwn(allowed, name) ? allowed[name] : undefined;
			if (field === undefined) fail(`${name} in ${type}`);
			visitField(field, value, depth + 1);
		}
	}

	function visitField(field: Field, value: unknown, depth: number): void {
		if (field === 'value') return;
		if (field === 'nodes') for (const node of value as Fields[]) visitNode(node, depth);
		else if (field === 'node') visitNode(value as Fields, depth);
		else visit(field.slice(1), value as Fields, depth);
	}

	/** An empty one stands for DISTINCT without a list. */
	function visitNode(node: Fields, depth: number): void {
		for (const [type, fields] of Object.entries(node)) visit(type, fields as Fields, depth);
	}

	function checkNode(type: string, fields: Fields): void {
		if (type === 'RangeVar') checkRelation(fields);
		if (type === 'RangeVar' || type === 'RangeSubselect') known.relations += 1;
		if (known.relations > MOST_RELATIONS) fail(`more than ${MOST_RELATIONS} views and subqueries`);
		if (type === 'FuncCall') checkName('the function', fields.funcname, FUNCTIONS);
		if (type === 'TypeName') checkName('the type', fields.names, TYPES);
		if (type === 'A_Expr') checkOperator(fields.name);
		if (type === 'SubLink' && fields.operName !== undefined) checkOperator(fields.operName);
		if (type === 'SQLValueFunction' && !CLOCKS.has(String(fields.op))) fail(String(fields.op));
		if (type === 'CommonTableExpr' && !Object.hasOwn(fields.ctequery as Fields, 'SelectStmt')) fail('WITH that writes');
		if (type === 'ColumnRef') checkColumn(fields);
	}

	function checkRelation({ schemaname, relname }: Fields): void {
		const name = String(relname);
		if (schemaname === undefined && seen.tables.has(name)) return;
		if (schemaname !== undefined && schemaname !== 'analysis') fail(`the schema "${schemaname}"`);
		if (!VIEWS.has(name)) fail(`the table "${name}" (there are ${[...VIEWS].join(', ')})`);
	}

	/** The grammar itself writes pg_catalog before some names, as for EXTRACT. */
	function checkName(kind: string, parts: unknown, allowed: ReadonlySet<string>): void {
		const names = texts(parts);
		if (names.length === 2 && names[0] === 'pg_catalog') names.shift();
		if (names.length !== 1 || !allowed.has(names[0] ?? '')) fail(`${kind} "${texts(parts).join('.')}"`);
	}

	function checkOperator(parts: unknown): void {
		const names = texts(parts);
		if (names.length !== 1 || !OPERATORS.has(names[0] ?? '')) fail(`the operator "${names.join('.')}"`);
	}

	/** PostgreSQL also takes `row.function` for a column: so each name has to be one that the views or the statement has. */
	function checkColumn({ fields }: Fields): void {
		const names = texts(fields);
		if (names.length > 2) fail(`the name "${names.join('.')}" of more than two parts`);
		for (const name of names) if (!seen.columns.has(name)) fail(`the column "${name}"`);
	}

	visit('SelectStmt', only.stmt.SelectStmt as Fields, 0);
	const begin = only.stmt_location ?? 0;
	const end = only.stmt_len === undefined || only.stmt_len === 0 ? bytes.length : begin + only.stmt_len;
	return bytes.subarray(begin, end).toString('utf8');
}

function texts(nodes: unknown): string[] {
	const parts = (nodes ?? []) as { String?: { sval?: string } }[];
	return parts.flatMap(({ String: text }) => (text ? [text.sval ?? ''] : []));
}

/** The parser counts bytes of UTF-8. */
function characterAt(bytes: Buffer, location = 0): number {
	return bytes.subarray(0, location).toString('utf8').length;
}

function refused(what: string, at?: number, sql?: string): TerminalError {
	const near = at === undefined || sql === undefined ? '' : ` at character ${at + 1}: ${sql.slice(at, at + 40)}`;
	return new TerminalError('sql-not-allowed', `The statement holds ${what}, which is not allowed${near}`, {
		details: { what, ...(at === undefined ? {} : { at: at + 1 }) },
	});
}
