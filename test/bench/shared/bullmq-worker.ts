/** The baseline's worker: bare BullMQ, a job that does nothing. A process of its own. */
import { createRequire } from 'node:module';

const { Worker } = createRequire(new URL('../../../engine/package.json', import.meta.url))('bullmq');
const worker = new Worker('bare', async () => null, {
	connection: { url: process.env.REDIS_URL },
	concurrency: Number(process.env.CONCURRENCY ?? 64),
});
await worker.waitUntilReady();
process.stdout.write(`${JSON.stringify({ ready: true })}\n`);
process.once('SIGTERM', async () => {
	await worker.close();
	process.exit(0);
});
