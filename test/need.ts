/** What a test needs beyond this repository: present, it runs; absent, it is skipped and says why and how to get it. */
import { appendFileSync, existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from '@jest/globals';
import { hostInstalled } from '../scripts/host/install.mjs';
import { installLine } from '../scripts/shared/apt.mjs';
import { sharedFolder } from './shared-folder.ts';

export { sharedFolder };

import { onPath } from '../scripts/shared/on-path.mjs';

/** The folder of PostgreSQL's server commands; Debian keeps them off the PATH, one folder a version. */
export function postgresFolder(): string | undefined {
	const debian = '/usr/lib/postgresql';
	const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
	const installed = versions.map((version) => path.join(debian, version, 'bin')).filter(existsSync);
	const found = onPath('postgres');
	return installed[0] ?? (found && path.dirname(found));
}

/** The path of a Chromium. */
export function chromiumPath(): string | undefined {
	return onPath('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable');
}

const needs = {
	redis: { found: () => onPath('redis-server'), how: () => installLine('redis') },
	postgres: { found: postgresFolder, how: () => installLine('postgres') },
	chromium: { found: chromiumPath, how: () => installLine('chromium') },
	n8n: { found: hostInstalled, how: () => 'npm test installs it; it wants C++ tools' },
	shared: {
		found: () => existsSync(path.join(sharedFolder, 'data')),
		how: () => 'put the shared data beside the clone, or name its folder in SOPHIA_SHARED',
	},
};

export type Need = keyof typeof needs;

/**
 * `need('redis')('the queue', () => { … })` instead of `describe('the queue', …)`.
 * With the name in `SOPHIA_REQUIRE` (comma-separated) what is absent fails instead of being skipped.
 */
export function need(...wanted: Need[]): (title: string, tests: () => void) => void {
	const absent = wanted.filter((name) => !needs[name].found());
	if (absent.length === 0) return describe;
	const required = (process.env.SOPHIA_REQUIRE ?? '').split(',');
	const reason = absent.map((name) => `${name} is absent: ${needs[name].how()}`).join('; ');
	if (absent.some((name) => required.includes(name))) {
		return (title) =>
			describe(title, () => {
				it('has what SOPHIA_REQUIRE says', () => {
					throw new Error(reason);
				});
			});
	}
	return (title, tests) => {
		if (process.env.SOPHIA_SKIPS) appendFileSync(process.env.SOPHIA_SKIPS, `${title}: ${reason}\n`);
		else process.stderr.write(`skipped: ${title}: ${reason}\n`);
		describe.skip(title, tests);
	};
}
