/** The engine as it is served, except that its runs do nothing: what is left is the engine itself. A process of its own. */
import { createLog } from '../../../engine/adapters/log/pino.ts';
import { readConfig } from '../../../engine/config.ts';
import { keepHeapSmall } from '../../../engine/heap.ts';
import { keepWebAssemblyCode } from '../../../engine/webassembly.ts';
import { startEngine } from '../../../engine/wiring/engine.ts';

keepWebAssemblyCode();
keepHeapSmall();
const config = readConfig(process.env, { needs: ['REDIS_URL'] });
const engine = await startEngine({
	config: { ...config, port: 0 },
	role: 'all',
	listen: true,
	log: createLog({ level: config.logLevel }),
	kinds: new Map([['coach-call', async () => null]]),
});
process.stdout.write(`${JSON.stringify({ ready: true, address: engine.address })}\n`);
process.once('SIGTERM', async () => {
	await engine.close();
	process.exit(0);
});
