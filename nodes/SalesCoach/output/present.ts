/** From a coached day to the item that a workflow goes on with. */
import type { IDataObject } from 'n8n-workflow';
import type { CoachingDay } from '../../../engine/contract/index.ts';
import type { Present } from '../../shared/results.ts';

/**
 * The day as it is. Where models wrote texts and the engine shows what rules wrote of the same, `compared` has both side
 * by side: a table to read before anything is sent.
 */
export const present: Present = (value) => {
	const { summary, ...day } = value as unknown as CoachingDay;
	const compared = comparedIn(day);
	return { summary, ...(compared.length > 0 ? { compared } : {}), ...(day as unknown as IDataObject) };
};

function comparedIn({ messages = [], notes = [] }: Partial<Pick<CoachingDay, 'messages' | 'notes'>>): IDataObject[] {
	return [
		...messages.map(({ message }) => rowOf('message', message.rep.name, message)),
		...notes.map(({ note }) => rowOf('note', note.title, note)),
	].flat();
}

/** Nothing where rules wrote it, or nobody compares. */
function rowOf(text: 'message' | 'note', about: string, written: { text: string; compared?: string }): IDataObject[] {
	if (written.compared === undefined) return [];
	return [{ kind: text, about, byModel: written.text, byRules: written.compared }];
}
