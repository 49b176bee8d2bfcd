/** Where things lie: the clone, its packages, and the folder that holds what Sophia stores. */
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
export const engineFolder = path.join(root, 'engine');
export const hostFolder = path.join(root, 'host');

/** The data folder: `SOPHIA_HOME`, else `.sophia` of the clone. */
export function sophiaHome() {
	return process.env.SOPHIA_HOME ? path.resolve(process.env.SOPHIA_HOME) : path.join(root, '.sophia');
}
