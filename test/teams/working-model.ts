/** A model that does its part in any team: hands work to everybody, uses the first tool it has, and quotes the request. */
import type { ModelRequest, Scripted } from '../../engine/sandbox/models/script.ts';

type Sent = {
	messages: { role: string; content: string }[];
	tools?: { function: { name: string; parameters: { properties?: Record<string, unknown>; required?: string[] } } }[];
	response_format?: { json_schema?: { name?: string } };
};

/** The request has to be exactly this; where somebody is to be chosen, or has a task, it is Ann. */
export const TASK = 'What of Acme?';

export function works({ body }: ModelRequest): Scripted {
	const { messages, tools = [], response_format: format } = body as unknown as Sent;
	const turn = messages.filter(({ role }) => role === 'assistant').length + 1;
	const text = messages.map(({ content }) => content).join('\n');
	const answer = `Acme is there. [request: "${TASK}"]`;
	const say = (words: string): Scripted => ({ kind: 'say', text: words, counts: { input: 900, output: 100 } });
	const shaped: Record<string, object> = {
		merged: { answer, disagreements: [] },
		chosen: { member: 'Ann', why: 'she finds out' },
		verdict: { verdict: 'accept', reasons: [] },
		plan: text.includes('(done, ')
			? { add: [], drop: [], answer }
			: { add: [{ id: 'a', member: 'Ann', task: 'Find out.', after: [] }], drop: [], answer: '' },
	};
	const shape = shaped[format?.json_schema?.name ?? ''];
	if (shape) return say(JSON.stringify(shape));
	const [tool] = tools;
	if (!tool || turn > 1) return say(answer);
	const delegate = tools.find((one) => one.function.name === 'delegate');
	const names = (delegate?.function.parameters.properties?.member as { enum: string[] } | undefined)?.enum ?? [];
	const own = tools.find((one) => one.function.name !== 'delegate');
	const filled = Object.fromEntries((own?.function.parameters.required ?? []).map((name) => [name, 'Acme']));
	const calls = own
		? [{ name: own.function.name, arguments: JSON.stringify(filled) }]
		: names.map((member) => ({ name: 'delegate', arguments: JSON.stringify({ member, task: 'Find out.' }) }));
	return {
		kind: 'say',
		toolCalls: calls.map((call, at) => ({ id: `call-${at}`, ...call })),
		counts: { input: 900, output: 50 },
	};
}
