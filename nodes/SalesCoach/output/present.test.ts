import { expect, it } from '@jest/globals';
import { need } from '../../../test/need.ts';
import { useCoach } from '../../../test/nodes/coach.ts';
import { verifies } from '../../../test/verifies.ts';

const rep = { id: '9', name: 'Maya Okafor' };
const message = { message: { rep, text: 'Good morning Maya.', writtenBy: 'model', compared: 'Morning.' } };
const byRules = { message: { rep, text: 'Good morning.', writtenBy: 'rules' } };
const note = { note: { title: 'Halden: review', text: 'They want a report.', compared: 'Agreed: a report.' } };

need('n8n')('what comes out of the Sales Coach', () => {
	const coach = useCoach();

	async function itemOf(day: object) {
		const { executionId } = await coach.park();
		coach.engine.end('run-1', 'succeeded', [{ state: 'succeeded', value: { summary: 'A day.', ...day } }]);
		const { execution } = await coach.knock(executionId, 'run-1');
		return execution?.outputs.After?.[0]?.[0]?.[0]?.json ?? {};
	}

	it('has what models wrote beside what rules wrote of the same', async () => {
		verifies('node.models-shown');
		const item = await itemOf({ messages: [message, byRules], notes: [note] });
		expect(item.compared).toEqual([
			{ kind: 'message', about: 'Maya Okafor', byModel: 'Good morning Maya.', byRules: 'Morning.' },
			{ kind: 'note', about: 'Halden: review', byModel: 'They want a report.', byRules: 'Agreed: a report.' },
		]);
		expect([Object.keys(item)[0], item.messages]).toEqual(['summary', [message, byRules]]);
	});

	it('is the day as it is where there is nothing to compare', async () => {
		expect(await itemOf({ messages: [byRules], notes: [] })).not.toHaveProperty('compared');
	});
});
