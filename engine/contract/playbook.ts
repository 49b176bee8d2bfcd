/** Playbooks: what a kind of call should have in it, as data that a tenant can replace. */
import { z } from 'zod';
import { Evidence, TalkFigure } from './call.ts';

/** All of a playbook as JSON; it travels with each call that is held against it. */
export const LARGEST_PLAYBOOK_BYTES = 16 * 1024;

export const PlaybookName = z
	.string()
	.regex(/^[a-z][a-z0-9-]{0,62}$/, 'the name of a playbook, such as discovery: lower-case letters, digits and dashes');

const text = (most: number) => z.string().trim().min(1).max(most);

/** What JSON may hold, before it is known to be right: a check of the whole sees also what its parts refused. */
type Loose = Record<string, unknown> | undefined;

/** Runs beside the checks of the parts, so that every wrong field is named at once. */
const always = { when: () => true };

const exactlyOne =
	(...names: string[]) =>
	(value: unknown): boolean =>
		names.filter((name) => (value as Loose)?.[name] !== undefined).length === 1;

const atMostOne =
	(...names: string[]) =>
	(value: unknown): boolean =>
		names.filter((name) => (value as Loose)?.[name] !== undefined).length <= 1;

/** Words are compared in lower case; `*` at the end of one stands for any ending. */
const Phrase = text(80)
	.regex(/[\p{L}\p{N}]/u, 'has no word in it')
	.regex(/^(?:[^*]|(?<=[\p{L}\p{N}])\*(?=\s|$))*$/u, '`*` may only end a word');

const Share = z.number().gt(0, 'a share above 0').max(1, 'a share of at most 1');

/** Words that are to be said, or not to be said. */
export const PlaybookWords = z.strictObject({
	/** Any of them counts. */
	words: z.array(Phrase).min(1).max(60),
	/** `rep`: the call's owner. */
	by: z.enum(['rep', 'customer', 'anybody']).default('anybody'),
	/** Counted only in the first or in the last part of the call: a share of its length, without times of its words. */
	within: z
		.strictObject({ first: Share.optional(), last: Share.optional() })
		.refine(exactlyOne('first', 'last'), { ...always, message: 'give either `first` or `last`' })
		.optional(),
	/** In so many sentences; without `atMost` 1 where it is left out. */
	atLeast: z.number().int().min(1).max(20).optional(),
	/** In no more sentences than these; 0 where they are not to be said. */
	atMost: z.number().int().min(0).max(20).optional(),
});
export type PlaybookWords = z.infer<typeof PlaybookWords>;

/** A benchmark: a figure of the talk statistics between two values, both included. */
export const PlaybookBenchmark = z
	.strictObject({ figure: TalkFigure, min: z.number().min(0).optional(), max: z.number().min(0).optional() })
	.refine((value: Loose) => value?.min !== undefined || value?.max !== undefined, {
		...always,
		message: 'give `min`, `max` or both',
	})
	.refine(({ min, max }) => min === undefined || max === undefined || min <= max, {
		path: ['max'],
		message: 'lies below `min`',
	});
export type PlaybookBenchmark = z.infer<typeof PlaybookBenchmark>;

export const PlaybookCriterion = z
	.strictObject({
		id: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, 'an id such as next-step'),
		/** What a call that meets it does: "Sets an agenda". */
		title: text(200),
		said: PlaybookWords.refine(atMostOne('atLeast', 'atMost'), {
			...always,
			message: 'give `atLeast` or `atMost`, not both',
		}).optional(),
		measured: PlaybookBenchmark.optional(),
		/** What the rep can do next time; shown where the criterion is not met. */
		coaching: text(500).optional(),
	})
	.refine(exactlyOne('said', 'measured'), { ...always, message: 'give either `said` or `measured`' });
export type PlaybookCriterion = z.infer<typeof PlaybookCriterion>;

/** Words that a length stands for. Two points without a figure take some 60 (docs/playbooks.md). */
export const WRITING_LENGTHS = { short: 50, medium: 90, long: 150 } as const;

/** `plain`: everyday words; `warm`: friendly; `direct`: nothing that takes back half of it; `formal`: no contractions. */
export const WritingTone = z.enum(['plain', 'warm', 'direct', 'formal']);
export type WritingTone = z.infer<typeof WritingTone>;

/** How a model writes to the rep, and in the note, about a call that is held against the playbook. */
export const PlaybookWriting = z.strictObject({
	/** Most words of a message that a model writes, quotes not among them: a name, or a number. */
	length: z
		.union([z.enum(['short', 'medium', 'long']), z.number().int().min(20).max(250)], {
			error: '`short`, `medium`, `long`, or a number of words from 20 to 250',
		})
		.default('medium'),
	tone: WritingTone.default('plain'),
});
export type PlaybookWriting = z.infer<typeof PlaybookWriting>;

export const Playbook = z
	.strictObject({
		name: PlaybookName,
		title: text(200),
		description: text(1_000).optional(),
		/** Deal stages that it is for, as the CRM names them; upper case, blanks and signs make no difference. */
		stages: z.array(text(100)).max(50).default([]),
		criteria: z.array(PlaybookCriterion).min(1).max(30),
		/** Of coaching texts and notes; only where a run names models. */
		writing: PlaybookWriting.optional(),
	})
	.superRefine((playbook, context) => {
		const criteria = (playbook as Loose)?.criteria;
		const ids = Array.isArray(criteria) ? criteria.map((one) => (one as Loose)?.id) : [];
		for (const [index, id] of ids.entries()) {
			if (typeof id !== 'string' || ids.indexOf(id) === index) continue;
			context.addIssue({ code: 'custom', path: ['criteria', index, 'id'], message: 'another criterion has this id' });
		}
	}, always)
	.refine((playbook) => new TextEncoder().encode(JSON.stringify(playbook)).length <= LARGEST_PLAYBOOK_BYTES, {
		path: ['criteria'],
		message: 'is larger than 16 KiB with all its words',
	});
export type Playbook = z.infer<typeof Playbook>;
export type PlaybookInput = z.input<typeof Playbook>;

/** One of those that a tenant can use. */
export const ListedPlaybook = z.object({
	name: z.string(),
	title: z.string(),
	stages: z.array(z.string()),
	/** Whether the tenant made it, or replaced the one of that name. */
	own: z.boolean(),
});
export type ListedPlaybook = z.infer<typeof ListedPlaybook>;

export const PlaybookList = z.object({ playbooks: z.array(ListedPlaybook) });
export type PlaybookList = z.infer<typeof PlaybookList>;

/** How a call did against one criterion of its playbook. */
export const PlaybookFinding = z.object({
	criterion: z.string(),
	/** For people. */
	title: z.string(),
	/** `unknown`: the transcript has no times, or nobody spoke. */
	met: z.enum(['yes', 'no', 'unknown']),
	/** What was measured against the benchmark of the criterion, where it has one. */
	measured: z.number().optional(),
	/** The words that meet it; for a criterion that is not met none, or those that break it. */
	evidence: z.array(Evidence),
	/** What the playbook advises, where it is not met. */
	coaching: z.string().optional(),
});
export type PlaybookFinding = z.infer<typeof PlaybookFinding>;

export const PlaybookResult = z.object({
	playbook: z.string(),
	title: z.string(),
	/** Stage of the call's deal that chose it; left out where the request named it. */
	stage: z.string().optional(),
	findings: z.array(PlaybookFinding),
});
export type PlaybookResult = z.infer<typeof PlaybookResult>;
