/** Finds texts that no store and no outside service would keep as they are: NUL bytes and halves of Unicode pairs. */
import { formatPath } from './path.ts';
import { type FieldProblem, MAXIMUM_PROBLEMS } from './problems.ts';

/** Goes through keys and values of parsed JSON; its depth was bounded before. */
export function badTexts(value: unknown): FieldProblem[] {
	const problems: FieldProblem[] = [];
	visit(value, [], problems);
	return problems;
}

function visit(value: unknown, path: (string | number)[], problems: FieldProblem[]): void {
	if (problems.length >= MAXIMUM_PROBLEMS) return;
	if (typeof value === 'string') {
		report(value, path, problems);
	} else if (Array.isArray(value)) {
		for (const [index, element] of value.entries()) visit(element, [...path, index], problems);
	} else if (value !== null && typeof value === 'object') {
		for (const [key, element] of Object.entries(value)) {
			report(key, path, problems);
			visit(element, [...path, key.toWellFormed()], problems);
		}
	}
}

function report(text: string, path: (string | number)[], problems: FieldProblem[]): void {
	if (text.includes('\0'))
		problems.push({ path: formatPath(path), message: 'holds a NUL byte', code: 'text-not-valid' });
	if (!text.isWellFormed()) {
		problems.push({ path: formatPath(path), message: 'holds half of a Unicode pair', code: 'text-not-valid' });
	}
}
