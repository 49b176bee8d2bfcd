/** What a model is asked about a message, and what of its answer is wrong. */
import { plainName } from '../../calls/generative/lines.ts';
import { instructed, type Prompt } from '../../models/prompt.ts';
import { type DraftedPoint, withPointWords } from '../message.ts';
import { length } from '../phrases.ts';
import type { PlannedMessage } from '../plan-deliveries.ts';
import { firstName, isUnknown } from '../wording.ts';
import { characterFaults } from './characters.ts';
import { claimFaults, type Facts, repeatsQuote } from './claims.ts';
import type { Fault } from './fault.ts';
import { lengthFaults, mannerFaults } from './manner.ts';
import { isOrder } from './orders.ts';
import { outcomeFaults } from './outcomes.ts';
import type { Piece } from './piece.ts';
import { MessageAnswer, messageSchema } from './schema.ts';
import { styleOf, TONES } from './style.ts';

const POINTS = ['well', 'habit'] as const;
const TITLE_WORDS = 10;
/** A text of three sentences and one more. */
const MOST_SENTENCES = 4;

/** Undefined where there is no point to put in words; `order`: where words of a point are meant for a machine. */
export function messagePiece(prompt: Prompt, planned: PlannedMessage): Piece<MessageAnswer> | 'order' | undefined {
	const { draft, delivered, group } = planned;
	const points = POINTS.flatMap((name) => {
		const drafted = draft[name];
		return drafted ? [{ name, drafted, facts: factsOf(drafted, group.rep.name) }] : [];
	});
	if (points.length === 0) return undefined;
	if (points.some(({ facts }) => isOrder(facts.quote))) return 'order';
	// The playbook of what is to change decides; of what went well where nothing is.
	const decisive = points.at(-1)?.drafted.moment.call.id;
	const style = styleOf(group.calls.find(({ call }) => call.id === decisive) ?? {});
	const names = points.map(({ name }) => name);
	const rep = isUnknown(group.rep.name) ? 'a colleague' : plainName(firstName(group.rep.name));
	const places = { rep, tone: TONES[style.tone], words: String(style.words) };
	const calls = [...new Set(points.map(({ drafted }) => drafted.moment.call.id))];
	return {
		name: `message to ${group.rep.id}${group.subject.kind === 'window' ? '' : ` about ${group.subject.callId}`}`,
		messages: instructed(
			prompt,
			places,
			points.map(({ name, drafted, facts }) => material(name, drafted, facts)).join('\n\n'),
		),
		schema: messageSchema(names),
		// A word is less than two tokens; the names of the fields come on top.
		maxOutputTokens: style.words * 2 + 100,
		read: (data) => {
			const answer = MessageAnswer.parse(data);
			if (names.some((name) => !answer[name])) throw new RangeError('A point is missing.');
			return answer;
		},
		faults: (answer) => {
			const said = points.flatMap(({ name, facts }) => {
				const words = answer[name];
				return words ? [{ name, facts, words }] : [];
			});
			const [one, other] = said.map(({ words }) => words.title.trim().toLowerCase());
			return [
				...(one === other ? [{ kind: 'shape' as const, says: 'both titles are the same' }] : []),
				...said.flatMap(({ name, words, facts }) => [
					...textFaults(`${name}.title`, words.title, facts),
					...lengthFaults(`${name}.title`, words.title, TITLE_WORDS),
					...textFaults(`${name}.text`, words.text, facts),
				]),
				...mannerFaults(
					said.flatMap(({ words }) => [words.title, words.text]),
					style.tone,
					style.words,
				),
			];
		},
		rest: () => undefined,
		parts: calls.map((callId) => ({
			callId,
			of: (answer) =>
				Object.fromEntries(
					points.flatMap(({ name, drafted }) => (drafted.moment.call.id === callId ? [[name, answer[name]]] : [])),
				),
		})),
		apply: (answer) => {
			delivered.message = withPointWords(draft, answer);
		},
	};
}

function textFaults(where: string, text: string, facts: Facts): Fault[] {
	if (!/\p{L}/u.test(text)) return [{ kind: 'shape', says: `${where} is empty` }];
	const signs = characterFaults(where, text);
	if (signs.length > 0) return signs;
	const sentences = text.match(/[.?!]+(?=\s|$)/g)?.length ?? 0;
	return [
		...claimFaults(where, text, facts),
		...outcomeFaults(where, text, facts),
		...(repeatsQuote(text, facts) ? [{ kind: 'repeats-quote' as const, says: `${where} repeats what was said` }] : []),
		...(sentences > MOST_SENTENCES ? [{ kind: 'too-long' as const, says: `${where} has too many sentences` }] : []),
	];
}

/** Examples of what to say, and words of dates, stand between quote marks: no facts. */
const unquoted = (text: string): string => text.replace(/“[^”]*”/g, '…');

function factsOf({ moment, point, name, said, usual = '' }: DraftedPoint, rep: string): Facts {
	const { insight, facts } = moment;
	const { seconds, percent, times, inHundred, fillers } = facts;
	const figures = [
		seconds === undefined ? '' : length(seconds),
		percent === undefined ? '' : `${percent} %`,
		times === undefined ? '' : `${times} times`,
		inHundred === undefined ? '' : `${inHundred} of 100 words`,
		fillers ? fillers.join(', ') : '',
	];
	const told = [unquoted(point.title), unquoted(said), ...figures, insight.due ?? '', usual];
	// The rep is "you".
	const names = insight.party === undefined || insight.party === rep ? [] : [plainName(name)];
	return { told: told.filter(Boolean).join('\n'), names, quote: point.evidence.quote };
}

function material(at: 'well' | 'habit', { moment, point, said, usual }: DraftedPoint, { names, quote }: Facts): string {
	const { label, due } = moment.insight;
	const speaker = plainName(point.evidence.speaker);
	return [
		`${at}: ${label ?? ''}`,
		...names.map((name) => `customer: ${name}`),
		...(due ? [`when: ${plainName(due)}`] : []),
		`draft title: ${point.title}`,
		`draft text: ${said}`,
		...(usual ? [`a sentence that follows your text: ${usual}`] : []),
		`quote q-${at}, of ${speaker}: ${quote}`,
	].join('\n');
}
