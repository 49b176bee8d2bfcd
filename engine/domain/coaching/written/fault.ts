/** What can be wrong with a text that a model wrote. */

export const FAULTS = [
	'shape',
	'quote-marks',
	'link',
	'markup',
	'order',
	'number',
	'date',
	'name',
	'repeats-quote',
	'tone',
	'too-long',
	'not-carried',
] as const;
export type FaultKind = (typeof FAULTS)[number];

/** `says`: for the model, which is asked once again. */
export type Fault = { kind: FaultKind; says: string };

/** The one that counts for the whole: the gravest. */
export function gravest(faults: readonly Fault[]): FaultKind | undefined {
	return FAULTS.find((kind) => faults.some((fault) => fault.kind === kind));
}
