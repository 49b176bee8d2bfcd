/** What a schema cannot tell about a request for a run: whether its connections exist and fit, its window, its recipient. */
import { type Connection, type ConnectionKind, providerOfConnection } from '../contract/connection.ts';
import type { AskInput, RunRequest } from '../contract/run.ts';
import { formatPath } from './path.ts';
import type { FieldProblem } from './problems.ts';

const DAY_MS = 24 * 3_600_000;
const MAXIMUM_WINDOW_DAYS = 31;
/** The course of a customer is looked at over a year. */
const MAXIMUM_CUSTOMER_WINDOW_DAYS = 366;
/** Uploaded calls are read without a service. */
const UPLOADED = /^upload-/;
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
		...scopeProblems(request, path),
	];
}

function connectionProblems(
	request: RunRequest,
	connections: readonly Connection[],
	path: PropertyKey[],
): FieldProblem[] {
	const checked = (place: ConnectionKind, id: string | undefined, where: PropertyKey[]): FieldProblem[] => {
		if (id === undefined) return [];
		const at = formatPath([...path, 'connections', ...where]);
		const connection = connections.find((candidate) => candidate.id === id);
		if (connection === undefined) {
			return [{ path: at, message: `there is no connection "${id}"`, code: 'connection-unknown' }];
		}
		if (connection.kind === place) return [];
		return [{ path: at, message: `"${id}" is a ${connection.kind} connection`, code: 'connection-wrong-kind' }];
	};
	const places = PLACES.flatMap((place) => checked(place, request.connections[place], [place]));
	const models = (request.connections.models ?? []).flatMap((id, at) => checked('models', id, ['models', at]));
	return [...places, ...models, ...twiceProblems(request, connections, path)];
}

/** Of two connections to one provider only one could be asked, and nothing would say which. */
function twiceProblems(
	{ connections: { models = [] } }: RunRequest,
	connections: readonly Connection[],
	path: PropertyKey[],
): FieldProblem[] {
	const known = new Map<string, string>();
	return models.flatMap((id, at): FieldProblem[] => {
		const connection = connections.find((candidate) => candidate.id === id);
		if (connection?.kind !== 'models') return [];
		const provider = providerOfConnection(connection);
		const before = known.get(provider);
		known.set(provider, before ?? id);
		if (before === undefined) return [];
		const message = `is to ${provider}, as "${before}" is: name one of them`;
		return [{ path: formatPath([...path, 'connections', 'models', at]), message }];
	});
}

function recipientProblems({ delivery, recipient }: RunRequest, path: PropertyKey[]): FieldProblem[] {
	if (delivery !== 'only-me' || recipient !== undefined) return [];
	const message = 'delivery only-me needs the e-mail address that messages go to';
	return [{ path: formatPath([...path, 'recipient']), message, code: 'recipient-missing' }];
}

function windowProblems(request: RunRequest, path: PropertyKey[]): FieldProblem[] {
	return request.inputs.flatMap((input, index): FieldProblem[] => {
		const days = 'account' in input && input.account ? MAXIMUM_CUSTOMER_WINDOW_DAYS : MAXIMUM_WINDOW_DAYS;
		const window = 'window' in input ? input.window : undefined;
		if (window === undefined) return [];
		const milliseconds = Date.parse(window.to) - Date.parse(window.from);
		if (milliseconds > 0 && milliseconds <= days * DAY_MS) return [];
		const message = milliseconds > 0 ? `is longer than ${days} days` : '`from` must lie before `to`';
		return [{ path: formatPath([...path, 'inputs', index, 'window']), message, code: 'window-not-valid' }];
	});
}

/** What is read: one call, an account or a window, and the service that it is read from. */
function scopeProblems(request: RunRequest, path: PropertyKey[]): FieldProblem[] {
	if (request.kind !== 'ask' && request.kind !== 'analyze-call') return [];
	const twofold = request.inputs.flatMap((input, index): FieldProblem[] => {
		if (input.callId === undefined) return [];
		return (['account', 'window'] as const).flatMap((field) => {
			if (!(field in input) || (input as AskInput)[field] === undefined) return [];
			const message = `name either a call or ${field === 'account' ? 'an account' : 'a window'}, not both`;
			return [{ path: formatPath([...path, 'inputs', index, field]), message }];
		});
	});
	const served = request.inputs.some(
		(input) => !('account' in input && input.account) && (input.callId === undefined || !UPLOADED.test(input.callId)),
	);
	if (!served || request.connections.calls !== undefined) return twofold;
	const message = 'is missing: only uploaded calls are read without a calls connection';
	return [...twofold, { path: formatPath([...path, 'connections', 'calls']), message }];
}
