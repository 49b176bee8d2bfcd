/** PGlite's worker thread as the socket that the PostgreSQL client expects. */
import { Duplex } from 'node:stream';
import { Worker } from 'node:worker_threads';
import { WORKER } from './files.ts';

/** What the client calls on a socket besides reading and writing. */
type Socket = Duplex & { connect(): void; setNoDelay(): void; setKeepAlive(): void; ref(): void; unref(): void };

export type WorkerOptions = {
	/** For tests. */
	file?: URL;
	/** Memory of its database; without it as much as there is. */
	mostBytes?: number;
};

/**
 * Starts a worker on the folder. Emits `connect` when the database is open; a worker that dies destroys the stream
 * with its error, and so ends every statement under way.
 */
export function openWorkerStream(folder: string, { file = WORKER, mostBytes }: WorkerOptions = {}): Socket {
	// Without the parent's flags: those of a test runner are not for this thread.
	const worker = new Worker(file, { workerData: { folder, mostBytes }, execArgv: [] });
	const closed = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
	const stream = new Duplex({
		read() {},
		write(chunk: Uint8Array, _encoding, done) {
			send([chunk]);
			done();
		},
		writev(chunks, done) {
			send(chunks.map(({ chunk }) => chunk));
			done();
		},
		final(done) {
			worker.postMessage(null);
			closed.then(() => {
				stream.push(null);
				done();
			});
		},
		destroy(error, done) {
			worker.terminate().then(() => done(error), done);
		},
	});

	/** One message for all, in a buffer of its own that can be handed over without a copy. */
	function send(chunks: Uint8Array[]): void {
		const bytes = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
		let offset = 0;
		for (const chunk of chunks) {
			bytes.set(chunk, offset);
			offset += chunk.length;
		}
		worker.postMessage(bytes, [bytes.buffer]);
	}

	worker.on('message', (message: Uint8Array | 'ready') => {
		if (message === 'ready') stream.emit('connect');
		else stream.push(Buffer.from(message.buffer, message.byteOffset, message.byteLength));
	});
	worker.on('error', (error) => stream.destroy(error));
	worker.on('exit', (code) => {
		if (!stream.writableEnded) stream.destroy(new Error(`Connection terminated: the database thread ended (${code}).`));
	});
	const nothing = () => undefined;
	return Object.assign(stream, {
		connect: nothing,
		setNoDelay: nothing,
		setKeepAlive: nothing,
		ref: nothing,
		unref: nothing,
	});
}
