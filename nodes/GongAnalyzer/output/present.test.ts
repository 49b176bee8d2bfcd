import { expect, it } from '@jest/globals';
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
