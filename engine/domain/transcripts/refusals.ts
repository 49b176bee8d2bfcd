/** The errors with which a transcript is refused. */
import { TerminalError } from '../../errors.ts';

/** `line`: of the file, from 1. */
export function notValid(line: number, problem: string): TerminalError {
	return new TerminalError('transcript-not-valid', `Line ${line} of the transcript ${problem}.`, { details: { line } });
}

export function tooLong(): TerminalError {
	return new TerminalError('call-too-long');
}

export function tooManySpeakers(most: number): TerminalError {
	return new TerminalError(
		'transcript-not-valid',
		`More than ${most} different names seem to speak in the transcript.`,
	);
}
