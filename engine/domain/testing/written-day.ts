/** A morning whose texts models write, for tests. Not for production code. */
import type { GenerateRequest } from '../../ports/model.ts';
import type { CoachingPorts } from '../coaching/ports.ts';
import type { World } from './memory-services.ts';
import { generation, type Script, type ScriptedModels, scriptedModels } from './scripted-models.ts';
import { spoken } from './spoken.ts';
import { world } from './spoken-day.ts';

/** Rita lets Carl talk, promises something, and forgets the next step. */
export const LINES = `
Rita: Hi Carl. What would have to change for you to move this year?
Carl: Honestly our whole planning is on paper. Every morning three people copy it from a board, and every evening three others type it in again. When somebody is ill we only notice at noon. It has cost us two customers this year already. And then there is the plant in Lyon, where Petrova looks at every contract before anything happens, so whatever we do has to go over her desk, and she has a whole pile of them there. I would love to see all of that gone by the summer, if you ask me.
Rita: I see. I will send you the calculation for both plants, with everything that we have talked about, by Thursday.
Carl: That would help a lot.
Rita: Good. Then thanks for the time.
Carl: Thank you, bye.
`;

/** An answer of JSON. */
export const says =
	(answer: object): Script =>
	() => ({ ...generation(JSON.stringify(answer), 0.0001), data: answer });

export type WrittenDay = { on: World; models: ScriptedModels; requests: GenerateRequest[] };

/** Texts of their own: what a model is asked is a matter of the prompts' files. */
const PROMPTS: NonNullable<CoachingPorts['writer']>['prompts'] = {
	message: { version: 1, text: 'Write to {rep}, {tone}, at most {words} words.' },
	note: { version: 1, text: 'Write a note, {tone}, at most {words} words, {gist} a line.' },
};

/** `message` and `note`: what the model answers to each in turn, and again to whatever follows. */
export function writtenDay(message: Script[], note: Script[], lines = LINES): WrittenDay {
	const requests: GenerateRequest[] = [];
	const scripts = { message: [...message], note: [...note] };
	const models = scriptedModels({
		'one/small': [
			(request) => {
				requests.push(request);
				const script = scripts[request.schema?.name === 'note' ? 'note' : 'message'];
				const next = script.length > 1 ? script.shift() : script[0];
				if (next instanceof Error) throw next;
				if (typeof next === 'function') return next(request);
				throw new Error('nothing is scripted');
			},
		],
	});
	const on = world([spoken({ id: 'c1', rep: 'Rita', lines })]);
	on.writer = { ports: models.ports, prompts: PROMPTS, tier: 'low' };
	return { on, models, requests };
}
