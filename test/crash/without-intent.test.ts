/** That the kill suite can fail: an engine that records no intent before it writes delivers twice, and it is seen. */

import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from '@jest/globals';
import { need } from '../need.ts';
import { verifies } from '../verifies.ts';
import { CALLS, install, SEND_DAY } from './installation.ts';
import { slowDown } from './kill-moments.ts';
import { readPlannedDay } from './planned-day.ts';
import { compareWithPlan } from './verdict.ts';
import { until } from './waiting.ts';

const DAY_CALLS = 10;
const HOOK = pathToFileURL(path.join(import.meta.dirname, 'without-intent.ts')).href;

need('redis', 'shared')('an engine with the intent taken out', () => {
	it('delivers twice when it is killed between a write and its receipt', async () => {
		verifies('effects.intent-proves-itself');
		const installation = await install({
			roles: ['all'],
			dayCalls: DAY_CALLS,
			env: { NODE_OPTIONS: `--import=${HOOK}` },
		});
		try {
			const { client, sandbox } = installation;
			const [engine] = installation.processes;
			await slowDown(sandbox);
			const id = await client.submit(SEND_DAY);
			await until('a message on its way', async () => (await sandbox.requests()).find(isMessage));
			await engine?.end('SIGKILL');
			await engine?.start();
			expect(await client.ended(id)).toMatchObject({ state: 'succeeded', unconfirmed: [] });
			const verdict = compareWithPlan(await sandbox.state(), await readPlannedDay(CALLS, DAY_CALLS));
			expect(verdict).toMatchObject({ lost: [], astray: [] });
			expect(verdict.repeated).toContainEqual(expect.stringMatching(/^message to .*: 2 instead of 1$/));
		} finally {
			await installation.remove();
		}
	});
});

function isMessage({ operation }: { operation: string }): true | undefined {
	return operation === 'chat.postMessage' || undefined;
}
