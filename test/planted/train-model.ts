/** Learns the weights of the analysis (engine/domain/calls/learned) from practice calls. */
import { answerIn } from '../../engine/domain/calls/answers.ts';
import { endingFeatures } from '../../engine/domain/calls/learned/ending-features.ts';
import { objectionFeatures, sentenceFeatures, type Take } from '../../engine/domain/calls/learned/features.ts';
import { HEADS, type ModelName, modelOf, type Weights } from '../../engine/domain/calls/learned/model.ts';
import { questionFeatures } from '../../engine/domain/calls/learned/question-features.ts';
import { readingOf } from '../../engine/domain/calls/learned/reading.ts';
import { gramsOf } from '../../engine/domain/calls/learned/tokens.ts';
import { byRules } from '../../engine/domain/calls/next-step.ts';
import { asksForSomething } from '../../engine/domain/calls/questions.ts';
import { isCustomer, speakersOf } from '../../engine/domain/calls/speakers.ts';
import { byTime, type Turn, turnsOf } from '../../engine/domain/calls/turns.ts';
import { fit, type Row } from './logistic.ts';
import { isOrdinary, isPhraseBook, type PracticeCall } from './practice-calls.ts';

export type LearnedWeights = Record<ModelName, Weights>;

/** Features by name; of each head that has an opinion, whether it is one. */
type Example = { features: Map<string, number>; labels: Map<string, boolean>; weight: number };

/** How much weights are pulled towards zero; half and double of it do as well. */
const PENALTY = 1;
/** An example of an ordinary call counts as so many: most calls are like it, and few of those that are learned from. */
const ORDINARY_WEIGHT = 3;
/** What was seen in fewer examples says nothing about others. */
const LEAST_SEEN = 2;
/** Hundredths; what weighs less for every head is left out. */
const LEAST_WEIGHT = 5;
const HUNDREDTHS = 100;
/** Parts in which the model of sentences is trained anew to learn from its chances on calls it has not seen. */
const PARTS = 3;

export function trainModel(calls: PracticeCall[]): LearnedWeights {
	const read = calls.map((call) => ({ call, turns: turnsOf(byTime(call.sentences), speakersOf(call.call)) }));
	const sentences = read.map(({ call, turns }) => sentenceExamples(call, turns));
	const ending = Array.from({ length: PARTS }, (_, part) => {
		const others = sentences.filter((_example, at) => at % PARTS !== part).flat();
		const sentence = learn('sentence', others, ['next-step']);
		const none = { intercepts: [], grams: {}, names: {} };
		const model = modelOf({ sentence, objection: none, commitment: none, question: none, ending: none });
		return read.flatMap(({ call, turns }, at) => {
			if (at % PARTS !== part || isPhraseBook(call)) return [];
			const reading = readingOf(turns, model);
			const chanceOf = (position: number, place: number) => reading.sentence(position, place)['next-step'];
			const outcome = call.truth.nextSteps[0]?.outcome;
			const features = collect((take) => endingFeatures(turns, chanceOf, byRules(turns)?.outcome ?? 'missing', take));
			const labels = new Map(HEADS.ending.map((head) => [head as string, head === outcome]));
			return [{ features, labels, weight: 1 }];
		});
	}).flat();
	return {
		sentence: learn('sentence', sentences.flat()),
		objection: learn(
			'objection',
			read.flatMap(({ call, turns }) => sentenceExamples(call, turns, objectionFeatures)),
		),
		commitment: learn('commitment', sentences.flat()),
		question: learn(
			'question',
			read.flatMap(({ call, turns }) => questionExamples(call, turns)),
		),
		ending: learn('ending', ending),
	};
}

function sentenceExamples(call: PracticeCall, turns: Turn[], featuresOf = sentenceFeatures): Example[] {
	const { truth } = call;
	return turns.flatMap((turn, position) =>
		turn.sentences.map((sentence, place) => {
			const labels = new Map<string, boolean>();
			const objection = truth.objections.find(({ sentences }) => sentences.includes(sentence.index));
			if (isCustomer(turn.speaker) && !objection?.borderline) {
				labels.set('objection', objection !== undefined);
				const named = objection?.labels ?? [];
				if (objection) for (const label of HEADS.objection) labels.set(label, named.includes(label));
			}
			const commitment = truth.commitments.find(({ sentences }) => sentences.includes(sentence.index));
			if (!commitment?.borderline) labels.set('commitment', commitment !== undefined);
			if (commitment) labels.set('own', commitment.owners.includes(turn.speaker.id));
			const next = truth.nextSteps.find(({ sentences }) => sentences.includes(sentence.index));
			if (!next?.borderline) labels.set('next-step', next !== undefined);
			return { features: collect((take) => featuresOf(turns, position, place, take)), labels, weight: weightOf(call) };
		}),
	);
}

