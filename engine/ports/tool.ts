/** Something that a member of a team can use: what it is called with, what it returns, and whether it changes anything. */
import type { JsonSchema } from './model.ts';
import type { EffectAttempt, RunContext } from './run-context.ts';

type Described = {
	/** `sql-analyzer`, or `service.tool`. */
	readonly name: string;
	readonly description: string;
	/** Of an object. Checked before the tool is used. */
	readonly input: JsonSchema;
	/** Checked after it was used, where it is there. */
	readonly output?: JsonSchema;
	/** Whether a person has to approve each use. */
	readonly approval: boolean;
	/** Of the service that it belongs to. */
	readonly service?: string;
	/** What came back is cut to this, with a note, characters of JSON; 20,000 without it. */
	readonly mostCharacters?: number;
};

/** Changes nothing: it can be asked again. Throws SophiaErrors. */
export type ReadingTool = Described & {
	readonly writes: false;
	/** What it returns is JSON. */
	use(input: unknown, signal: AbortSignal): Promise<unknown>;
};

/** Changes something: done once for each key, through crashes. */
export type WritingTool = Described & {
	readonly writes: true;
	/** Whether it can be used with delivery `only-me`, so that only the recipient hears of it. */
	readonly onlyMe: boolean;
	/** `key`: of the effect, the same on every replay; other systems may keep it to recognize the write. */
	attempt(input: unknown, key: string): EffectAttempt<unknown>;
};

export type Tool = ReadingTool | WritingTool;

/** A tool that cannot be offered, and why, in words for people. */
export type MissingTool = { tool: string; reason: string };

/** The tools that one run can use; closed when its attempt ends. */
export type Toolbox = {
	/** By name. */
	readonly tools: ReadonlyMap<string, Tool>;
	readonly missing: readonly MissingTool[];
	close(): Promise<void>;
};

/** What a toolbox needs to know of a run. */
export type ToolRun = Pick<
	RunContext,
	'id' | 'rootId' | 'tenant' | 'connections' | 'delivery' | 'recipient' | 'requestedAt' | 'signal'
>;

export type Wanted = {
	/** Names of single tools, qualified where they are of a service. */
	tools: readonly string[];
	/** Services of which all tools are wanted. */
	services: readonly string[];
};

/** Opens those that are wanted; what is not there is among `missing`. */
export type OpenToolbox = (run: ToolRun, wanted: Wanted) => Promise<Toolbox>;
