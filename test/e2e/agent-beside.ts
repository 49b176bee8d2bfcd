/** Workflows in which other nodes of n8n work with the Sophia Agent: its AI Agent, its human review, its Send and Wait. */
import type { ModelRequest, Scripted } from '../../engine/sandbox/models/script.ts';
import type { Credential } from '../host/house.ts';
import type { Workflow } from '../host/n8n.ts';
import * as make from '../host/workflows.ts';

export const TOOL = 'Ask the team';

export type AsTool = {
	sophia: Credential;
	openAi: Credential;
	task: string;
	/** A person says yes or no by e-mail before the tool runs. */
	review?: { smtp: Credential; to: string };
};

/** The task of the team is left to the model, as somebody does who presses the stars beside the field. */
export function aiAgentWith({ sophia, openAi, task, review }: AsTool): Omit<Workflow, 'id'> {
	const langchain = '@n8n/n8n-nodes-langchain';
	const agent = make.node('AI Agent', `${langchain}.agent`, 3.1, { promptType: 'define', text: task, options: {} });
	const model = make.node('Model', `${langchain}.lmChatOpenAi`, 1.3, {
		model: { __rl: true, mode: 'id', value: 'gpt-5.6-terra' },
		responsesApiEnabled: false,
		options: {},
	});
	const tool = make.node(TOOL, 'n8n-nodes-sophia.sophiaAgentTool', 1, {
		team: 'BusinessIntelligenceTeam',
		task: "={{ $fromAI('task', 'What the team is to do, in plain words', 'string') }}",
		models: ['openai-main'],
		delivery: 'send',
	});
	const asked = make.node('Review', 'n8n-nodes-base.emailSendHitlTool', 2.1, {
		message: '=May the team do this?\n{{ $tool.parameters.task }}',
		fromEmail: 'n8n@larkspur.example',
		toEmail: review?.to ?? '',
		subject: 'May the team work?',
		approvalOptions: { values: { approvalType: 'double' } },
		options: {},
	});
	const wire = (name: string, type: string) => ({ [type]: [[{ node: name, type, index: 0 }]] });
	return {
		name: 'AI Agent with a team',
		nodes: [
			make.started,
			agent,
			{ ...model, credentials: { openAiApi: openAi } },
			{ ...tool, credentials: { sophiaApi: sophia } },
			...(review ? [{ ...asked, credentials: { smtp: review.smtp } }] : []),
		],
		connections: {
			Start: { main: [[make.to('AI Agent')]] },
			Model: wire('AI Agent', 'ai_languageModel'),
			[TOOL]: wire(review ? 'Review' : 'AI Agent', 'ai_tool'),
			...(review ? { Review: wire('AI Agent', 'ai_tool') } : {}),
		},
	};
}

/** Mails what a team asks, and answers with the button that was pressed. */
export function approvalByMail({
	sophia,
	smtp,
	to,
}: {
	sophia: Credential;
	smtp: Credential;
	to: string;
}): make.Node[] {
	const trigger = make.node('Asked', 'n8n-nodes-sophia.sophiaTrigger', 1, { types: ['approval.asked'], filters: {} });
	const mail = make.node('Mail', 'n8n-nodes-base.emailSend', 2.1, {
		operation: 'sendAndWait',
		fromEmail: 'n8n@larkspur.example',
		toEmail: to,
		subject: '={{ $json.question.title }}',
		message: '={{ $json.question.member }}: {{ $json.question.title }}',
		responseType: 'approval',
		approvalOptions: { values: { approvalType: 'double' } },
		options: {},
	});
	const answer = make.node('Answer', 'n8n-nodes-sophia.sophiaAgent', 1, {
		resource: 'approval',
		operation: 'answer',
		runId: "={{ $('Asked').item.json.run.id }}",
		questionId: "={{ $('Asked').item.json.question.id }}",
		decision: "={{ $json.data.approved ? 'yes' : 'no' }}",
	});
	return [
		{ ...trigger, webhookId: '3f1c2d9e-10a4-4b1c-955f-8e9d1f2b3c40', credentials: { sophiaApi: sophia } },
		{ ...mail, webhookId: '3f1c2d9e-10a4-4b1c-955f-8e9d1f2b3c41', credentials: { smtp } },
		{ ...answer, credentials: { sophiaApi: sophia } },
	];
}

type Sent = {
	messages: { role: string; content: string | null }[];
	tools?: { function: { name: string; parameters: { properties: Record<string, unknown> } } }[];
};

/** Gives the tool what a person asked, then repeats what came back. Undefined for a request that is not the AI Agent's. */
export function leads({ body }: ModelRequest): Scripted | undefined {
	const { messages, tools = [] } = body as unknown as Sent;
	const tool = tools.find(({ function: { name } }) => name === TOOL.replaceAll(' ', '_'));
	if (!tool) return undefined;
	const result = messages.findLast(({ role }) => role === 'tool');
	if (result) return { kind: 'say', text: `The tool says: ${result.content}` };
	const task = messages.findLast(({ role }) => role === 'user')?.content;
	const reviewed = 'toolParameters' in tool.function.parameters.properties;
	const input = reviewed ? { toolParameters: { task }, hitlParameters: {} } : { task };
	const call = { id: 'call-1', name: tool.function.name, arguments: JSON.stringify(input) };
	return { kind: 'say', toolCalls: [call] };
}
