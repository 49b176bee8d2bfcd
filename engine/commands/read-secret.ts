/** Reads a secret where nobody reads along: typed without echo, or sent to standard input. */
import { text } from 'node:stream/consumers';
import { wrongCommand } from './command.ts';

const ENTER = ['\r', '\n', '\u0004'];
const CONTROL_C = '\u0003';
const BACKSPACE = ['\u007f', '\b'];

export type SecretTerminal = { input: NodeJS.ReadStream; output: NodeJS.WritableStream };

/** Without blanks and line ends around it. The question goes to `output`, as standard output belongs to the result. */
export async function readSecret(question: string, { input, output }: SecretTerminal): Promise<string> {
	if (!input.isTTY) return (await text(input)).trim();
	// Before the question: who answers at once must not be echoed either.
	input.setRawMode(true);
	output.write(`${question}: `);
	input.setEncoding('utf8');
	try {
		return (await typed(input)).trim();
	} finally {
		input.setRawMode(false);
		input.pause();
		output.write('\n');
	}
}

async function typed(input: NodeJS.ReadStream): Promise<string> {
	const characters: string[] = [];
	for await (const chunk of input) {
		for (const character of String(chunk)) {
			if (ENTER.includes(character)) return characters.join('');
			if (character === CONTROL_C) throw wrongCommand('Stopped; nothing was changed.');
			if (BACKSPACE.includes(character)) characters.pop();
			else characters.push(character);
		}
	}
	return characters.join('');
}
