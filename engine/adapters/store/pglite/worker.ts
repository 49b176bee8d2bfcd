/**
 * The thread in which PGlite runs, because it blocks the thread it runs in. It takes and gives bytes of PostgreSQL's
 * wire protocol; `null` asks it to close. Its first message is `ready`.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { openFolder } from './settings.ts';

if (parentPort === null) throw new Error('This file runs as a worker thread.');
const port = parentPort;
const database = await openFolder((workerData as { folder: string }).folder);

port.on('message', (message: Uint8Array | null) => {
	if (message === null) {
		// A failure reaches the parent as the thread's error.
		void database.close().then(() => port.close());
		return;
	}
	const answer = database.execProtocolRawSync(message);
	port.postMessage(answer, [answer.buffer as ArrayBuffer]);
});
port.postMessage('ready');
