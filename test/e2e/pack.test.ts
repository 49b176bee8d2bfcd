/** The node pack as n8n gets it, built where others build it at the same moment. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { installPack } from '../../scripts/host/pack.mjs';
import { node24 } from '../../scripts/install.mjs';
import { need } from '../need.ts';

need('n8n')('the node pack', () => {
	let folder: string;
	beforeAll(async () => {
		folder = await mkdtemp(path.join(tmpdir(), 'sophia-pack-'));
	});
	afterAll(() => rm(folder, { recursive: true, force: true }));

	it('is whole for each of three that build and install it at once', async () => {
		const node = await node24();
		const builds = path.join(folder, 'builds');
		const homes = ['first', 'second', 'third'].map((name) => path.join(folder, name));
		await Promise.all(homes.map((userFolder) => installPack({ node, userFolder, builds })));

		const installed = homes.map((home) => path.join(home, '.n8n', 'nodes', 'node_modules', 'n8n-nodes-sophia'));
		const contents = await Promise.all(
			installed.map(async (pack) => (await readdir(pack, { recursive: true })).sort()),
		);
		const { n8n } = JSON.parse(await readFile(path.join(installed[0] ?? '', 'package.json'), 'utf8'));
		expect(contents[0]).toEqual(expect.arrayContaining([...n8n.nodes, ...n8n.credentials, 'README.md', 'LICENSE']));
		expect(contents[1]).toEqual(contents[0]);
		expect(contents[2]).toEqual(contents[0]);
		expect(await readdir(builds)).toHaveLength(1); // Nobody's work is left lying.
	});
});
