/** What a schema cannot tell about a request for a run: whether its connections exist and fit, its window, its recipient. */
import type { Connection, ConnectionKind } from '../contract/connection.ts';
import type { RunRequest } from '../contract/run.ts';
import { formatPath } from './path.ts';
import type { FieldProblem } from './problems.ts';

const MAXIMUM_WINDOW_MS = 31 * 24 * 3_600_000;
const PLACES = ['calls', 'chat', 'crm'] as const satisfies ConnectionKind[];

/** `path`: where the request stands in the body. */
export function runProblems(
	request: RunRequest,
	connections: readonly Connection[],
	path: PropertyKey[],
): FieldProblem[] {
	return [
		...connectionProblems(request, connections, path),
		...recipientProblems(request, path),
		...windowProblems(request, path),
	];
}

function connectionProblems(
	request: RunRequest,
	connections: readonly Connection[],
	path: PropertyKey[],
): FieldProblem[] {
	return PLACES.flatMap((place): FieldProblem[] => {
		const id = request.connections[place];
		if (id === undefined) return [];
		const at = formatPath([...path, 'connections', place]);
		const connection = connections.find((candidate) => candidate.id === id);
		if (connection === undefined) {
			return [{ path: at, message: `there is no connection "${id}"`, code: 'connection-unknown' }];
		}
		if (connection.kind === place) return [];
		return [{ path: at, message: `"${id}" is a ${connection.kind} connection`, code: 'connection-wrong-kind' }];
	});
}

function recipientProblems({ delivery, recipient }: RunRequest, path: PropertyKey[]): FieldProblem[] {
	if (delivery !== 'only-me' || recipient !== undefined) return [];
	const message = 'delivery only-me needs the e-mail address that messages go to';
	return [{ path: formatPath([...path, 'recipient']), message, code: 'recipient-missing' }];
}

function windowProblems(request: RunRequest, path: PropertyKey[]): FieldProblem[] {
	if (request.kind !== 'coach-day') return [];
	return request.inputs.flatMap(({ window }, index): FieldProblem[] => {
		if (window === undefined) return [];
		const milliseconds = Date.parse(window.to) - Date.parse(window.from);
		if (milliseconds > 0 && milliseconds <= MAXIMUM_WINDOW_MS) return [];
		const message = milliseconds > 0 ? 'is longer than 31 days' : '`from` must lie before `to`';
		return [{ path: formatPath([...path, 'inputs', index, 'window']), message, code: 'window-not-valid' }];
	});
}
