/** A model that does its part in the shipped teams, and quotes what their tools gave. */
import type { ModelRequest, Scripted } from '../../engine/sandbox/models/script.ts';

/** The account that the teams look up. */
export const DOMAIN = 'haldenfreight.example';

type Sent = {
	messages: { role: string; content: string; tool_calls?: unknown[] }[];
	response_format?: { json_schema?: { name?: string } };
};

/** Answers by who it is told to be, and by how often it has spoken already. */
export function works({ body }: ModelRequest): Scripted {
	const { messages, response_format: format } = body as unknown as Sent;
	const member = /^You are ([\w-]+)/.exec(messages[0]?.content ?? '')?.[1] ?? '';
	const turn = messages.filter(({ role }) => role === 'assistant').length + 1;
	const text = messages.map(({ content }) => content).join('\n');
	const results = [...text.matchAll(/<<<(r[\d-]+)\n([^\n]+)/g)].map(([, id, line = '']) => `[${id}: "${line}"]`);
	const call = (name: string, input: object): Scripted => ({
		kind: 'say',
		toolCalls: [{ id: `call-${turn}`, name, arguments: JSON.stringify(input) }],
	});
	const say = (words: string): Scripted => ({ kind: 'say', text: words, counts: { input: 900, output: 100 } });
	const proofs = [...text.matchAll(/\[r[\d-]+: "[^"]+"\]/g)].map(([proof]) => proof);
	if (format?.json_schema?.name === 'merged') {
		return say(JSON.stringify({ answer: `There are calls. ${proofs.at(-1) ?? ''}`, disagreements: [] }));
	}
	if (member === 'DataAnalyst') {
		return turn === 1
			? call('sql-analyzer', { sql: 'select count(*) as calls from calls' })
			: say(`Calls. ${results.at(-1)}`);
	}
	if (member === 'BizCoordinator') {
		const task = text.includes('write a note') ? `Write the note about ${DOMAIN}.` : `Look up ${DOMAIN}.`;
		const members = text.includes('And the calls?') ? ['CRMSpecialist', 'SalesCoach'] : ['CRMSpecialist'];
		if (turn === 1) return delegate(members.map((to) => ({ member: to, task })));
		// The prompt shows one, too; what members report comes last.
		const [crm = '', calls] = proofs.slice(-members.length);
		return say(`The CRM knows the company. ${crm}${calls ? `\nThere are calls. ${calls}` : ''}`);
	}
	if (member === 'SalesCoach') {
		if (turn === 1) return call('gong-analyzer', { action: 'list', account: DOMAIN });
		return say(`There are calls. ${results.at(-1)}`);
	}
	if (member === 'CRMSpecialist') {
		if (turn === 1) return call('hubspot-api', { action: 'company', domain: DOMAIN });
		const id = /\bid: (\d+)/.exec(text)?.[1] ?? '';
		if (turn === 2 && text.includes('Write the note')) {
			return call('hubspot-note', { record: 'company', id, text: 'A pilot was agreed.' });
		}
		return say(`It is there. ${results[0]}`);
	}
	return say('Not done: there is no tool for it.');
}

/** Work for several members in one turn. */
function delegate(work: { member: string; task: string }[]): Scripted {
	return {
		kind: 'say',
		toolCalls: work.map((one, at) => ({ id: `call-${at}`, name: 'delegate', arguments: JSON.stringify(one) })),
	};
}
