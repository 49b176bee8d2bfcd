/** For each test file: what apps in this process log, and what is uploaded to engines, is kept for the check of the logs. */
import { type Channel, channel } from 'node:diagnostics_channel';
import process from 'node:process';
import { keepLine, keepSpeech } from './kept.ts';

if (process.env.SOPHIA_TEST_LOGS) {
	hear();
	const ask = globalThis.fetch;
	globalThis.fetch = (input, init) => {
		const address = typeof input === 'string' ? input : input instanceof URL ? input.href : input.url;
		if (typeof init?.body === 'string' && /\/v1\/transcripts(\?|$)/.test(address)) {
			keepSpeech('a transcript', init.body);
		}
		return ask(input, init);
	};
}

/** The channel is that of the whole process, which runs one test file after another: the one before hears no more. */
function hear(): void {
	const logged: Channel & { heardBy?: (line: unknown) => void } = channel('sophia.test.log');
	if (logged.heardBy) logged.unsubscribe(logged.heardBy);
	logged.heardBy = (line) => keepLine(String(line));
	logged.subscribe(logged.heardBy);
}
