/** How the process keeps its WebAssembly. Set before the work begins; all threads of the process have it. */
import v8 from 'node:v8';

/**
 * Several threads of an engine run WebAssembly: the embedded store in one of its own, Node's type stripping in each.
 * While V8 frees code that was compiled for it and is not needed any more, the whole process of Node 24 now and then
 * aborts on a check of V8's own (nodejs/node#64500). It is some kilobytes of code, so it stays.
 */
export function keepWebAssemblyCode(): void {
	v8.setFlagsFromString('--no-wasm-code-gc');
}
