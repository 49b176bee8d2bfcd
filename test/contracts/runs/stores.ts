/** The stores that every contract of runs is held against. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openPglite } from '../../../engine/adapters/store/pglite.ts';
import { openPostgres } from '../../../engine/adapters/store/postgres.ts';
import type { Database } from '../../../engine/adapters/store/shared/database.ts';
import type { Need } from '../../need.ts';
import { startPostgres } from '../../servers/postgres.ts';

export type OpenStore = { database: Database; close(): Promise<void> };

export const STORES: { name: string; needs: Need[]; open(): Promise<OpenStore> }[] = [
	{
		name: 'PGlite',
		needs: [],
		async open() {
			const home = await mkdtemp(path.join(tmpdir(), 'sophia-runs-'));
			const database = await openPglite({ home });
			return {
				database,
				async close() {
					await database.close();
					await rm(home, { recursive: true, force: true });
				},
			};
		},
	},
	{
		name: 'PostgreSQL',
		needs: ['postgres'],
		async open() {
			const server = await startPostgres();
			const database = await openPostgres({ url: server.url });
			return {
				database,
				async close() {
					await database.close();
					await server.remove();
				},
			};
		},
	},
];
