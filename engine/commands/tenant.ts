/** `tenant create`, `tenant set` */
import type { ParseArgsOptionsConfig } from 'node:util';
import { type Command, type Given, listed, optional, type Printed, wrongCommand } from './command.ts';
import type { OperationResults, SettingsChange } from './operations.ts';

const OPTIONS: ParseArgsOptionsConfig = {
	zone: { type: 'string' },
	'quiet-from': { type: 'string' },
	'quiet-to': { type: 'string' },
	'no-quiet-hours': { type: 'boolean' },
	weekend: { type: 'string' },
	'opt-out': { type: 'string' },
	language: { type: 'string' },
};
const USAGE =
	'NAME [--zone Europe/Berlin] [--quiet-from 20:00 --quiet-to 07:00 | --no-quiet-hours] [--weekend 6,7] ' +
	'[--opt-out EMAIL,…] [--language en]';

export const tenantCommands: Command[] = [
	{
		words: ['tenant', 'create'],
		usage: USAGE,
		summary: 'Make a tenant; prints its name. Windows end at midnight of its zone (UTC where none is given).',
		options: OPTIONS,
		positionals: ['NAME'],
		run: async (operations, given) =>
			printed(await operations.createTenant({ tenant: given.positionals[0] ?? '', settings: settingsOf(given) })),
	},
	{
		words: ['tenant', 'set'],
		usage: USAGE,
		summary: 'Change what is given and leave the rest. --opt-out and --weekend replace their lists; "" empties them.',
		options: OPTIONS,
		positionals: ['NAME'],
		run: async (operations, given) =>
			printed(await operations.setTenant({ tenant: given.positionals[0] ?? '', settings: settingsOf(given) })),
	},
];

function settingsOf(given: Given): SettingsChange {
	const from = optional(given, 'quiet-from');
	const to = optional(given, 'quiet-to');
	if ((from === undefined) !== (to === undefined)) throw wrongCommand('--quiet-from and --quiet-to belong together.');
	const none = given.values['no-quiet-hours'] === true;
	if (none && from !== undefined) throw wrongCommand('--no-quiet-hours and --quiet-from contradict each other.');
	return {
		zone: optional(given, 'zone'),
		quietHours: none ? null : from !== undefined && to !== undefined ? { from, to } : undefined,
		weekend: listed(optional(given, 'weekend'))?.map(Number),
		optedOutReps: listed(optional(given, 'opt-out')),
		language: optional(given, 'language'),
	};
}

function printed(result: OperationResults['createTenant']): Printed {
	return { result, text: result.tenant, note: `Settings: ${JSON.stringify(result.settings)}` };
}
