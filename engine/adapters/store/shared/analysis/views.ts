/** The views of migration 0014, as a model is told of them; a test holds the list against the database. */
import type { AnalysisColumn, AnalysisView } from '../../../../ports/analysis-store.ts';

const text = (name: string, about?: string): AnalysisColumn => ({ name, type: 'text', ...(about ? { about } : {}) });
const time = (name: string): AnalysisColumn => ({ name, type: 'timestamp with time zone' });
const number = (name: string, about?: string): AnalysisColumn => ({
	name,
	type: 'numeric',
	...(about ? { about } : {}),
});
const float = (name: string): AnalysisColumn => ({ name, type: 'double precision' });
const yes = (name: string, about?: string): AnalysisColumn => ({ name, type: 'boolean', ...(about ? { about } : {}) });

const CALL_ID = text('call_id');
const AFFILIATION = text('affiliation', 'internal, external (customers) or unknown');

export const ANALYSIS_VIEWS: readonly AnalysisView[] = [
	{
		name: 'calls',
		about: 'one row a call',
		newest: 'started_at desc, call_id',
		columns: [
			...[CALL_ID, text('title'), text('source', "a calls connection, or 'upload'"), time('started_at')],
			...[float('duration_seconds'), text('language'), text('rep_id'), text('rep_name'), text('rep_email')],
			...[text('customer_domains', 'comma-separated'), text('company'), text('deal'), text('deal_stage')],
			...[text('analysis', 'extractive or generative; null until it was analyzed'), time('analyzed_at')],
		],
	},
	{
		name: 'participants',
		about: 'one row for each person of a call',
		newest: 'call_id desc, name',
		columns: [CALL_ID, text('name'), text('email'), text('domain'), AFFILIATION],
	},
	{
		name: 'insights',
		about: 'what was found in a call, each with its first quote',
		newest: 'started_at desc, call_id, position',
		columns: [
			...[CALL_ID, time('started_at'), { name: 'position', type: 'integer' }],
			text('kind', 'topic, question, objection, commitment, decision, risk, next-step or sentiment'),
			...[text('label', 'finer class, as competitor of a risk'), text('text'), text('party'), AFFILIATION],
			...[text('due', 'as spoken'), text('due_date', 'YYYY-MM-DD'), yes('answered', 'questions')],
			...[text('found_by', 'rules, model or both'), text('speaker'), text('quote'), float('start_ms')],
		],
	},
	{
		name: 'moods',
		about: 'how the customer took a phase of a call, where a model read it',
		newest: 'started_at desc, call_id, phase',
		columns: [
			...[CALL_ID, time('started_at'), text('phase', 'opening, middle or closing')],
			...[text('label', 'positive, neutral, negative or mixed'), text('speaker'), text('quote')],
		],
	},
	{
		name: 'feedback',
		about: 'what people disagreed with',
		newest: 'marked_at desc, call_id',
		columns: [CALL_ID, text('kind', 'of the insight'), text('label'), text('mark'), time('marked_at')],
	},
	{
		name: 'runs',
		about: 'pieces of work of the engine',
		newest: 'created_at desc, run_id',
		columns: [
			...[text('run_id'), text('root_id'), text('parent_id', 'null: nobody but a person asked for it'), text('kind')],
			text('state', 'queued, running, waiting, succeeded, failed, cancelled or timed-out'),
			...[text('delivery', 'preview, only-me or send'), time('created_at'), time('ended_at'), text('error_code')],
			...[number('budget_usd', 'roots'), number('spent_usd', 'roots, with all their children')],
		],
	},
	{
		name: 'model_calls',
		about: 'what runs paid for',
		newest: 'started_at desc nulls last, run_id, name',
		columns: [
			...[text('run_id'), text('root_id'), text('name'), time('started_at'), text('model')],
			...[number('cost_usd'), yes('settled', 'false: what was set aside'), yes('failed')],
			...[number('input_tokens'), number('output_tokens')],
		],
	},
	{
		name: 'deliveries',
		about: 'writes to other systems',
		newest: 'intended_at desc, run_id',
		columns: [
			...[text('kind', 'message, note …'), text('state', 'intended, done, unconfirmed or failed')],
			...[text('run_id'), text('root_id'), time('intended_at')],
		],
	},
];
