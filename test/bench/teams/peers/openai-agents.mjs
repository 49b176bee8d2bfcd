/** @openai/agents: a supervisor whose tools are its members (`asTool`), over chat completions, without its uploads of traces. */
import { Agent, OpenAIChatCompletionsModel, Runner } from '@openai/agents';
import OpenAI from 'openai';
import { serveSide } from '../side.ts';
import { LEADER, MEMBERS, MODEL, taskOf } from '../work.ts';

const client = new OpenAI({ baseURL: process.env.MODEL_ADDRESS, apiKey: process.env.MODEL_KEY, maxRetries: 0 });
const model = new OpenAIChatCompletionsModel(client, MODEL);
const runner = new Runner({ tracingDisabled: true });
const members = MEMBERS.map(({ name, role, instructions }) =>
	new Agent({ name, instructions, model }).asTool({
		toolName: name,
		toolDescription: role,
		runConfig: { tracingDisabled: true },
	}),
);
const leader = new Agent({ name: LEADER.name, instructions: LEADER.instructions, model, tools: members });

serveSide(async (run) => (await runner.run(leader, taskOf(run))).finalOutput ?? '');
