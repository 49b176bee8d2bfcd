/** LangGraph: a prebuilt agent as supervisor, whose tools are prebuilt agents. */
import { tool } from '@langchain/core/tools';
import { createReactAgent } from '@langchain/langgraph/prebuilt';
import { ChatOpenAI } from '@langchain/openai';
import { z } from 'zod';
import { serveSide } from '../side.ts';
import { LEADER, MEMBERS, MODEL, taskOf } from '../work.ts';

const llm = new ChatOpenAI({
	...{ model: MODEL, apiKey: process.env.MODEL_KEY, maxRetries: 0, useResponsesApi: false },
	configuration: { baseURL: process.env.MODEL_ADDRESS },
});
const tools = MEMBERS.map(({ name, role, instructions }) => {
	const agent = createReactAgent({ llm, tools: [], prompt: instructions, name });
	return tool(
		async ({ task }) => {
			const { messages } = await agent.invoke({ messages: [{ role: 'user', content: task }] });
			return String(messages.at(-1)?.content);
		},
		{ name, description: role, schema: z.object({ task: z.string() }) },
	);
});
const leader = createReactAgent({ llm, tools, prompt: LEADER.instructions, name: LEADER.name });

serveSide(async (run) => {
	const { messages } = await leader.invoke({ messages: [{ role: 'user', content: taskOf(run) }] });
	return String(messages.at(-1)?.content);
});
