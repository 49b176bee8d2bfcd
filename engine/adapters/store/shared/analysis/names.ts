/** The names that a statement may use for columns and tables: those of the views, and those that it gives itself. */
import { FUNCTIONS } from './allowed.ts';
import { ANALYSIS_VIEWS } from './views.ts';

/** What a column is called that nobody named, beside the name of its function. */
const UNNAMED = ['?column?', 'case', 'coalesce', 'exists', 'greatest', 'least', 'date', 'current_date'];

export type Names = { columns: ReadonlySet<string>; tables: ReadonlySet<string> };

/** Of a syntax tree; what it names anywhere counts everywhere, for whether it is known there the database says. */
export function namesIn(tree: unknown): Names {
	const columns = new Set([...UNNAMED, ...FUNCTIONS]);
	for (const view of ANALYSIS_VIEWS) {
		columns.add(view.name);
		for (const { name } of view.columns) columns.add(name);
	}
	const tables = new Set<string>();
	const waiting: unknown[] = [tree];
	while (waiting.length > 0) {
		const node = waiting.pop();
		if (typeof node !== 'object' || node === null) continue;
		for (const [key, value] of Object.entries(node)) {
			waiting.push(value);
			if (key === 'ctename') tables.add(String(value));
			if (key === 'ctename' || key === 'aliasname') columns.add(String(value));
			if (key === 'ResTarget' && typeof value.name === 'string') columns.add(value.name);
			if (key === 'colnames' || key === 'aliascolnames')
				for (const { String: text } of value as { String?: { sval?: string } }[]) columns.add(text?.sval ?? '');
		}
	}
	return { columns, tables };
}
