/** How PGlite is opened, by the process that makes the database and by the worker that serves it. */
import { PGlite } from '@electric-sql/pglite';

/** PGlite's own 128 MB of shared buffers double the process; a single engine's tables are cached by the system anyway. */
const SETTINGS = [
	'shared_buffers=8MB',
	'wal_buffers=1MB',
	'max_wal_size=64MB',
	'work_mem=4MB',
	'maintenance_work_mem=16MB',
	// As on PostgreSQL: see postgres.ts.
	'enable_seqscan=off',
];

/** Opens the database of the folder, making it when it is not there (which takes seconds and 840 MB). */
export function openFolder(folder: string): Promise<PGlite> {
	return PGlite.create({
		dataDir: folder,
		startParams: [...PGlite.defaultStartParams, ...SETTINGS.flatMap((setting) => ['-c', setting])],
	});
}
