import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { verifies } from '../../../test/verifies.ts';
import type { CallAnalysis, Insight } from '../../contract/call.ts';
import { analyzed } from '../../domain/testing/analyzed.ts';
import type { SpokenOptions } from '../../domain/testing/spoken.ts';
import { toText } from '../html.ts';
import { callPage } from './page.ts';
import type { CallToShow } from './shown.ts';

const DIALOGUE = `
	Rita: Hi Carl. What would have to change for you to move this year?
	Carl: Honestly, all of it is on paper. What does it cost per user?
	Rita: I'd have to check. I will send you the offer by Thursday. Can we talk again on Friday at ten?
	Carl: Friday works for me.`;

const benchmarks = { idealTalkRatio: 0.43, highTalkRatio: 0.65, longMonologueMs: 150_000 };

function pageOf(options: Partial<SpokenOptions> = {}, more: Partial<CallToShow> = {}): string {
	const call = analyzed({ lines: DIALOGUE, ...options });
	return toText(callPage({ ...call, view: 'coaching', zone: 'Europe/Berlin', benchmarks, ...more }));
}

type Tag = { name: string; attributes: Record<string, string> };

const TAG = /<\/?([a-zA-Z][\w-]*)((?:\s+[\w:-]+(?:="[^"<>]*")?)*)\s*\/?>/g;

/** Every tag of a page. Throws where anything that is no whole tag could begin or end one. */
function tagsOf(page: string): Tag[] {
	const text = page.replace(/^<!doctype html>/, '');
	if (/[<>]/.test(text.replace(TAG, ''))) throw new Error('A text on the page can begin or end a tag.');
	return [...text.matchAll(TAG)].map(([, name = '', given = '']) => ({
		name,
		attributes: Object.fromEntries(
			[...given.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)].map(([, key, value = '']) => [key, value]),
		),
	}));
}

/** The words on the page without its tags. */
function wordsOf(page: string): string {
	return page
		.replace(TAG, ' ')
		.replace(/&quot;/g, '"')
		.replace(/&#39;/g, "'")
		.replace(/\s+/g, ' ');
}

/** The one part of the page between two marks of its own. */
const between = (page: string, from: string, to: string) =>
	page.slice(page.indexOf(from), page.indexOf(to, page.indexOf(from)));

describe('callPage', () => {
	it('says which call it is, when it was and who was there', () => {
		const words = wordsOf(pageOf({ title: 'Kick-off' }));
		expect(words).toContain('Kick-off');
		expect(words).toContain('Thursday, 19 November 2026 at 10:00');
		expect(words).toContain('Rita rep');
		expect(words).toContain('Listen to it in the call service');
	});

	it('shows the mood of each phase, of moods that nobody disagrees with, and how an objection was met', () => {
		verifies('models.sentiment-by-phase', 'models.objections-met');
		const call = analyzed({ lines: DIALOGUE });
		const evidence = call.analysis.insights[0]?.evidence ?? [];
		const mood = (label: string, phase: Insight['phase']): Insight => ({
			...{ kind: 'sentiment', label, text: `Carl was ${label}.`, evidence },
			...(phase ? { phase } : {}),
		});
		const met: Insight = { kind: 'objection', label: 'price', text: 'Too dear.', met: true, how: 'offered', evidence };
		const insights = [mood('positive', 'opening'), mood('negative', 'opening'), mood('neutral', 'closing'), met];
		const analysis: CallAnalysis = { ...call.analysis, analysis: 'generative', insights };
		const words = wordsOf(pageOf({}, { ...call, analysis }));
		for (const shown of [
			'At the beginning: mixed',
			'At the end: neutral',
			'Met: something was offered',
			'and by models',
		])
			expect(words).toContain(shown);
		expect(words).not.toContain('In the middle');
		const opinionOn = ({ label }: Insight) => ({ disagreed: label === 'negative', address: undefined });
		expect(wordsOf(pageOf({}, { ...call, analysis, opinionOn }))).toContain('At the beginning: positive');
		expect(wordsOf(pageOf({}, { ...call, analysis, view: 'record' }))).not.toContain('something was offered');
	});

	it('draws a lane for each speaker, silence, and each insight at its time', () => {
		verifies('pages.timeline');
		const call = analyzed({ lines: 'Rita 0-20: I will send you the offer by Thursday.\nCarl 40-80: Fine.' });
		const evidence = call.analysis.insights[0]?.evidence ?? [];
		const topic: Insight = { kind: 'topic', text: 'The offer', span: { startMs: 0, endMs: 40_000 }, evidence };
		const analysis = { ...call.analysis, insights: [...call.analysis.insights, topic] };
		const chart = between(pageOf({}, { ...call, analysis }), '<svg class="chart"', '</section>');
		const tags = tagsOf(chart);
		const bars = tags.filter(({ attributes }) => attributes.class === 'speech').map(({ attributes }) => attributes.d);
		expect(bars).toEqual(['M0 0H25000V1H0z', 'M50000 0H100000V1H50000z']);
		const silences = tags.filter(({ attributes }) => attributes.class === 'silence');
		expect(silences.map(({ attributes: { x, width } }) => [x, width])).toEqual([['25%', '25%']]);
		expect(wordsOf(chart)).toContain('Nobody speaks for 20 s, from 0:20');
		expect(wordsOf(chart)).toContain('Rita rep 33 %');
		const bands = tags.filter(({ attributes }) => attributes.width === '50%' && attributes.x === '0%');
		expect(bands).toHaveLength(1);
		const marks = tags.filter(({ name, attributes }) => name === 'a' && attributes.class?.includes('mark'));
		expect(marks).toHaveLength(call.analysis.insights.length);
		for (const { attributes } of marks) expect(attributes.href).toBe(`#t${attributes['data-at']}`);
	});

	it('has an element for every place that its links lead to, each once', () => {
		verifies('pages.without-script');
		const tags = tagsOf(pageOf());
		const ids = tags.flatMap(({ attributes: { id } }) => (id === undefined ? [] : [id]));
		expect(new Set(ids).size).toBe(ids.length);
		const places = tags.flatMap(({ attributes: { href } }) => (href?.startsWith('#') ? [href.slice(1)] : []));
		expect(places.length).toBeGreaterThan(12);
		expect(ids).toEqual(expect.arrayContaining(places));
	});

	it('lists what was found, open questions first and answered ones folded where there are many', () => {
		const answered = Array.from(
			{ length: 5 },
			(_, at) => `Carl: What about part ${at} of it?\nRita: It is included, of course, all of it.`,
		);
		const page = pageOf({
			lines: `${answered.join('\n')}\nCarl: What does it cost per user?\nRita: I'd have to check.`,
		});
		const questions = between(page, '<section class="group k-question">', '</section>');
		const [open = '', folded = ''] = questions.split('<details>');
		expect(wordsOf(open)).toContain('What does it cost per user?');
		expect(wordsOf(open)).toContain('Not answered');
		expect(wordsOf(folded)).toMatch(/\d answered questions/);
		expect(wordsOf(folded)).not.toContain('Not answered');
	});

	it('says until when a promise holds, and against which benchmark the talk is held', () => {
		const words = wordsOf(pageOf());
		expect(words).toContain('Thursday 26 November (“by Thursday”)');
		expect(words).toContain('43:57');
		expect(words).toMatch(/Rep \d+ %/);
	});

	it('shows a record no coaching, no figures of the talk and no playbook', () => {
		verifies('pages.record-view');
		const playbook = { playbook: 'discovery', title: 'Discovery', findings: [] };
		const findings = [{ criterion: 'pain', title: 'Asks what it costs them', met: 'no' as const, evidence: [] }];
		const given = { playbook: { ...playbook, findings } };
		const [full, record] = [wordsOf(pageOf({}, given)), wordsOf(pageOf({}, { ...given, view: 'record' }))];
		for (const word of ['Coaching', 'The talk', 'Playbook: Discovery', 'Asks what it costs them', '43:57']) {
			expect([word, full.includes(word), record.includes(word)]).toEqual([word, true, false]);
		}
		expect(record).not.toMatch(/\d %/);
	});

	it('shows a transcript without times without a timeline and without figures that need times', () => {
		verifies('pages.untimed');
		const { call, transcript, analysis } = analyzed({ lines: DIALOGUE });
		const sentences = transcript.sentences.map((sentence) => ({ ...sentence, startMs: 0, endMs: 0 }));
		const insights = analysis.insights.map((insight) => ({
			...insight,
			evidence: insight.evidence.map((one) => ({ ...one, startMs: 0, endMs: 0 })),
		}));
		const untimed: CallAnalysis = { ...analysis, insights, talk: { ...analysis.talk, times: 'none' } };
		const page = pageOf(
			{},
			{ call: { ...call, times: 'none' }, transcript: { ...transcript, sentences }, analysis: untimed },
		);
		expect(page).not.toContain('<svg class="chart"');
		expect(wordsOf(page)).not.toMatch(/\b0:\d\d\b/);
		expect(wordsOf(page)).not.toContain('43:57');
		expect(wordsOf(page)).toContain('only words and questions can be counted');
		expect(wordsOf(page)).toContain('Friday works for me.');
	});

	it('says so where the transcript is gone, and where nothing was analyzed yet', () => {
		const gone = pageOf({}, { transcript: undefined });
		expect(wordsOf(gone)).toContain('The transcript of this call is not kept any more');
		expect(wordsOf(gone)).toContain('I will send you the offer by Thursday.');
		expect(wordsOf(pageOf({}, { analysis: undefined }))).toContain('This call has not been analyzed yet.');
	});

	it('lets nothing that stands in a call become markup, script, style or an address of its own', () => {
		verifies('pages.safe-text');
		const plain = tagsOf(pageOf()).map(({ name }) => name);
		const call = analyzed({ lines: DIALOGUE });
		const wild = fc.oneof(
			fc.constantFrom(
				'</script><script>alert(1)</script>',
				'"><img src=x onerror=alert(1)>',
				"' onclick='x",
				'{{7*7}}',
			),
			fc.constantFrom(
				'javascript:alert(1)',
				'<!--',
				']]>',
				'&lt;b&gt;',
				'\0',
				'\u202e',
				'\ud800',
				'</title><base href=//x>',
			),
			fc.string({ unit: 'binary', maxLength: 40 }),
		);
		const playbook = { playbook: 'x', title: 'x', findings: [] };
		fc.assert(
			fc.property(wild, wild, wild, (one, other, third) => {
				const evidence = { callId: one, speakerId: 'rita', speaker: other, startMs: 0, endMs: 9, quote: `${one} x` };
				const kinds = ['topic', 'question', 'objection', 'commitment', 'decision', 'risk', 'next-step'] as const;
				const insights = kinds.map(
					(kind): Insight => ({
						...{
							kind,
							text: one,
							party: other,
							due: third,
							dueDate: third,
							answered: true,
							answeredBy: one,
							label: other,
						},
						...{ span: { startMs: 0, endMs: 5_000 }, evidence: [evidence] },
					}),
				);
				const sentences = call.transcript.sentences.map((sentence) => ({ ...sentence, text: `${one} x ${other}` }));
				const page = pageOf(
					{},
					{
						call: {
							...call.call,
							...{ title: one, url: other, started: third, language: other },
							parties: call.call.parties.map((party) => ({ ...party, name: third })),
						},
						analysis: { ...call.analysis, insights: [...call.analysis.insights, ...insights] },
						playbook: {
							...playbook,
							title: one,
							findings: [{ criterion: one, title: other, met: 'no', evidence: [evidence] }],
						},
						transcript: { callId: one, sentences },
					},
				);
				const known = new Set([...plain, 'details', 'summary']);
				const wrong = tagsOf(page).filter(
					({ name, attributes: { href = '#', src = '../assets/', ...others } }) =>
						!known.has(name) ||
						!/^(#|\.\.\/assets\/|https?:\/\/)/.test(href) ||
						!src.startsWith('../assets/') ||
						Object.keys(others).some((key) => /^(on|style$|srcset$|form)/i.test(key)),
				);
				expect(wrong).toEqual([]);
			}),
			{ numRuns: 40 },
		);
	});

	it('stays small for three hours and 3,000 sentences', () => {
		verifies('pages.long-calls');
		const text = 'So what would it take for you to move forward with this in the next quarter, do you think?';
		const lines = Array.from({ length: 3_000 }, (_, at) => `Guest${at % 6} ${at * 3.6}-${at * 3.6 + 3.4}: ${text}`);
		const page = pageOf({ lines: lines.join('\n') });
		expect(Buffer.byteLength(page)).toBeLessThan(1_500_000);
		// As many shapes as lanes and marks, not as sentences.
		expect(tagsOf(between(page, '<svg class="chart"', '</section>')).length).toBeLessThan(1_500);
	});
});
