import { describe, expect, it } from '@jest/globals';
import { ending, run } from './run.mjs';

const node = (script: string) => run(process.execPath, ['-e', script]);

describe('run', () => {
	it('returns what the command wrote and its exit code', async () => {
		const ended = await node('console.log(1); console.error(2); process.exitCode = 3');
		expect(ended).toEqual({ code: 3, signal: null, stdout: '1\n', stderr: '2\n' });
		expect(ending(ended)).toBe('exit code 3');
	});

	it('says which signal ended a command that could say nothing itself', async () => {
		const ended = await node("process.kill(process.pid, 'SIGKILL')");
		expect(ended).toMatchObject({ code: 143, signal: 'SIGKILL' });
		expect(ending(ended)).toBe('ended by SIGKILL');
	});

	it('returns 127 for a command that does not exist', async () => {
		expect(await run('no-such-command', [])).toMatchObject({ code: 127, signal: null });
	});
});
