/** What a team gives back, for who reads it. */
import type { IDataObject } from 'n8n-workflow';

/** As a person reads it: the answer first, then its proof, then how it came about. */
export function present(value: IDataObject): IDataObject {
	const { answer, complete, evidence, notDone, ...others } = value;
	return { answer, complete, evidence, notDone, ...others };
}

/** For a model whose tool the team is: it pays for every word, and the page of the run tells people the rest. */
export function presentToModel(value: IDataObject): IDataObject {
	const { answer, complete, evidence, unproven, disagreements, notDone, missingTools } = value;
	return { answer, complete, evidence, unproven, disagreements, notDone, missingTools };
}
