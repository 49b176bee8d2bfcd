/** Reads the playbooks that come with the engine. */
import { readdir, readFile } from 'node:fs/promises';
import type { Playbook } from '../contract/playbook.ts';
import { createPlaybooks } from '../domain/playbooks/playbooks.ts';
import { toPlaybook } from '../domain/playbooks/to-playbook.ts';
import { TerminalError } from '../errors.ts';
import { parseYaml } from '../http/yaml.ts';
import type { Playbooks } from '../ports/playbooks.ts';
import type { Store } from './store.ts';

/** The tenants' own over those that come with the engine. Throws what `readPlaybooks` throws. */
export async function playbooksOver({ playbooks }: Pick<Store, 'playbooks'>): Promise<Playbooks> {
	return createPlaybooks(playbooks, await readPlaybooks());
}

const FOLDER = new URL('../domain/playbooks/', import.meta.url);

/**
 * Every `.yaml` of the folder, by name; read as one that somebody sends is. Throws `body-not-yaml`, and `playbook-not-valid`
 * where a field is wrong or the name is not that of the file.
 */
export async function readPlaybooks(folder: URL = FOLDER): Promise<Playbook[]> {
	const files = (await readdir(folder)).filter((file) => file.endsWith('.yaml')).sort();
	return Promise.all(files.map((file) => read(folder, file)));
}

async function read(folder: URL, file: string): Promise<Playbook> {
	const playbook = toPlaybook(parseYaml(await readFile(new URL(file, folder))), file);
	if (`${playbook.name}.yaml` === file) return playbook;
	const fields = [{ path: 'name', message: `is "${playbook.name}", but the file is ${file}` }];
	throw new TerminalError('playbook-not-valid', `The playbook ${file} has another name.`, { details: { fields } });
}
