/**
 * `node scripts/complete-lock.mjs [FOLDER…]`: adds to package-lock.json the optional platform packages that npm dropped
 * from it without a word because they do not run on the machine that wrote it; without them `npm ci` fails elsewhere.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { engineFolder, hostFolder, root } from './shared/paths.mjs';

/**
 * @typedef {{ version?: string, resolved?: string, optional?: boolean, dev?: boolean, os?: string[], cpu?: string[], libc?: string[],
 *   optionalDependencies?: Record<string, string> }} LockedPackage
 * @typedef {{ packages: Record<string, LockedPackage> }} Lock
 */

const systems = ['android', 'darwin', 'linux', 'win32', 'freebsd', 'sunos', 'openbsd', 'netbsd', 'aix', 'openharmony'];
const processors = ['arm64', 'arm', 'x64', 'ia32', 'ppc64', 's390x', 'riscv64', 'loong64', 'mips64el', 'wasm32'];

/** The lock of a folder. */
export function readLock(/** @type {string} */ folder) {
	return /** @type {Lock} */ (JSON.parse(readFileSync(path.join(folder, 'package-lock.json'), 'utf8')));
}

/** Where Node finds `name` from the package at `place`: the nearest node_modules upwards that the lock fills. */
function placeOf(/** @type {Lock} */ lock, /** @type {string} */ place, /** @type {string} */ name) {
	for (let folder = place; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
		const candidate = `${folder && `${folder}/`}node_modules/${name}`;
		if (lock.packages[candidate]) return candidate;
		if (!folder) return undefined;
		if (!folder.includes('/node_modules/')) folder = '';
	}
}

/**
 * The optional packages that a package of the lock asks for and the lock does not hold.
 * @returns {{ asker: string, name: string, range: string, dev: boolean }[]}
 */
export function missingPackages(/** @type {Lock} */ lock) {
	return Object.entries(lock.packages).flatMap(([asker, { optionalDependencies = {}, dev = false }]) =>
		Object.entries(optionalDependencies)
			.filter(([name]) => !placeOf(lock, asker, name))
			.map(([name, range]) => ({ asker, name, range, dev })),
	);
}

/** The platform that a package's name speaks of, such as linux, x64 and glibc in `@swc/core-linux-x64-gnu`. */
export function platformOf(/** @type {string} */ name) {
	const words = name.replace('windows', 'win32').split(/[-/.]/);
	const os = systems.find((system) => words.includes(system)) ?? (words.includes('win') ? 'win32' : undefined);
	const last = words.at(-1) ?? '';
	const libc = last.startsWith('musl') ? 'musl' : last.startsWith('gnu') ? 'glibc' : undefined;
	return { os, cpu: processors.find((processor) => words.includes(processor)), libc };
}

/** Adds what is missing. @returns {string[]} what was added, and what only a person can add */
export function completeLock(/** @type {Lock} */ lock) {
	const report = [];
	for (const { asker, name, range, dev } of missingPackages(lock)) {
		const version = range.replace(/^[\^~]/, '');
		const { os, cpu, libc } = platformOf(name);
		if (!/^\d+\.\d+\.\d+/.test(version) || !cpu) {
			report.push(`left to you: ${name}@${range}, wanted by ${asker}`);
			continue;
		}
		lock.packages[`node_modules/${name}`] = {
			version,
			cpu: [cpu],
			...(dev ? { dev } : {}),
			...(libc ? { libc: [libc] } : {}),
			optional: true,
			...(os ? { os: [os] } : {}),
		};
		report.push(`added: ${name}@${version}`);
	}
	// The order is the one npm writes.
	lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')));
	return report;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const folders = process.argv.length > 2 ? process.argv.slice(2) : [root, engineFolder, hostFolder];
	for (const folder of folders) {
		const lock = readLock(folder);
		for (const line of completeLock(lock)) console.log(`${folder}: ${line}`);
		writeFileSync(path.join(folder, 'package-lock.json'), `${JSON.stringify(lock, null, 2)}\n`);
	}
}
