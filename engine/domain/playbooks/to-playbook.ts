/** Makes a playbook of data that somebody wrote. */
import { z } from 'zod';
import { Playbook } from '../../contract/playbook.ts';
import { TerminalError } from '../../errors.ts';

/**
 * `source`: what the data came from, for the message. Throws `playbook-not-valid` with the path of every wrong field
 * (`criteria[2].said.words`; empty for the whole).
 */
export function toPlaybook(value: unknown, source: string): Playbook {
	const read = Playbook.safeParse(value);
	if (read.success) return read.data;
	const fields = read.error.issues.map(({ path, message }) => ({ path: z.core.toDotPath(path), message }));
	const named = fields.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
	throw new TerminalError('playbook-not-valid', `The playbook ${source} is not valid: ${named.join('; ')}.`, {
		details: { fields },
	});
}
