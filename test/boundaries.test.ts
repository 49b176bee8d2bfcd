/** Each boundary rule is broken once in a small tree of its own: a rule that cannot fire protects nothing. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verifies } from './verifies.ts';

const root = path.resolve(import.meta.dirname, '..');
const config = path.join(root, '.dependency-cruiser.cjs');
const rules = (createRequire(import.meta.url)(config) as { forbidden: { name: string }[] }).forbidden;

/** The file that breaks each rule, and its text. */
const planted: Record<string, [file: string, text: string]> = {
	'contract-sees-itself': ['engine/contract/a.ts', "export * from '../errors.ts';"],
	'contract-uses-zod': ['engine/contract/b.ts', "import 'luxon';"],
	'ports-see-the-contract': ['engine/ports/a.ts', "import type {} from '../domain/ok.ts';"],
	'ports-use-no-package': ['engine/ports/b.ts', "import type { z } from 'zod';\nexport type Z = z.ZodType;"],
	'errors-see-nothing': ['engine/errors.ts', "import type {} from './contract/ok.ts';"],
	'domain-sees-ports': ['engine/domain/a.ts', "import '../runs/ok.ts';"],
	'domain-is-pure': ['engine/domain/b.ts', "import 'node:crypto';"],
	'runs-see-ports': ['engine/runs/a.ts', "import '../domain/ok.ts';"],
	'events-see-ports': ['engine/events/a.ts', "import '../runs/ok.ts';"],
	'http-sees-runs': ['engine/http/a.ts', "import '../domain/ok.ts';"],
	'commands-see-ports': ['engine/commands/a.ts', "import '../runs/ok.ts';"],
	'pages-see-runs': ['engine/pages/a.ts', "import '../http/ok.ts';"],
	'adapters-see-ports': ['engine/adapters/calls/ringover.ts', "import '../../runs/ok.ts';"],
	'adapters-see-no-peer': ['engine/adapters/calls/zoom.ts', "import './ok.ts';"],
	'redis-behind-adapters': ['engine/runs/b.ts', "import 'bullmq';"],
	'only-the-root-sees-config': ['engine/runs/c.ts', "import '../config.ts';"],
	'only-the-root-sees-adapters': ['engine/http/b.ts', "import '../adapters/calls/ok.ts';"],
	'only-main-sees-wiring': ['engine/http/c.ts', "import '../wiring/ok.ts';"],
	'sandbox-sees-itself': ['engine/sandbox/a.ts', "import type {} from '../contract/ok.ts';"],
	'sandbox-stays-outside': ['engine/wiring/a.ts', "import '../sandbox/ok.ts';"],
	'nodes-see-the-contract': ['nodes/A/a.ts', "import type {} from '../../engine/runs/ok.ts';"],
	'nodes-import-types-only': ['nodes/A/b.ts', "import { ok } from '../../engine/contract/ok.ts';\nok;"],
	'outer-parts-see-the-contract': ['k8s/a.ts', "import '../engine/runs/ok.ts';"],
	'scripts-see-themselves': ['scripts/a.mjs', "import '../engine/runs/ok.ts';"],
	'scripts-use-no-package': ['scripts/b.mjs', "import 'luxon';"],
	'nothing-imports-tests': ['engine/runs/d.ts', "import '../../test/ok.ts';"],
	'no-circular': ['engine/runs/e.ts', "import './f.ts';"],
	resolvable: ['engine/runs/g.ts', "import './absent.ts';"],
};

