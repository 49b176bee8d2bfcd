/** The AI SDK: a supervisor whose tools are its members, as its documentation builds an orchestrator with workers. */
import { createOpenAI } from '@ai-sdk/openai';
import { generateText, isStepCount, tool } from 'ai';
import { z } from 'zod';
import { serveSide } from '../side.ts';
import { LEADER, MEMBERS, MODEL, taskOf } from '../work.ts';

const openai = createOpenAI({ baseURL: process.env.MODEL_ADDRESS, apiKey: process.env.MODEL_KEY });
const model = openai.chat(MODEL);
const tools = Object.fromEntries(
	MEMBERS.map(({ name, role, instructions }) => [
		name,
		tool({
			description: role,
			inputSchema: z.object({ task: z.string() }),
			async execute({ task }) {
				return (await generateText({ model, instructions, prompt: task, maxRetries: 0 })).text;
			},
		}),
	]),
);

serveSide(async (run) => {
	const { text } = await generateText({
		...{ model, tools, instructions: LEADER.instructions, prompt: taskOf(run) },
		...{ maxRetries: 0, stopWhen: isStepCount(12) },
	});
	return text;
});
