import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { verifies } from '../../test/verifies.ts';
import { AskedQuestion, QuestionList } from '../contract/question.ts';
import { codeOf, createTestApp, QUESTION, type TestApp } from './testing/app.ts';

describe('/v1/runs/:id/questions', () => {
	verifies('teams.approval-api');

	let test: TestApp;
	beforeEach(async () => {
		test = await createTestApp();
	});
	afterEach(() => test.app.close());
	const answer = (body: unknown, path = '/v1/runs/run-1/questions/question-1/answer') => test.post(path, body);

	it('lists what was asked', async () => {
		const { body, status } = await test.get('/v1/runs/run-1/questions');
		expect([status, QuestionList.parse(body)]).toEqual([200, { inAll: 1, questions: [QUESTION] }]);
		expect(codeOf((await test.get('/v1/runs/run-2/questions')).body)).toBe('run-unknown');
	});

	it.each([
		[{ answer: 'yes' }],
		[{ answer: 'no', reason: 'Not yet.' }],
		[{ answer: 'edit', input: null, by: 'ada@acme.example' }],
	])('takes %j', async (said) => {
		const { body, status } = await answer(said);
		expect([status, AskedQuestion.parse(body).answer]).toEqual([200, said]);
	});

	it.each([
		[{}, 'answer'],
		[{ answer: 'perhaps' }, 'answer'],
		[{ answer: 'edit' }, 'input'],
		[{ answer: 'yes', input: {} }, 'input'],
		[{ answer: 'no', reason: 7 }, 'reason'],
		[{ answer: 'no', reason: 'x'.repeat(2_001) }, 'reason'],
		[{ answer: 'edit', input: 'x'.repeat(300_000) }, 'input'],
		[{ answer: 'yes', by: '' }, 'by'],
	])('refuses %.40j by field', async (said, path) => {
		const { body, status } = await answer(said);
		expect([status, codeOf(body)]).toEqual([400, expect.any(String)]);
		expect(body).toMatchObject({ error: { fields: expect.arrayContaining([expect.objectContaining({ path })]) } });
	});

	it('says where there is no such question or run', async () => {
		const unknown = await answer({ answer: 'yes' }, '/v1/runs/run-1/questions/other/answer');
		expect([unknown.status, codeOf(unknown.body)]).toEqual([404, 'question-unknown']);
		const odd = await answer({ answer: 'yes' }, '/v1/runs/run-1/questions/a%20b/answer');
		expect(odd.status).toBe(400);
	});
});