function questionExamples(call: PracticeCall, turns: Turn[]): Example[] {
	const { truth } = call;
	return turns.flatMap((turn, position) =>
		turn.sentences.flatMap((sentence, place) => {
			const open = truth.unansweredQuestions.find(({ sentences }) => sentences.includes(sentence.index));
			if (!asksForSomething(sentence) || open?.borderline) return [];
			const question = { turns, position, place, answer: answerIn(turns, position, place) };
			const labels = new Map([['open', open !== undefined]]);
			return [{ features: collect((take) => questionFeatures(question, take)), labels, weight: weightOf(call) }];
		}),
	);
}

const weightOf = (call: PracticeCall): number => (isOrdinary(call) ? ORDINARY_WEIGHT : 1);

/** Features by what they are, where they were seen and their names, values added up. */
function collect(read: (take: Take) => void): Map<string, number> {
	const features = new Map<string, number>();
	const add = (what: 'grams' | 'names', where: string, names: readonly string[], value: number) => {
		for (const name of names) {
			const key = [what, where, name].join(BORDER);
			features.set(key, (features.get(key) ?? 0) + value);
		}
	};
	read({
		names: (where, names, value) => add('names', where, names, value),
		grams: (where, sentence, value, most) => add('grams', where, gramsOf(sentence).slice(0, most), value),
	});
	return features;
}

/** Stands in no word. */
const BORDER = '\t';

function learn(name: ModelName, examples: Example[], only: string[] = [...HEADS[name]]): Weights {
	const about = new Set<string>(HEADS[name]);
	const told = examples.filter(({ labels }) => [...labels.keys()].some((head) => about.has(head)));
	const columns = columnsOf(told);
	const rows = told.map((example) => rowOf(example, columns));
	const heads = HEADS[name].map((head) => {
		if (!only.includes(head)) return new Float64Array(columns.size + 1);
		const known = told.flatMap(({ labels }, at) => (labels.has(head) ? [at] : []));
		const yes = known.map((at) => told[at]?.labels.get(head) === true);
		return fit(
			known.flatMap((at) => rows[at] ?? []),
			yes,
			columns.size,
			PENALTY,
		);
	});
	const rounded = (column: number) => heads.map((weights) => Math.round((weights[column] ?? 0) * HUNDREDTHS));
	const features = [...columns].flatMap(([feature, column]): [string, number[]][] => {
		const weights = rounded(column);
		return weights.some((weight) => Math.abs(weight) >= LEAST_WEIGHT) ? [[feature, weights]] : [];
	});
	const weightsOf = (kind: string) => {
		const byWhere: Record<string, Record<string, number[]>> = {};
		for (const [feature, weights] of features) {
			const [what, where = '', name = ''] = feature.split(BORDER);
			if (what !== kind) continue;
			const of = byWhere[where] ?? {};
			of[name] = weights;
			byWhere[where] = of;
		}
		return byWhere;
	};
	return { intercepts: rounded(columns.size), grams: weightsOf('grams'), names: weightsOf('names') };
}

/** A column for each feature that more than one example has, in the order of the alphabet. */
function columnsOf(examples: Example[]): Map<string, number> {
	const seen = new Map<string, number>();
	for (const { features } of examples) for (const name of features.keys()) seen.set(name, (seen.get(name) ?? 0) + 1);
	const kept = [...seen].filter(([, times]) => times >= LEAST_SEEN).map(([name]) => name);
	return new Map(kept.sort().map((name, column) => [name, column]));
}

function rowOf({ features, weight }: Example, columns: Map<string, number>): Row {
	const found = [...features].flatMap(([name, value]): [number, number][] => {
		const column = columns.get(name);
		return column === undefined ? [] : [[column, value]];
	});
	return {
		columns: Int32Array.from(found.map(([column]) => column)),
		values: Float32Array.from(found.map(([, value]) => value)),
		weight,
	};
}
