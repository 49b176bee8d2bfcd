/** `migrate`, `erase` */

import { type Command, type Given, optional, required, wrongCommand } from './command.ts';
import type { Arguments } from './operations.ts';

export const maintenanceCommands: Command[] = [
	{
		words: ['migrate'],
		usage: '',
		summary: 'Bring the database up to this release. `serve` does it by itself.',
		options: {},
		positionals: [],
		async run(operations) {
			const result = await operations.migrate({});
			return {
				result,
				text: result.applied.join('\n'),
				note: result.applied.length === 0 ? 'Nothing was missing.' : undefined,
			};
		},
	},
	{
		words: ['erase'],
		usage: '--tenant NAME (--person EMAIL | --call ID | --all)',
		summary: "Remove people's data for good: of one person, one call, or the whole tenant.",
		options: {
			tenant: { type: 'string' },
			person: { type: 'string' },
			call: { type: 'string' },
			all: { type: 'boolean' },
		},
		positionals: [],
		async run(operations, given) {
			const result = await operations.erase({ tenant: required(given, 'tenant'), what: erasedThing(given) });
			const lines = Object.entries(result.erased).map(([table, rows]) => `${table}\t${rows}`);
			return { result, text: lines.join('\n') };
		},
	},
];

function erasedThing(given: Given): Arguments<'erase'>['what'] {
	const email = optional(given, 'person');
	const call = optional(given, 'call');
	const all = given.values.all === true;
	if ([email !== undefined, call !== undefined, all].filter(Boolean).length !== 1) {
		throw wrongCommand('Give one of --person EMAIL, --call ID and --all.');
	}
	if (email !== undefined) return { of: 'person', email };
	return call === undefined ? { of: 'tenant' } : { of: 'call', call };
}
