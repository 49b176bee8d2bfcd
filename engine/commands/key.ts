/** `key create`, `key revoke` */
import { type Command, optional, required } from './command.ts';

export const keyCommands: Command[] = [
	{
		words: ['key', 'create'],
		usage: '--tenant NAME [--name LABEL]',
		summary: 'Make an API key; prints the key, once.',
		options: { tenant: { type: 'string' }, name: { type: 'string' } },
		positionals: [],
		async run(operations, given) {
			const tenant = required(given, 'tenant');
			const result = await operations.createKey({ tenant, name: optional(given, 'name') ?? 'key' });
			return { result, text: result.key, note: `${result.id}: keep the key, it is not shown again.` };
		},
	},
	{
		words: ['key', 'revoke'],
		usage: '--tenant NAME KEY_ID',
		summary: 'Make an API key worthless within a few seconds.',
		options: { tenant: { type: 'string' } },
		positionals: ['KEY_ID'],
		async run(operations, given) {
			const [key = ''] = given.positionals;
			const result = await operations.revokeKey({ tenant: required(given, 'tenant'), key });
			return { result, text: `${result.id} is revoked.` };
		},
	},
];
