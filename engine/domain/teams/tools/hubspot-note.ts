/** The tool `hubspot-note`: writes a note on a record of the CRM, once, after a person agreed. */
import { z } from 'zod';
import type { Crm } from '../../../ports/crm.ts';
import type { Hasher } from '../../../ports/hasher.ts';
import type { ToolRun, WritingTool } from '../../../ports/tool.ts';
import { inputSchema } from './schema.ts';

const Input = z.strictObject({
	record: z.enum(['company', 'deal', 'contact']),
	id: z.string().min(1).max(64).describe('As hubspot-api gives it.'),
	text: z.string().trim().min(1).max(5_000).describe('Plain text; a line is a paragraph.'),
});

export function hubspotNote(crm: Crm, { requestedAt }: Pick<ToolRun, 'requestedAt'>, hash: Hasher): WritingTool {
	return {
		name: 'hubspot-note',
		description: 'Writes a note on a company, deal or contact of the CRM. Everybody who sees the record can read it.',
		input: inputSchema(Input),
		writes: true,
		onlyMe: false,
		approval: true,
		attempt(input, key) {
			const { record, id, text } = Input.parse(input);
			const targets = [{ type: record, id }];
			const keyHash = hash(key);
			return {
				kind: 'note',
				do: (guard) => crm.writeText(targets, { text, at: requestedAt.toISOString() }, keyHash, guard),
				find: (since, signal) => crm.find(targets, keyHash, since, signal),
			};
		},
	};
}
