import { describe, expect, it } from '@jest/globals';
import { need } from '../../../test/need.ts';
import { ANSWER, analyzedCall, analyzedWindow, CUSTOMER, output, useAnalyzer } from '../../../test/nodes/analyzer.ts';
import { verifies } from '../../../test/verifies.ts';

need('n8n')('what comes out of the Gong Analyzer', () => {
	const analyzer = useAnalyzer();

	const call = { resource: 'call', callId: '111' };
	const ask = { operation: 'ask', question: 'Where are the backups?' };
	const customer = { resource: 'customer', domains: 'halden.test' };
	const withoutTimes = ({ evidence }: { evidence: object[] }) =>
		evidence.map((proof) => ('startMs' in proof ? { ...proof, startMs: 0, endMs: 0 } : proof));

	it('is one item for a call, with what is asked for first in the open', async () => {
		verifies('node.analyzer-items');
		const [item, ...others] = await output(analyzer, { parameters: call }, [analyzedCall()]);
		expect(others).toEqual([]);
		expect(Object.keys(item?.json ?? {})[0]).toBe('summary');
		expect(item?.json).toMatchObject({
			summary:
				'Halden: review (Maya Okafor, 31 min): 1 commitment and 1 open question. ' +
				'A next step was agreed: Wednesday at ten.',
			callId: '111',
			page: 'https://engine.test/calls/111?signature=x',
			rep: 'Maya Okafor',
			customers: ['Anke'],
			nextStep: 'A next step was agreed: Wednesday at ten.',
			commitments: 1,
			openQuestions: 1,
			risks: 0,
			run: { id: 'run-1' },
		});
		const [, question] = (item?.json.insights ?? []) as object[];
		expect(question).toMatchObject({
			kind: 'question',
			quote: 'Where are the backups?',
			speaker: 'Maya Okafor',
			position: '1:01:05',
			answered: false,
		});
	});

	it('has no positions, shares and lengths where the transcript has no times', async () => {
		const uploaded = analyzedCall();
		Object.assign(uploaded.call, { times: 'none', url: '', rep: { id: '', name: 'Unknown' } });
		uploaded.analysis.insights = uploaded.analysis.insights.slice(0, 1);
		const [item] = await output(analyzer, { parameters: call }, [uploaded]);
		expect(item?.json.summary).toBe('Halden: review: 1 commitment.');
		const text = JSON.stringify(item?.json);
		for (const name of ['"position"', '"minutes"', '"repTalkRatio"', '"url"']) {
			expect(text.replace(/"talk":\{[^}]*\}/, '')).not.toContain(name);
		}
	});

	it('has no positions in an answer either where there are no times', async () => {
		const untimed = { ...ANSWER, passages: ANSWER.passages.map((one) => ({ ...one, evidence: withoutTimes(one) })) };
		const [answer] = await output(analyzer, { parameters: ask }, [untimed]);
		expect(answer?.json.passages).toHaveLength(2);
		expect(JSON.stringify(answer?.json)).not.toContain('"position"');
	});

	it('has no positions in the view of a customer either where there are no times', async () => {
		const commitments = CUSTOMER.commitments.map((one) => ({ ...one, evidence: withoutTimes(one) }));
		const [view] = await output(analyzer, { parameters: customer }, [{ ...CUSTOMER, commitments }]);
		expect(view?.json.insights).toHaveLength(2);
		expect(JSON.stringify(view?.json)).not.toContain('"position"');
	});

	it('is one item for a window, with its counts, its calls and their insights', async () => {
		const [item] = await output(analyzer, {}, [analyzedWindow([analyzedCall(), analyzedCall('222', 'Brook: demo')])]);
		expect(item?.json).toMatchObject({ summary: 'Analyzed 2 calls.', commitments: 2, listed: 2 });
		const { calls = [], insights = [] } = (item?.json ?? {}) as Record<string, object[]>;
		expect(calls[1]).toMatchObject({ callId: '222', title: 'Brook: demo', commitments: 1, repTalkRatio: 0.4 });
		const row = { kind: 'commitment', dueDate: '2026-11-26', callId: '222', title: 'Brook: demo', position: '1:05' };
		expect(insights[3]).toMatchObject(row);
	});

	it('is the best passage as text for a question, and nothing where nobody said it', async () => {
		const nothing = { ...ANSWER, said: false, passages: [], summary: 'Not said.' };
		const [found, not] = await output(analyzer, { parameters: ask }, [ANSWER, nothing]);
		expect(found?.json).toMatchObject({
			said: true,
			answer: 'Maya Okafor: “Where are they?”\nMaya Okafor: “In Dublin.”',
			url: 'https://gong.test/call?id=111',
		});
		expect(not?.json).toMatchObject({ summary: 'Not said.', said: false, answer: null });
	});

	describe('of models', () => {
		verifies('node.models-shown');
		const USE = { model: 'openai/gpt-4o-mini', calls: 2, inputTokens: 900, outputTokens: 100, costUsd: 0.0002 };
		const quoted = analyzedCall().analysis.insights[0]?.evidence[0];
		if (!quoted) throw new Error('no evidence');
		const unread = [2, 3].map((part) => ({ part, code: 'budget-exceeded', message: 'The budget is used up.' }));
		function readCall(id?: string) {
			const result = structuredClone(analyzedCall(id));
			const summary = ['They will get a report.', 'By Thursday.'].map((text) => ({ text, evidence: quoted }));
			const reading = { summary, models: [USE], known: 1, unread, moved: ['down' as const] };
			Object.assign(result.analysis, { analysis: 'generative', reading });
			Object.assign(result.analysis.insights[0] ?? {}, { foundBy: 'both' });
			return result;
		}

		it('has what a call was about with its quotes, who found what, what no model read and why, and the cost', async () => {
			const run = { analysis: 'generative', spentUsd: 0.0003, models: [{ ...USE, calls: 3, costUsd: 0.0003 }] };
			const [item] = await output(analyzer, { parameters: call }, [readCall()], run);
			expect(item?.json).toMatchObject({
				about: 'They will get a report. By Thursday.',
				aboutSentences: [{ text: 'They will get a report.', quote: quoted.quote, position: '1:05' }, {}],
				unread: [{ parts: [2, 3], code: 'budget-exceeded', reason: 'The budget is used up.' }],
				...{ tierMoved: ['down'], partsKnown: 1, analysis: 'generative', costUsd: 0.0003, models: run.models },
				run: { spentUsd: 0.0003, models: run.models },
			});
			const { insights } = (item?.json ?? {}) as { insights: object[] };
			expect(insights[0]).toMatchObject({ foundBy: 'both' });
		});

		it('has of a window what was not read with its call, and its calls with what they were about', async () => {
			const calls = [readCall('111'), readCall('222'), analyzedCall('333')];
			const [item, other] = await output(analyzer, {}, [analyzedWindow(calls), analyzedWindow([])], { spentUsd: 9 });
			expect(item?.json).toMatchObject({
				unread: [
					{ callId: '111', parts: [2, 3] },
					{ callId: '222', title: 'Halden: review' },
				],
				...{ tierMoved: ['down'], costUsd: 0.0004, models: [{ calls: 4, inputTokens: 1_800, costUsd: 0.0004 }] },
				calls: [{ about: expect.stringContaining('report') }, {}, {}],
			});
			expect(other?.json).not.toHaveProperty('costUsd');
		});

		it('has the written answer, each sentence with its quote, and why there is none', async () => {
			const sentences = [{ text: 'They are in Dublin.', evidence: ANSWER.passages[0]?.evidence[1] }];
			const written = { ...ANSWER, analysis: 'generative', written: { sentences, dropped: 1, models: [USE] } };
			const failed = { code: 'budget-exceeded', message: 'The budget is used up.' };
			const refused = { ...ANSWER, written: { sentences: [], dropped: 0, models: [], failed } };
			const [item, not] = await output(analyzer, { parameters: ask }, [written, refused], { spentUsd: 0.0002 });
			expect(item?.json).toMatchObject({
				...{ written: 'They are in Dublin.', analysis: 'generative', costUsd: 0.0002 },
				writtenSentences: [
					{ text: 'They are in Dublin.', quote: 'In Dublin.', speaker: 'Maya Okafor', title: 'Halden: review' },
				],
			});
			expect(not?.json).toMatchObject({ written: null, writtenFailed: failed, analysis: 'extractive', said: true });
		});

		it('has nothing of models where none was asked', async () => {
			const [item] = await output(analyzer, { parameters: call }, [analyzedCall()]);
			expect(item?.json).toMatchObject({ analysis: 'extractive', costUsd: 0 });
			for (const name of ['about', 'unread', 'tierMoved', 'models']) expect(item?.json).not.toHaveProperty(name);
		});
	});

	it('has the e-mails that answer a question to a customer', async () => {
		const [, { evidence }] = CUSTOMER.commitments as [unknown, { evidence: object[] }];
		const emailPassages = [{ score: 2, evidence }];
		const asked = { ...ANSWER, passages: [], account: CUSTOMER.account, emailPassages, emails: 4 };
		const [item] = await output(analyzer, { parameters: { ...ask, ...customer } }, [asked]);
		expect(item?.json).toMatchObject({
			...{ customer: 'Halden Freight', emails: 4, title: 'Tablets', emailId: 'e1' },
			answer: 'anke@halden.test: “I will send you the list.”',
			emailPassages: [{ title: 'Tablets', emailId: 'e1' }],
		});
	});

	it('is one item for a customer, what was said on calls and in e-mails, the newest first', async () => {
		const [item] = await output(analyzer, { parameters: customer }, [CUSTOMER]);
		expect(item?.json).toMatchObject({ customer: 'Halden Freight', commitments: 2 });
		const { insights = [] } = (item?.json ?? {}) as Record<string, object[]>;
		expect(insights).toMatchObject([
			{ source: 'email', title: 'Tablets', speaker: 'anke@halden.test', emailId: 'e1' },
			{ source: 'call', title: 'Halden: review', speaker: 'Maya Okafor', callId: '111' },
		]);
	});
});
