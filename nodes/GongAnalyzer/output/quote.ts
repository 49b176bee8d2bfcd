/** The words that prove something, as flat fields: what, who, where. */
import type { IDataObject } from 'n8n-workflow';
import type { CustomerItem, Evidence } from '../../../engine/contract/index.ts';

/** Of a call or of an e-mail. */
export type Proof = CustomerItem['evidence'][number];

/** `timed`: whether its call has times. */
export function quoteItem(proof: Proof, timed = true): IDataObject {
	return {
		quote: proof.quote,
		speaker: 'speaker' in proof ? proof.speaker : proof.from,
		...(timed && 'startMs' in proof ? positionIn(proof) : {}),
	};
}

/** Nothing where nobody measured it: without times all words of a call stand at 0, and end there. */
export function positionIn({ startMs, endMs }: Pick<Evidence, 'startMs' | 'endMs'>): { position?: string } {
	return startMs === 0 && endMs === 0 ? {} : { position: positionOf(startMs) };
}

/** Position in the call as players show it: `4:05`, from an hour on `1:04:05`. */
function positionOf(startMs: number): string {
	const seconds = Math.floor(startMs / 1000);
	const pad = (value: number) => String(value).padStart(2, '0');
	const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
	const rest = pad(seconds % 60);
	return hours > 0 ? `${hours}:${pad(minutes)}:${rest}` : `${minutes}:${rest}`;
}
