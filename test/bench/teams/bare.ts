/** The physical limit: five requests with the least JSON that gets the same answers, by the fetch that comes with Node. */
import { serveSide } from './side.ts';
import { LEADER, MEMBERS, MODEL, taskOf } from './work.ts';

const url = `${process.env.MODEL_ADDRESS}/chat/completions`;
const headers = { 'content-type': 'application/json', authorization: `Bearer ${process.env.MODEL_KEY}` };

type ToolCall = { id: string; function: { name: string; arguments: string } };
type Answered = { choices: { message: { content: string | null; tool_calls?: ToolCall[] } }[] };

async function ask(messages: object[], tools?: object[]) {
	const response = await fetch(url, {
		method: 'POST',
		headers,
		body: JSON.stringify({ model: MODEL, messages, ...(tools ? { tools } : {}) }),
	});
	const { choices } = (await response.json()) as Answered;
	return (choices[0] as Answered['choices'][number]).message;
}

const member = { type: 'string', enum: MEMBERS.map(({ name }) => name) };
const parameters = { type: 'object', properties: { member, task: { type: 'string' } }, required: ['member', 'task'] };
const tools = [{ type: 'function', function: { name: 'delegate', parameters } }];

serveSide(async (run) => {
	const told = [
		{ role: 'system', content: LEADER.instructions },
		{ role: 'user', content: taskOf(run) },
	];
	const delegated = await ask(told, tools);
	const calls = delegated.tool_calls ?? [];
	const reports = await Promise.all(
		calls.map(async ({ id, function: { arguments: given } }) => {
			const { member: name, task } = JSON.parse(given) as { member: string; task: string };
			const instructions = MEMBERS.find((one) => one.name === name)?.instructions;
			const { content } = await ask([
				{ role: 'system', content: instructions },
				{ role: 'user', content: task },
			]);
			return { role: 'tool', tool_call_id: id, content };
		}),
	);
	const composed = await ask([...told, { role: 'assistant', ...delegated }, ...reports], tools);
	return composed.content ?? '';
});
