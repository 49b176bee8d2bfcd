import { describe, expect, it } from '@jest/globals';
import { TerminalError } from '../errors.ts';
import { COMMANDS, helpText, readCommandLine } from './command-line.ts';

function wrong(...words: string[]): string {
	try {
		readCommandLine(words);
	} catch (error) {
		if (error instanceof TerminalError && error.code === 'command-not-valid') return error.message;
		throw error;
	}
	throw new Error('It was accepted.');
}

describe('readCommandLine', () => {
	it('knows every command of the help', () => {
		for (const { words, positionals } of COMMANDS) {
			const needed = positionals.filter((name) => !name.endsWith('?'));
			expect(readCommandLine([...words, ...needed])).toMatchObject({ what: 'command', command: { words } });
			expect(helpText()).toContain(words.join(' '));
		}
	});

	it('takes options before and behind the words', () => {
		const line = readCommandLine(['key', 'revoke', '--tenant', 'acme', 'key-1', '--json']);
		expect(line).toMatchObject({ json: true, given: { values: { tenant: 'acme' }, positionals: ['key-1'] } });
		expect(readCommandLine(['key', 'revoke', 'key-1', '--tenant=acme'])).toMatchObject({
			json: false,
			given: { values: { tenant: 'acme' }, positionals: ['key-1'] },
		});
	});

	it('serves in every role, on any port', () => {
		expect(readCommandLine(['serve'])).toEqual({ what: 'serve', role: 'all', port: undefined });
		expect(readCommandLine(['serve', '--role', 'worker', '--port', '0'])).toEqual({
			what: 'serve',
			role: 'worker',
			port: 0,
		});
		expect(wrong('serve', '--role', 'boss')).toContain('api, worker, all');
		for (const port of ['x', '65536', '-1', '']) expect(wrong('serve', `--port=${port}`)).toContain('--port');
	});

	it('helps', () => {
		for (const words of [['--help'], ['-h'], ['help']])
			expect(readCommandLine(words)).toEqual({ what: 'help', text: helpText() });
		expect(readCommandLine(['key', 'create', '--help'])).toMatchObject({
			what: 'help',
			text: expect.stringContaining('key create'),
		});
	});

	it('says what was meant', () => {
		expect(wrong('tenant', 'craete', 'acme')).toContain('Did you mean "tenant create"?');
		expect(wrong('conection', 'list')).toContain('Did you mean "connection list"?');
		expect(wrong('key', 'create', '--tenent', 'acme')).toContain('Did you mean --tenant?');
		expect(wrong('connection', 'list', '--tenant')).toContain('--tenant');
	});

	it('says what is missing or too much', () => {
		expect(wrong()).toContain('No command');
		expect(wrong('tenant', 'create')).toContain('NAME is missing');
		expect(wrong('tenant', 'create', 'a', 'b')).toContain('"b" is one word too many');
	});
});
