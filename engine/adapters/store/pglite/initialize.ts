/**
 * Makes an empty database in the folder given as argument. A process of its own, because WebAssembly never gives
 * memory back: initdb's 840 MB would stay with the engine.
 */
import { openFolder } from './settings.ts';

const folder = process.argv[2];
if (folder === undefined) throw new Error('usage: initialize FOLDER');
const database = await openFolder(folder);
await database.close();
