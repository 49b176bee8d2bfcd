/** What teams tell of themselves as spans, by OpenTelemetry's names for generative AI. Never what was said. */
import type { MemberWork, ToolUse } from '../../contract/team.ts';
import type { Report, Seat, TeamRun, TeamSeat } from './team-run.ts';

/** A span of a team, and one of somebody at work in it. */
const teamSpan = (place: string): string => `team ${place}`;
const agentSpan = (place: string): string => `agent ${place}`;

type Traced = Pick<TeamRun, 'run' | 'ports'>;

/** What a model call is recorded as: by `generate`. */
type Tried = {
	model: string;
	tier: string;
	generation?: {
		model: string;
		usage: {
			inputTokens: number;
			cacheReadTokens: number;
			cacheWriteTokens: number;
			outputTokens: number;
			costUsd: number;
		};
	};
	failed?: { code: string };
};

/** `usage.input_tokens` counts cached tokens, too. */
export function traceModelCall(
	{ run, ports }: Traced,
	{ place, agent }: Seat,
	name: string,
	startedAt: Date,
	tried: Tried,
): void {
	const { model, tier, generation, failed } = tried;
	const at = model.indexOf('/');
	const usage = generation?.usage;
	ports.traces.end({
		...{ trace: run.id, id: name, parent: agentSpan(place), name: `chat ${model.slice(at + 1)}`, kind: 'client' },
		...{ startedAt, endedAt: ports.clock.now() },
		attributes: {
			'gen_ai.operation.name': 'chat',
			'gen_ai.provider.name': model.slice(0, at),
			'gen_ai.request.model': model.slice(at + 1),
			'gen_ai.agent.name': agent.name,
			'sophia.tier': tier,
			...(generation ? { 'gen_ai.response.model': generation.model } : {}),
			...(usage
				? {
						'gen_ai.usage.input_tokens': usage.inputTokens + usage.cacheReadTokens + usage.cacheWriteTokens,
						'gen_ai.usage.output_tokens': usage.outputTokens,
						'gen_ai.usage.cache_read.input_tokens': usage.cacheReadTokens,
						'sophia.cost_usd': usage.costUsd,
					}
				: {}),
		},
		...(failed ? { error: failed.code } : {}),
	});
}

export function traceTool(
	{ run, ports }: Traced,
	{ id, name, place }: { id: string; name: string; place: string },
	tool: { name: string },
	startedAt: Date,
	{ state, code }: Pick<ToolUse, 'state' | 'code'>,
): void {
	ports.traces.end({
		...{ trace: run.id, id: name, parent: agentSpan(place), name: `execute_tool ${tool.name}`, kind: 'internal' },
		...{ startedAt, endedAt: ports.clock.now() },
		attributes: {
			'gen_ai.operation.name': 'execute_tool',
			'gen_ai.tool.name': tool.name,
			'gen_ai.tool.call.id': id,
			'sophia.tool.state': state,
		},
		...(state === 'done' ? {} : { error: code ?? state }),
	});
}

export function traceAgent(
	{ run, ports }: Traced,
	{ place, teamPlace, agent }: Seat,
	startedAt: Date,
	work: Pick<MemberWork, 'state' | 'costUsd' | 'modelCalls'>,
): void {
	ports.traces.end({
		...{
			trace: run.id,
			id: agentSpan(place),
			parent: teamSpan(teamPlace),
			kind: 'internal',
			name: `invoke_agent ${agent.name}`,
		},
		...{ startedAt, endedAt: ports.clock.now() },
		attributes: {
			'gen_ai.operation.name': 'invoke_agent',
			'gen_ai.agent.name': agent.name,
			'sophia.state': work.state,
			'sophia.model_calls': work.modelCalls,
			'sophia.cost_usd': work.costUsd,
		},
		...(work.state === 'failed' ? { error: 'failed' } : {}),
	});
}

/** The outermost is the run itself. */
export function traceTeam(
	{ run, ports }: Traced,
	{ place, team, outerPlace, begunAt }: TeamSeat,
	{ state }: Pick<Report, 'state'>,
): void {
	const { sessionId } = run.input;
	ports.traces.end({
		...{ trace: run.id, id: teamSpan(place), kind: 'internal', name: `invoke_agent ${team.name}` },
		...(outerPlace === undefined ? {} : { parent: teamSpan(outerPlace) }),
		...{ startedAt: new Date(begunAt), endedAt: ports.clock.now() },
		attributes: {
			'gen_ai.operation.name': 'invoke_agent',
			'gen_ai.agent.name': team.name,
			'sophia.team.mode': team.mode,
			'sophia.run.id': run.id,
			'sophia.tenant': run.tenant,
			'sophia.state': state,
			...(sessionId === undefined ? {} : { 'gen_ai.conversation.id': sessionId }),
		},
		...(state === 'failed' ? { error: 'failed' } : {}),
	});
}
