/** Whether the playbooks that a request names are there. */
import type { RunRequest } from '../contract/run.ts';
import { nearest } from '../ports/nearest.ts';
import { formatPath } from './path.ts';
import type { FieldProblem } from './problems.ts';

/** Most requests name none: then nothing has to be looked up. */
export function namesPlaybook(request: RunRequest): boolean {
	return request.inputs.some((input) => asked(input) !== undefined);
}

/** `names`: of those that the tenant can use. `path`: where the request stands in the body. */
export function unknownPlaybooks(request: RunRequest, names: readonly string[], path: PropertyKey[]): FieldProblem[] {
	return request.inputs.flatMap((input, index): FieldProblem[] => {
		const name = asked(input);
		if (name === undefined || names.includes(name)) return [];
		const meant = nearest(name, names);
		const message = `there is no playbook "${name}"${meant ? `; did you mean "${meant}"?` : ''}`;
		return [{ path: formatPath([...path, 'inputs', index, 'playbook']), message, code: 'playbook-unknown' }];
	});
}

function asked(input: RunRequest['inputs'][number]): string | undefined {
	return 'playbook' in input ? input.playbook : undefined;
}
