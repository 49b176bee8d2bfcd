/** The services of a host, read from the file that names them; every field that is wrong is named at once. */
import { z } from 'zod';
import { HttpService, type Service, StdioService } from '../../contract/service.ts';
import { TerminalError } from '../../errors.ts';

type Field = { path: string; message: string };

const MOST_SERVICES = 50;

const File = z.strictObject({ services: z.array(z.looseObject({})).max(MOST_SERVICES) });

/** `data`: what the file says. `origin`: its name, for messages. Throws `services-not-valid` with every wrong field. */
export function toServices(data: unknown, origin: string): Service[] {
	const file = File.safeParse(data);
	if (!file.success) throw notValid(origin, fieldsOf(file.error, []));
	const problems: Field[] = [];
	const services = file.data.services.flatMap((one, at) => {
		const read = schemaOf(one).safeParse(one);
		if (read.success) return [read.data as Service];
		problems.push(...fieldsOf(read.error, ['services', at]));
		return [];
	});
	const seen = new Set<unknown>();
	file.data.services.forEach(({ name }, at) => {
		if (seen.has(name)) problems.push({ path: `services.${at}.name`, message: `there is another ${String(name)}` });
		seen.add(name);
	});
	if (problems.length > 0) throw notValid(origin, problems);
	return services;
}

/** One of the two, so that what is said of a wrong field is about the one that was meant. */
const schemaOf = (one: object) => ('command' in one && !('url' in one) ? StdioService : HttpService);

function fieldsOf(error: z.ZodError, before: (string | number)[]): Field[] {
	return error.issues.flatMap((issue) => {
		const path = [...before, ...issue.path.map(String)].join('.');
		if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
		return issue.keys.map((key) => ({ path: path === '' ? key : `${path}.${key}`, message: 'is not known' }));
	});
}

function notValid(origin: string, fields: Field[]): TerminalError {
	const said = fields.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
	return new TerminalError('services-not-valid', `${origin}: ${said.join('; ')}.`, { details: { fields } });
}
