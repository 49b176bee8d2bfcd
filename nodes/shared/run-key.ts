/** The key that makes starting a run safe to repeat. */
import { createHash } from 'node:crypto';
import type { IExecuteFunctions } from 'n8n-workflow';

/**
 * The same for every try of one run of a node, different for any other: execution ids start again at 1 when n8n's
 * database is emptied, so the random token of the resume address, made once for each execution, is part of it.
 */
export function runKey(context: IExecuteFunctions): string {
	const executionId = context.getExecutionId();
	const parts = [
		context.getInstanceId(),
		context.getWorkflow().id,
		executionId,
		context.getNode().id,
		context.evaluateExpression('{{ $runIndex }}', 0),
		context.evaluateExpression('{{ $execution.resumeUrl }}', 0),
	];
	// Hashed, because the token opens the resume address and keys may be logged.
	const hash = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
	return `n8n-${executionId}-${hash}`;
}
