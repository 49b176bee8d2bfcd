import { describe, expect, it } from '@jest/globals';
import { readOptions } from './options.mjs';

describe('readOptions', () => {
	it('runs everything until Ctrl-C by default', () => {
		expect(readOptions([])).toEqual({ once: false, engineOnly: false, today: undefined, help: false });
	});

	it('reads every option', () => {
		const options = readOptions(['--once', '--engine-only', '--sandbox-today', '2026-11-22']);
		expect(options).toEqual({ once: true, engineOnly: true, today: '2026-11-22', help: false });
	});

	it.each([[['--onse']], [['--sandbox-today', 'tomorrow']], [['--sandbox-today', '2026-02-30']], [['now']]])(
		'refuses %j with the usage',
		(args) => {
			expect(() => readOptions(args)).toThrow(/npm start -- --once/);
		},
	);
});
