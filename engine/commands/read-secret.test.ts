import { PassThrough } from 'node:stream';
import { expect, it } from '@jest/globals';
import { readSecret } from './read-secret.ts';

/** A terminal that remembers whether it echoes. */
function terminal() {
	const input = new PassThrough() as PassThrough & { isTTY: boolean; setRawMode(raw: boolean): void; modes: boolean[] };
	input.isTTY = true;
	input.modes = [];
	input.setRawMode = (raw) => void input.modes.push(raw);
	const output = new PassThrough();
	return { input: input as unknown as NodeJS.ReadStream & { modes: boolean[] }, output };
}

it('reads what is sent to standard input, without the line end', async () => {
	const input = new PassThrough();
	input.end('key:secret\n');
	expect(await readSecret('?', { input: input as unknown as NodeJS.ReadStream, output: new PassThrough() })).toBe(
		'key:secret',
	);
});

it('reads from a terminal up to Enter, and echoes nothing', async () => {
	const { input, output } = terminal();
	const asked: string[] = [];
	output.on('data', (chunk) => asked.push(String(chunk)));
	// Raw mode is what keeps the terminal from echoing: it is on before the question is asked.
	const write = output.write.bind(output);
	output.write = ((chunk: string) => {
		if (chunk.startsWith('Bot token')) expect(input.modes).toEqual([true]);
		return write(chunk);
	}) as typeof output.write;
	const secret = readSecret('Bot token', { input, output });
	for (const typed of ['xoxb', '-2\u007f', '1', '\r']) (input as unknown as PassThrough).write(typed);
	expect(await secret).toBe('xoxb-1');
	expect(input.modes).toEqual([true, false]);
	output.end();
	expect(asked.join('')).toBe('Bot token: \n');
});

it('stops at Ctrl-C and gives the terminal back', async () => {
	const { input, output } = terminal();
	const secret = readSecret('Bot token', { input, output });
	(input as unknown as PassThrough).write('xo\u0003');
	await expect(secret).rejects.toMatchObject({ code: 'command-not-valid' });
	expect(input.modes).toEqual([true, false]);
});
