/** What is wrong with a request, field by field, as one error. */
import { type ErrorCode, TerminalError } from '../errors.ts';

/** `code` where the table of errors has a finer one than `bad-request`. */
export type FieldProblem = { path: string; message: string; code?: ErrorCode };

/** More are not looked for: nobody would read them, and a hostile body has millions. */
export const MAXIMUM_PROBLEMS = 1_000;

/** One error that names every wrong field. Its code is the fields' own where they share one, else `bad-request`. */
export function problemsError(found: readonly FieldProblem[]): TerminalError {
	const problems = found.slice(0, MAXIMUM_PROBLEMS);
	const codes = new Set(problems.map(({ code }) => code ?? 'bad-request'));
	const [code = 'bad-request'] = codes.size === 1 ? codes : [];
	const fields = problems.map(({ path, message, code: own }) => ({ path, message, ...(own ? { code: own } : {}) }));
	return new TerminalError(code, undefined, { details: { fields } });
}
