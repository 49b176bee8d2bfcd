/** The names of a team's steps: where in the tree, who, which turn. What was used is counted by them after a crash. */

/** `1`, and `1-2-3` for the third piece of work that `1` gave out in its second turn. */
export type Place = string;

export const turnName = (place: Place, member: string, turn: number): string => `${place} ${member}: turn ${turn}`;

/** `generate` adds the number of the try. */
export const isModelCall = (name: string): boolean => / model call \d+$/.test(name);

export const firstTry = (asked: string): string => `${asked}: model call 1`;

export const toolName = (place: Place, member: string, turn: number, call: number, tool: string): string =>
	`${place} ${member}: tool ${turn}-${call} ${tool}`;

/** A tool that writes leaves no step of its own name, but that a person was asked, and what came of it. */
export const askedName = (tool: string): string => `${tool}: asked`;
export const outcomeName = (tool: string): string => `${tool}: outcome`;

const TOOL_CALL = /^([\d-]+ [\w-]+: tool \d+-\d+ [\w.-]+)(?:: asked|: outcome)?$/;

/** The tool call that a step is of. */
export const toolCallOf = (name: string): string | undefined => TOOL_CALL.exec(name)?.[1];

export const isAsked = (name: string): boolean => name.endsWith(': asked');

/** Whether a step is of the work at that place, or of work that it gave out. */
export const isAt = (place: Place, name: string): boolean =>
	name.startsWith(`${place} `) || name.startsWith(`${place}-`);

export const resultId = (place: Place, turn: number, call: number): string => `r${place}-${turn}-${call}`;
