/** What the database says of a statement that a model wrote. */
import { TerminalError } from '../../../../errors.ts';
import { databaseError } from '../database-errors.ts';

const CANCELLED = '57014';
/** About the statement: its data, its names and types, what it may not read, and how much it wants at once. */
const OF_STATEMENT = /^(0A|21|22|25|2F|34|38|39|3F|42|44|53200|54|P0|XX)/;
const MOST_CHARACTERS = 300;

/** `sql-timed-out` and `sql-failed` for what is the statement's fault; else as everywhere in the store. */
export function statementError(error: unknown): unknown {
	const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
	if (code === CANCELLED) return new TerminalError('sql-timed-out');
	if (typeof code !== 'string' || !OF_STATEMENT.test(code)) return databaseError(error);
	const said = String(message).slice(0, MOST_CHARACTERS);
	return new TerminalError('sql-failed', `The database refuses the statement: ${said}`);
}
