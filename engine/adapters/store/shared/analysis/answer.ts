/** The statement that is really sent, around the one of a model, and its answer within the limits. */
import type { AnalysisAnswer } from '../../../../ports/analysis-store.ts';
import type { Json } from '../../../../ports/json.ts';

const MOST_ROWS = 200;
const MOST_COLUMNS = 60;
/** Of one value, characters; of the whole answer, characters of JSON. */
const MOST_OF_VALUE = 1_000;
const MOST_OF_ANSWER = 20_000;

/** How long a statement may take, ms. */
export const STATEMENT_TIMEOUT_MS = 5_000;

/** Settings of the transaction; the parser reads strings as with standard_conforming_strings. */
export const SETTINGS = {
	standard_conforming_strings: 'on',
	timezone: 'UTC',
	datestyle: 'ISO',
	intervalstyle: 'postgres',
	work_mem: '4MB',
	hash_mem_multiplier: '1',
	max_parallel_workers_per_gather: '0',
	enable_seqscan: 'on',
	jit: 'off',
} as const;

/**
 * Each row as a list of [column, value] in JSON: as an object it would lose columns of the same name. Values are cut where
 * they are made, so that nothing large travels. One row more than is shown says whether there are others.
 */
export function statementAround(sql: string): string {
	return `select (select coalesce(json_agg(json_build_array(cell.key,
	case when length(cell.value::text) > ${MOST_OF_VALUE}
		then to_json(left(cell.value #>> '{}', ${MOST_OF_VALUE}) || '…') else cell.value end)), '[]')::text
from (select key, value from json_each(row_to_json(sophia_answer.*)) limit ${MOST_COLUMNS}) cell)
from (
${sql}
) as sophia_answer limit ${MOST_ROWS + 1}`;
}

/** `texts`: what that statement returns. */
export function toAnswer(texts: readonly string[], partial: string[] = []): AnalysisAnswer {
	let columns: string[] = [];
	const rows: Json[][] = [];
	let cut = texts.length > MOST_ROWS;
	let characters = 0;
	for (const text of texts.slice(0, MOST_ROWS)) {
		characters += text.length;
		if (characters > MOST_OF_ANSWER && rows.length > 0) {
			cut = true;
			break;
		}
		const cells = JSON.parse(text) as [string, Json][];
		columns = cells.map(([name]) => name);
		cut ||= cells.length === MOST_COLUMNS || cells.some(([, value]) => isCut(value));
		rows.push(cells.map(([, value]) => value));
	}
	return { columns, rows, cut, partial };
}

function isCut(value: Json): boolean {
	return typeof value === 'string' && value.length > MOST_OF_VALUE && value.endsWith('…');
}
