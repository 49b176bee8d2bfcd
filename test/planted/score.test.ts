/** The scorer on a call small enough to count by hand. */
import { describe, expect, it } from '@jest/globals';
import type { Insight } from '../../engine/contract/call.ts';
import type { PlantedCall } from './planted-call.ts';
import { type Kind, precision, recall, scoreOf } from './score.ts';

const LINES = [
	['rita', 'I will mail you the offer tomorrow.'],
	['carl', 'What does the import cost?'],
	['rita', 'Nice weather today.'],
	['carl', 'It is too expensive, and we are busy until May.'],
	['rita', 'You will have the offer tomorrow, as I said.'],
	['carl', 'I might ask my boss.'],
	['rita', 'Let us talk on Monday.'],
] as const;

const planted: PlantedCall = {
	call: {
		id: 'small',
		url: 'https://calls.example/small',
		title: 'Small',
		started: '2026-11-19T10:00:00+01:00',
		durationSeconds: 7,
		language: 'eng',
		private: false,
		parties: [
			{ speakerId: 'rita', name: 'Rita Rep', affiliation: 'internal' },
			{ speakerId: 'carl', name: 'Carl Customer', affiliation: 'external' },
		],
		rep: { id: 'u-rita', name: 'Rita Rep' },
		crm: [],
	},
	zone: 'Europe/Berlin',
	sentences: LINES.map(([speakerId, text], index) => ({
		index,
		speakerId,
		startMs: index * 1_000,
		endMs: index * 1_000 + 900,
		text,
	})),
	truth: {
		commitments: [
			{ owners: ['rita'], sentences: [0, 4], due: 'tomorrow', dueDate: '2026-11-20', why: 'a promise' },
			{ owners: ['carl'], sentences: [5], due: null, dueDate: null, why: 'perhaps one', borderline: true },
		],
		unansweredQuestions: [{ asker: 'carl', sentences: [1], why: 'the weather' }],
		objections: [{ speaker: 'carl', labels: ['price', 'timing'], sentences: [3], met: false, why: 'too expensive' }],
		nextSteps: [{ outcome: 'agreed', sentences: [6], due: 'Monday', dueDate: '2026-11-23', why: 'Monday' }],
	},
};

const NAMES: Record<string, string> = { rita: 'Rita Rep', carl: 'Carl Customer' };

/** An insight whose quote stands in the sentences from `first` to `last`. */
function insight(first: number, said: Partial<Insight> & Pick<Insight, 'kind'>, last = first): Insight {
	const [speakerId, quote] = LINES[first] as (typeof LINES)[number];
	const speaker = NAMES[speakerId] as string;
	const times = { startMs: first * 1_000, endMs: last * 1_000 + 900 };
	return { text: '', party: speaker, evidence: [{ callId: 'small', speakerId, speaker, quote, ...times }], ...said };
}

const scored = (kind: Kind, ...insights: Insight[]) => scoreOf(kind, [{ planted, insights }]);

describe('the scorer of planted truths', () => {
	it('counts a promise once right, its repetition as wrong, and leaves out what people disagree about', () => {
		const score = scored(
			'commitments',
			insight(0, { kind: 'commitment', dueDate: '2026-11-20' }),
			insight(2, { kind: 'commitment' }),
			insight(4, { kind: 'commitment' }),
			insight(5, { kind: 'commitment' }),
			insight(6, { kind: 'next-step' }),
		);
		expect(score).toMatchObject({ planted: 1, found: 3, right: 1, repeated: 1, missed: [] });
		expect(score.dueDates).toEqual({ right: 1, of: 1 });
		expect(score.wrong.map(({ evidence }) => evidence[0]?.quote)).toEqual([LINES[2][1], LINES[4][1]]);
		expect(precision(score)).toBeCloseTo(1 / 3);
		expect(recall(score)).toBe(1);
	});

	it('asks for the right owner, and for words of the one who said them', () => {
		expect(scored('commitments', insight(0, { kind: 'commitment', party: 'Carl Customer' }))).toMatchObject({
			found: 1,
			right: 0,
			missed: [{ callId: 'small', why: 'a promise' }],
		});
		const stranger = insight(0, { kind: 'commitment' });
		for (const evidence of stranger.evidence) evidence.speakerId = 'carl';
		expect(scored('commitments', stranger)).toMatchObject({ found: 1, right: 0 });
	});

	it('takes a quote of several sentences where one of them is listed, and only the first quote', () => {
		expect(scored('unanswered_questions', insight(1, { kind: 'question', answered: false }, 2))).toMatchObject({
			right: 1,
		});
		const second = insight(2, { kind: 'question', answered: false, party: 'Carl Customer' });
		second.evidence.push(...insight(1, { kind: 'question' }).evidence);
		expect(scored('unanswered_questions', second)).toMatchObject({ found: 1, right: 0 });
	});

	it('counts only questions that are said to be open', () => {
		expect(scored('unanswered_questions', insight(1, { kind: 'question', answered: true }))).toMatchObject({
			planted: 1,
			found: 0,
			right: 0,
		});
	});

	it('takes any of the listed classes of an objection, and compares whether it was met', () => {
		const score = scored('objections', insight(3, { kind: 'objection', label: 'timing', met: true }));
		expect(score).toMatchObject({ right: 1, met: { right: 0, of: 1 } });
		expect(scored('objections', insight(3, { kind: 'objection', label: 'need' }))).toMatchObject({ right: 0 });
	});

	it('wants the words of a next step, and of a missing one only the verdict', () => {
		expect(scored('next_steps', insight(6, { kind: 'next-step', label: 'agreed' }))).toMatchObject({ right: 1 });
		expect(scored('next_steps', insight(5, { kind: 'next-step', label: 'agreed' }))).toMatchObject({ right: 0 });
		expect(scored('next_steps', insight(6, { kind: 'next-step', label: 'undated' }))).toMatchObject({ right: 0 });
		const nextSteps = [{ outcome: 'missing' as const, sentences: [], due: null, dueDate: null, why: 'nothing' }];
		const without = { ...planted, truth: { ...planted.truth, nextSteps } };
		const missing = insight(2, { kind: 'next-step', label: 'missing' });
		expect(scoreOf('next_steps', [{ planted: without, insights: [missing] }])).toMatchObject({ right: 1 });
	});

	it('has neither precision nor recall where nothing is found', () => {
		const score = scored('objections');
		expect([precision(score), recall(score)]).toEqual([0, 0]);
	});
});
