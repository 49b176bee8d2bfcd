import { afterEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { openWorkerStream } from './stream.ts';

/** A thread that greets as PostgreSQL does, then does `then` with the next message. */
function worker(then: string): URL {
	const greeting = `Uint8Array.of(0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49)`;
	const code = `
		import { parentPort } from 'node:worker_threads';
		let messages = 0;
		parentPort.on('message', (message) => {
			messages += 1;
			if (messages === 1) parentPort.postMessage(${greeting});
			else { ${then} }
		});
		parentPort.postMessage('ready');`;
	return new URL(`data:text/javascript,${encodeURIComponent(code)}`);
}

describe('the stream to the database thread', () => {
	let client: pg.Client | undefined;
	afterEach(() => client?.end().catch(() => undefined));

	async function connect(then: string): Promise<pg.Client> {
		const connected = new pg.Client({
			stream: () => openWorkerStream('', { file: worker(then) }),
			pipeline: true,
			ssl: false,
		} as pg.ClientConfig);
		connected.on('error', () => undefined);
		client = connected;
		await connected.connect();
		return connected;
	}

	it('fails every statement under way when the thread throws', async () => {
		const client = await connect(`throw new Error('memory access out of bounds')`);
		const statements = [client.query('select 1'), client.query('select 2'), client.query('select 3')];
		const answers = await Promise.allSettled(statements);
		for (const answer of answers) {
			expect(answer).toMatchObject({ status: 'rejected', reason: { message: 'memory access out of bounds' } });
		}
	});

	it('fails every statement under way when the thread ends without a word', async () => {
		const client = await connect('process.exit(7)');
		const answers = await Promise.allSettled([client.query('select 1'), client.query('select 2')]);
		for (const answer of answers) {
			expect(answer).toMatchObject({
				status: 'rejected',
				reason: { message: 'Connection terminated: the database thread ended (7).' },
			});
		}
	});

	it('fails to connect when the thread cannot open the database', async () => {
		const failing = new URL(`data:text/javascript,${encodeURIComponent(`throw new Error('no such folder')`)}`);
		client = new pg.Client({ stream: () => openWorkerStream('', { file: failing }), ssl: false });
		client.on('error', () => undefined);
		await expect(client.connect()).rejects.toThrow('no such folder');
	});
});
