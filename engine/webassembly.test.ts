import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';

const MODULE = new URL('webassembly.ts', import.meta.url).href;

/**
 * `(module (import "m" "f" (func)) (func (export "g") (call 0)))`: called often, V8 compiles the way from `g` to `f`
 * anew and has no more use for the first one.
 */
const BYTES = [
	[0, 97, 115, 109, 1, 0, 0, 0],
	[1, 4, 1, 96, 0, 0],
	[2, 7, 1, 1, 109, 1, 102, 0, 0],
	[3, 2, 1, 0],
	[7, 5, 1, 1, 103, 0, 1],
	[10, 6, 1, 4, 0, 16, 0, 11],
].flat();

/** What V8 says of the WebAssembly code it frees, made to free whatever it can. */
async function freed(keep: boolean): Promise<string> {
	const script = `
		const { keepWebAssemblyCode } = await import('${MODULE}');
		if (${keep}) keepWebAssemblyCode();
		const module = new WebAssembly.Module(Uint8Array.of(${BYTES}));
		const { g } = new WebAssembly.Instance(module, { m: { f() {} } }).exports;
		for (let n = 0; n < 100_000; n++) g();`;
	const flags = ['--stress-wasm-code-gc', '--trace-wasm-code-gc', '--input-type=module'];
	return (await promisify(execFile)(process.execPath, [...flags, '-e', script])).stdout;
}

describe('keepWebAssemblyCode', () => {
	it('has V8 free no WebAssembly code', async () => {
		expect(await freed(false)).toContain('freed 1');
		expect(await freed(true)).toBe('');
	});
});
