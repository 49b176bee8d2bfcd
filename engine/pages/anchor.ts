/** Places on the page of a call, as the part of its address behind the `#`. */

/** Of the first sentence that begins then, ms from the start of the call. */
export function anchorAt(startMs: number): string {
	return `t${Math.max(0, Math.round(startMs))}`;
}
