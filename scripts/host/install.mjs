/** The pinned n8n of `host/`, installed under `.sophia/host`; too big (2.8 GB) to lie among what `git status` walks. */
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { cleanInstall, environmentWith, isInstalled, markInstalled, nodePackage } from '../install.mjs';
import { installLine } from '../shared/apt.mjs';
import { Message } from '../shared/message.mjs';
import { hostFolder, root } from '../shared/paths.mjs';
import { say, step } from '../shared/progress.mjs';
import { run, tail } from '../shared/run.mjs';

const ownFolder = path.join(root, '.sophia', 'host');

/**
 * Installs n8n unless it is there. `SOPHIA_HOST_DIR` may name a folder that already holds it, made from the same lock,
 * so that many clones on one machine need not each install it.
 * @param {{ node: string }} options the Node 24 that will run it
 * @returns {Promise<string>} the folder whose node_modules hold n8n
 * @throws Message where it cannot be built
 */
export async function installHost({ node }) {
	const folder = chooseFolder();
	if (!isInstalled(folder, hostFolder)) {
		await step('Installing n8n (2,200 packages; about five minutes the first time)', async () => {
			mkdirSync(folder, { recursive: true });
			for (const file of ['package.json', 'package-lock.json', '.npmrc']) {
				copyFileSync(path.join(hostFolder, file), path.join(folder, file));
			}
			await cleanInstall(folder);
		});
		markInstalled(folder);
	}
	if (!(await sqliteLoads(folder, node))) await buildSqlite(folder, node);
	return folder;
}

/** The folder in which n8n is installed, if it is. */
export function hostInstalled() {
	const folders = [process.env.SOPHIA_HOST_DIR, ownFolder];
	return folders.find((folder) => folder && existsSync(folder) && isInstalled(folder, hostFolder));
}

function chooseFolder() {
	const shared = process.env.SOPHIA_HOST_DIR;
	if (!shared) return ownFolder;
	if (existsSync(shared) && isInstalled(shared, hostFolder)) return path.resolve(shared);
	say(`  SOPHIA_HOST_DIR (${shared}) holds no n8n of this version: installing it in ${ownFolder}.`);
	return ownFolder;
}

/** n8n's database driver is the one native part that has to be compiled, or fetched compiled. */
async function sqliteLoads(/** @type {string} */ folder, /** @type {string} */ node) {
	return (await run(node, ['-e', "require('sqlite3')"], { cwd: folder })).code === 0;
}

async function buildSqlite(/** @type {string} */ folder, /** @type {string} */ node) {
	const modules = path.join(folder, 'node_modules');
	const sqlite = path.join(modules, 'sqlite3');
	const env = environmentWith(node);
	const headers = nodePackage(folder); // Node's headers come in the same package as Node: nothing to download.
	const place = existsSync(path.join(headers, 'include')) ? [`--nodedir=${headers}`] : [];
	const gyp = [path.join(modules, 'node-gyp', 'bin', 'node-gyp.js'), 'rebuild', ...place];
	const fetched = [path.join(modules, 'prebuild-install', 'bin.js'), '-r', 'napi'];

	const built = await step("Building n8n's database driver", () => run(node, gyp, { cwd: sqlite, env }));
	if (await sqliteLoads(folder, node)) return;
	const signal = AbortSignal.timeout(60_000);
	await step('Fetching it ready built instead', () => run(node, fetched, { cwd: sqlite, env, signal })).catch(() => {});
	if (await sqliteLoads(folder, node)) return;
	throw new Message(
		`n8n cannot be built here: its database driver needs C++ tools. Install them and start again:\n\n` +
			`  ${installLine('compiler')}\n\nWhat the compiler said:\n${tail(built.stderr || built.stdout, 5)}`,
	);
}
