/** The services of the host: the file that names them, with the variables that it names. */
import { readFile } from 'node:fs/promises';
import { systemClock } from '../adapters/clock/system.ts';
import { createServices, type Services } from '../adapters/mcp/services.ts';
import { readVariable } from '../config.ts';
import type { Service } from '../contract/service.ts';
import { toServices } from '../domain/services/services.ts';
import { TerminalError } from '../errors.ts';
import { parseYaml } from '../http/yaml.ts';
import type { Breakers } from '../ports/breakers.ts';
import type { Log } from '../ports/log.ts';

export type OpenServicesOptions = {
	/** Absolute path; without it there is no service. */
	servicesFile: string | undefined;
	/** The value of a variable that the file names; of the environment without it. */
	variable?: (name: string) => string | undefined;
	breakers: Breakers;
	log: Log;
};

/** Throws `services-not-valid`, also where a variable that is named is not set; `config-not-valid` where the file cannot be read. */
export async function openServices({
	servicesFile,
	variable = (name) => readVariable(name),
	breakers,
	log,
}: OpenServicesOptions): Promise<Services> {
	const services = servicesFile === undefined ? [] : await readServices(servicesFile, variable);
	return createServices({ services, variable, breakers, clock: systemClock, log });
}

async function readServices(file: string, variable: (name: string) => string | undefined): Promise<Service[]> {
	const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
		const fields = [{ path: 'SERVICES_FILE', message: `cannot be read (${error.code})` }];
		throw new TerminalError('config-not-valid', `SERVICES_FILE cannot be read (${error.code}).`, {
			details: { fields },
		});
	});
	const services = toServices(parsed(bytes, file), file);
	const unset = services.flatMap((service, at) =>
		variablesOf(service)
			.filter(([, name]) => variable(name) === undefined)
			.map(([field, name]) => ({ path: `services.${at}.${field}`, message: `the variable ${name} is not set` })),
	);
	if (unset.length === 0) return services;
	const said = unset.map(({ path, message }) => `${path}: ${message}`).join('; ');
	throw new TerminalError('services-not-valid', `${file}: ${said}.`, { details: { fields: unset } });
}

/** Field and variable. */
function variablesOf(service: Service): [string, string][] {
	if (!('url' in service)) return service.variables.map((name, at) => [`variables.${at}`, name]);
	const headers = Object.entries(service.headers).map(([name, holder]): [string, string] => [
		`headers.${name}`,
		holder,
	]);
	return service.bearer ? [['bearer', service.bearer], ...headers] : headers;
}

function parsed(bytes: Uint8Array, file: string): unknown {
	try {
		return parseYaml(bytes);
	} catch (error) {
		if (!(error instanceof TerminalError)) throw error;
		const message = `${file}: ${error.message.replace(/^The body/, 'the file')}`;
		throw new TerminalError('services-not-valid', message, { cause: error });
	}
}
