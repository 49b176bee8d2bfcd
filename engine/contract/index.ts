/** The contract between the engine and those who use it. The nodes import its types only. */
export * from './analysis.ts';
export * from './call.ts';
export * from './coaching.ts';
export * from './connection.ts';
export * from './event.ts';
export * from './feedback.ts';
export * from './interaction.ts';
export * from './model.ts';
export * from './playbook.ts';
export * from './question.ts';
export * from './run.ts';
export * from './run-costs.ts';
export * from './team.ts';
export * from './tenant.ts';
export * from './transcript.ts';
