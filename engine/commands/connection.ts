/** `connection add`, `list`, `test`, `remove`, `webhook` */
import { readFile } from 'node:fs/promises';
import { type ConnectionReport, Vendor } from '../contract/connection.ts';
import { type Command, optional, type Printed, required, wrongCommand } from './command.ts';

const TENANT = { tenant: { type: 'string' } } as const;

/** What is asked for; the form of it is checked where the connection is made. */
const SECRETS: Record<Vendor, string> = {
	gong: 'Access key and secret, joined by a colon',
	slack: 'Bot token (xoxb-…)',
	hubspot: 'Private app token (pat-…)',
	openai: 'API key (sk-…)',
	anthropic: 'API key (sk-ant-…)',
	perplexity: 'API key (pplx-…)',
	'openai-compatible': 'Key of the server, or any word where it has none',
};

export const connectionCommands: Command[] = [
	{
		words: ['connection', 'add'],
		usage: `${Vendor.options.join('|')} --tenant NAME --name main [--address URL]`,
		summary: 'Add access to a service; the secret is read from the terminal or standard input. Prints the id.',
		options: { ...TENANT, name: { type: 'string' }, address: { type: 'string' } },
		positionals: ['SERVICE'],
		async run(operations, given) {
			const vendor = Vendor.safeParse(given.positionals[0]);
			if (!vendor.success) throw wrongCommand(`The service must be one of ${Vendor.options.join(', ')}.`);
			const [tenant, name] = [required(given, 'tenant'), required(given, 'name')];
			const secret = await given.readSecret(SECRETS[vendor.data]);
			if (secret === '') throw wrongCommand('No secret was given: type it, or send it to standard input.');
			const address = optional(given, 'address');
			const result = await operations.addConnection({ tenant, vendor: vendor.data, name, address, secret });
			return { result, text: result.id, note: `Try it with \`connection test --tenant ${tenant} ${result.id}\`.` };
		},
	},
	{
		words: ['connection', 'list'],
		usage: '--tenant NAME',
		summary: 'Show the connections of a tenant, without their secrets.',
		options: TENANT,
		positionals: [],
		async run(operations, given) {
			const result = await operations.listConnections({ tenant: required(given, 'tenant') });
			const lines = result.connections.map(({ id, kind, address }) => [id, kind, address].join('\t'));
			return { result, text: lines.join('\n'), note: lines.length === 0 ? 'There is none.' : undefined };
		},
	},
	{
		words: ['connection', 'test'],
		usage: '--tenant NAME [ID]',
		summary: 'Ask the service what works and which scopes are missing; all connections where no id is given.',
		options: TENANT,
		positionals: ['ID?'],
		async run(operations, given) {
			const tenant = required(given, 'tenant');
			const [id] = given.positionals;
			const ids = id ? [id] : (await operations.listConnections({ tenant })).connections.map((one) => one.id);
			const reports: Record<string, ConnectionReport> = {};
			for (const connection of ids) reports[connection] = await operations.testConnection({ tenant, connection });
			return reported(reports);
		},
	},
	{
		words: ['connection', 'remove'],
		usage: '--tenant NAME ID',
		summary: 'Remove a connection with its secret.',
		options: TENANT,
		positionals: ['ID'],
		async run(operations, given) {
			const [connection = ''] = given.positionals;
			const result = await operations.removeConnection({ tenant: required(given, 'tenant'), connection });
			return { result, text: `${result.id} is removed.` };
		},
	},
	{
		words: ['connection', 'webhook'],
		usage: '--tenant NAME ID --public-key FILE',
		summary: 'Let Gong say when a call is over: takes the public key of its rule, prints the address for it.',
		options: { ...TENANT, 'public-key': { type: 'string' } },
		positionals: ['ID'],
		async run(operations, given) {
			const [connection = ''] = given.positionals;
			const [tenant, file] = [required(given, 'tenant'), required(given, 'public-key')];
			const publicKey = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
				throw wrongCommand(`--public-key ${file} cannot be read (${error.code}).`);
			});
			const result = await operations.setWebhook({ tenant, connection, publicKey });
			const note = 'Put this address into the rule, as its destination, with a signed JWT header.';
			return { result, text: result.address, note };
		},
	},
];

function reported(reports: Record<string, ConnectionReport>): Printed {
	const lines = Object.entries(reports).flatMap(([id, report]) => [
		`${id}: ${report.ok ? 'ok' : 'not ok'}`,
		...report.works.map((work) => `  works: ${work}`),
		...report.missingScopes.map((scope) => `  missing scope: ${scope}`),
		...(report.problem ? [`  ${report.problem}`] : []),
	]);
	const failed = Object.values(reports).some(({ ok }) => !ok);
	return {
		result: { reports },
		text: lines.join('\n'),
		failed,
		note: lines.length === 0 ? 'There is none.' : undefined,
	};
}
