/**
 * The thread in which PGlite runs, because it blocks the thread it runs in. It takes and gives bytes of PostgreSQL's
 * wire protocol; `null` asks it to close. Its first message is `ready`.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { openFolder } from './settings.ts';

if (parentPort === null) throw new Error('This file runs as a worker thread.');
const port = parentPort;
const { folder, mostBytes } = workerData as { folder: string; mostBytes?: number };
if (mostBytes !== undefined) boundMemory(mostBytes);
const database = await openFolder(folder);

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

/** What this file uses of WebAssembly, of which the types belong to browsers. */
type Growing = { readonly buffer: ArrayBuffer; grow(pages: number): number };
type Wasm = { WebAssembly: { Memory: { prototype: Growing } } };

/** PGlite asks for more memory here, and makes of a refusal PostgreSQL's own error, as of a machine that has no more. */
function boundMemory(most: number): void {
	const { prototype } = (globalThis as unknown as Wasm).WebAssembly.Memory;
	const { grow } = prototype;
	prototype.grow = function (pages) {
		if (this.buffer.byteLength + pages * 65_536 > most)
			throw new RangeError(`This thread has ${most} bytes and no more.`);
		return grow.call(this, pages);
	};
}
