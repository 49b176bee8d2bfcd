/** What this machine's package manager can bring, and the line a person would type for it. */
import { existsSync } from 'node:fs';
import process from 'node:process';
import { Message } from './message.mjs';
import { onPath } from './on-path.mjs';
import { run, tail } from './run.mjs';

/** @type {Record<string, { apt: string, brew: string, dnf: string, other: string }>} */
const systemPackages = {
	redis: { apt: 'redis-server', brew: 'redis', dnf: 'redis', other: 'https://redis.io/docs/install' },
	postgres: {
		apt: 'postgresql',
		brew: 'postgresql@17',
		dnf: 'postgresql-server',
		other: 'https://www.postgresql.org/download',
	},
	chromium: { apt: 'chromium', brew: '--cask chromium', dnf: 'chromium', other: 'https://www.chromium.org' },
	compiler: {
		apt: 'g++ make python3',
		brew: '',
		dnf: 'gcc-c++ make python3',
		other: 'a C++ compiler, make and Python 3',
	},
};

/** The line that installs one of redis, postgres, chromium, compiler on this system. */
export function installLine(/** @type {string} */ what) {
	const names = systemPackages[what];
	if (!names) throw new Error(`No install line for ${what}`);
	if (process.platform === 'darwin')
		return what === 'compiler' ? 'xcode-select --install' : `brew install ${names.brew}`;
	if (onPath('apt-get')) return `sudo apt-get install -y ${names.apt}`;
	if (onPath('dnf')) return `sudo dnf install -y ${names.dnf}`;
	return `install ${names.other.startsWith('http') ? `${what} (${names.other})` : names.other}`;
}

/** Whether we may install with apt-get: root on Debian or Ubuntu. */
export function canApt() {
	return process.getuid?.() === 0 && existsSync('/etc/debian_version') && !!onPath('apt-get');
}

/** Installs what is named (redis, postgres, chromium, compiler). @throws Message with apt-get's last words */
export async function installWithApt(/** @type {string[]} */ what) {
	await aptInstall(what.flatMap((name) => systemPackages[name]?.apt.split(' ') ?? []));
}

/** Installs Debian packages by their names. @throws Message with apt-get's last words */
export async function aptInstall(/** @type {string[]} */ names) {
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	await run('apt-get', ['update', '-q'], { env }); // A failing third-party source need not hinder the install.
	const { code, stderr } = await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...names], { env });
	if (code !== 0) throw new Message(`apt-get install ${names.join(' ')} failed:\n${tail(stderr)}`);
}
