/** The folder with data and interface descriptions: `SOPHIA_SHARED`, else beside the clone. */
import path from 'node:path';

export const sharedFolder = path.resolve(import.meta.dirname, '..', process.env.SOPHIA_SHARED ?? '../shared');