/** What is allowed: it must not fire. */
const allowed: Record<string, string> = {
	'engine/contract/ok.ts': "import { z } from 'zod';\nexport const ok = z;",
	'engine/ports/ok.ts':
		"import type { ok } from '../contract/ok.ts';\nimport '../errors.ts';\nexport type Ok = typeof ok;",
	'engine/domain/ok.ts': "import 'luxon';\nimport '../ports/ok.ts';\nimport '../contract/ok.ts';",
	'engine/runs/ok.ts': "import '../ports/ok.ts';\nimport 'node:crypto';",
	'engine/events/ok.ts': "import '../ports/ok.ts';\nimport 'luxon';",
	'engine/http/ok.ts': "import '../runs/ok.ts';",
	'engine/commands/ok.ts': "import '../http/ok.ts';\nimport '../ports/ok.ts';",
	'engine/pages/ok.ts': "import '../runs/ok.ts';",
	'engine/adapters/calls/ok.ts': "import './shared/ok.ts';\nimport './ok/own.ts';\nimport '../../ports/ok.ts';",
	'engine/adapters/calls/ok/own.ts': 'export {};',
	'engine/adapters/calls/shared/ok.ts': "import '../../../errors.ts';",
	'engine/adapters/queue/ok.ts': "import 'bullmq';",
	'engine/config.ts': "import './errors.ts';",
	'engine/wiring/ok.ts': "import '../config.ts';\nimport '../adapters/calls/ok.ts';\nimport '../domain/ok.ts';",
	'engine/main.ts': "import './wiring/ok.ts';",
	'engine/sandbox/ok.ts': "import 'node:http';",
	'engine/runs/ok.test.ts': "import '../../test/ok.ts';\nimport '../adapters/calls/ok.ts';",
	'engine/runs/f.ts': 'export {};',
	'nodes/A/ok.ts': "import type { ok } from '../../engine/contract/ok.ts';\nexport type Ok = typeof ok;",
	'k8s/ok.ts': "import '../engine/contract/ok.ts';",
	'scripts/ok.mjs': "import 'node:fs';",
	'test/ok.ts': "import '../engine/main.ts';",
};

const stubs: Record<string, string> = { 'engine/errors.ts': 'export {};', 'engine/tsconfig.json': '{}' };
for (const name of ['zod', 'luxon', 'bullmq']) {
	stubs[`node_modules/${name}/package.json`] = JSON.stringify({ name, version: '1.0.0', main: 'index.js' });
	stubs[`node_modules/${name}/index.js`] = '';
}
stubs['package.json'] = JSON.stringify({ dependencies: { zod: '1.0.0', luxon: '1.0.0', bullmq: '1.0.0' } });

interface Violation {
	from: string;
	rule: { name: string };
}

async function plant(folder: string, files: Record<string, string>): Promise<void> {
	for (const [file, text] of Object.entries(files)) {
		await mkdir(path.join(folder, path.dirname(file)), { recursive: true });
		await writeFile(path.join(folder, file), text);
	}
}

async function violations(folder: string): Promise<Violation[]> {
	const cruiser = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
	const args = [cruiser, '--config', config, '--output-type', 'json', 'engine', 'nodes', 'k8s', 'scripts', 'test'];
	const options = { cwd: folder, maxBuffer: 64 * 1024 * 1024 };
	const { stdout } = await promisify(execFile)(process.execPath, args, options).catch((error) => {
		if (error.stdout) return { stdout: error.stdout as string }; // A violation is an exit code other than 0.
		throw error;
	});
	return (JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations;
}

describe('the boundaries', () => {
	verifies('house.boundaries');

	let folder: string;
	let before: Violation[];
	let after: Violation[];

	beforeAll(async () => {
		folder = await mkdtemp(path.join(tmpdir(), 'sophia-boundaries-'));
		await plant(folder, { ...stubs, ...allowed });
		before = await violations(folder);
		await plant(folder, Object.fromEntries(Object.values(planted)));
		await plant(folder, { 'engine/runs/f.ts': "import './e.ts';" });
		after = await violations(folder);
	}, 60_000);

	afterAll(() => rm(folder, { recursive: true, force: true }));

	it('let what is allowed pass', () => {
		expect(before).toEqual([]);
	});

	it('are each broken once below', () => {
		expect(Object.keys(planted).sort()).toEqual(rules.map(({ name }) => name).sort());
	});

	it.each(Object.entries(planted))('fire: %s', (name, [file]) => {
		expect(after.filter(({ from }) => from === file).map(({ rule }) => rule.name)).toContain(name);
	});

	it('know every file they blame', () => {
		const files = new Set([...Object.values(planted).map(([file]) => file), 'engine/runs/f.ts']);
		expect(after.map(({ from }) => from).filter((file) => !files.has(file))).toEqual([]);
	});
});
