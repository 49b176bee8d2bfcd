/** What a team gives back, as a person reads it: the answer first, then its proof, then how it came about. */
import type { IDataObject } from 'n8n-workflow';

export function present(value: IDataObject): IDataObject {
	const { answer, complete, evidence, notDone, ...others } = value;
	return { answer, complete, evidence, notDone, ...others };
}
