/** A stand-in of OpenAI that always answers the same, at once. A process of its own, so that its work is not counted. */
import { startOpenAi } from '../../../engine/sandbox/models/openai.ts';

const text = process.env.ANSWER ?? '';
const server = await startOpenAi();
server.script(() => {
	// Nobody looks at them, and they are many.
	server.requests.length = 0;
	return { kind: 'say', text, counts: { input: 3_000, output: 150 } };
});
process.stdout.write(`${JSON.stringify({ ready: true, origin: server.origin, key: server.key })}\n`);
process.once('SIGTERM', () => process.exit(0));
