import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verifies } from '../../test/verifies.ts';
import type { TerminalError } from '../errors.ts';
import type { Log } from '../ports/log.ts';
import { openServices } from './services.ts';

const silent: Log = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };
const breakers = { enter: async () => 'closed' as const, record: async () => {} };

describe('openServices', () => {
	let folder: string;
	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'sophia-services-'));
	});
	afterAll(() => rm(folder, { recursive: true, force: true }));

	async function opened(text: string | undefined, variables: Record<string, string> = {}) {
		const servicesFile = text === undefined ? undefined : join(folder, 'services.yaml');
		if (servicesFile) await writeFile(servicesFile, text ?? '');
		return openServices({ servicesFile, variable: (name) => variables[name], breakers, log: silent });
	}
	const problemOf = (text: string) =>
		opened(text).then(
			() => undefined,
			(error: TerminalError) => error,
		);

	const FILE = 'services:\n  - name: github\n    url: https://mcp.example.com/mcp\n    bearer: GITHUB_TOKEN\n';

	it('has no service without a file, and says so', async () => {
		const services = await opened(undefined);
		const run = {
			id: 'r',
			rootId: 'r',
			tenant: 'acme',
			connections: {},
			delivery: 'preview',
			recipient: undefined,
		} as const;
		const signal = new AbortController().signal;
		const box = await services.open({ ...run, requestedAt: new Date(0), signal }, { tools: [], services: ['github'] });
		expect(box.missing).toEqual([{ tool: 'github.*', reason: 'No service of this name is connected.' }]);
	});

	it('wants every variable that the file names', async () => {
		verifies('teams.services-file');
		expect(await problemOf(FILE)).toMatchObject({
			code: 'services-not-valid',
			details: { fields: [{ path: 'services.0.bearer', message: 'the variable GITHUB_TOKEN is not set' }] },
		});
		await expect(opened(FILE, { GITHUB_TOKEN: 'x' })).resolves.toBeDefined();
	});

	it('names a file that is no YAML, and one that is not there', async () => {
		expect((await problemOf('services: [')) as Error).toMatchObject({ code: 'services-not-valid' });
		const missing = openServices({
			servicesFile: join(folder, 'none'),
			variable: () => undefined,
			breakers,
			log: silent,
		});
		await expect(missing).rejects.toMatchObject({ code: 'config-not-valid' });
	});
});
