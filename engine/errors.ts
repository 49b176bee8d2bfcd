/** The one hierarchy of errors and the one table of codes. docs/errors.md is checked against it. */

export type ErrorEntry = {
	/** HTTP status where the error answers a request. */
	status: number;
	/** What happened, in words for the person who meets it. */
	message: string;
	/** What that person can do about it. */
	action: string;
};

const entry = (status: number, message: string, action: string): ErrorEntry => ({ status, message, action });

export const ERROR_CODES = {
	// The request
	'bad-request': entry(400, 'The request is not valid.', 'Mend the fields that are named and send it again.'),
	'body-not-json': entry(400, 'The body is not JSON.', 'Send a JSON body, encoded as UTF-8.'),
	'content-type-unsupported': entry(
		415,
		'The content type is not supported.',
		'Send application/json; a transcript may also be text/vtt, application/x-subrip, text/plain or application/octet-stream.',
	),
	'body-not-yaml': entry(400, 'The body is not YAML.', 'Mend it where the message says and send it again.'),
	'body-too-large': entry(413, 'The request is larger than 10 MiB.', 'Send less in one request.'),
	'body-too-deep': entry(400, 'The body is nested too deeply.', 'Keep the nesting under 32 levels.'),
	'text-not-valid': entry(400, 'A text holds NUL bytes or broken Unicode.', 'Remove them and send it again.'),
	'not-found': entry(404, 'There is no such address.', 'Compare the address with /openapi.json.'),
	'method-not-allowed': entry(405, 'This address does not take that method.', 'Compare the method with /openapi.json.'),
	// Who asks
	'key-missing': entry(401, 'No API key was sent.', 'Send `Authorization: Bearer <key>`; `key create` makes one.'),
	'key-invalid': entry(401, 'The API key is unknown or revoked.', 'Make a new one with `key create --tenant NAME`.'),
	'link-not-valid': entry(
		403,
		'This address opens only with the link it came with.',
		'Open the link from the message or note again, whole; if it is damaged there, ask for a new one.',
	),
	'link-expired': entry(
		410,
		'This link has expired.',
		'Have the call analyzed again: the result has a new link. The call service still has the call itself.',
	),
	'scope-missing': entry(
		500,
		'Something asked for data without saying whose.',
		'This is a fault of the engine: report it.',
	),
	// Tenants, connections
	'tenant-unknown': entry(404, 'There is no such tenant.', 'Make it with `tenant create NAME`.'),
	'tenant-exists': entry(409, 'A tenant of that name exists.', 'Choose another name, or change it with `tenant set`.'),
	'key-unknown': entry(404, 'There is no such API key.', '`key create` prints the id of each key it makes.'),
	'connection-unknown': entry(
		404,
		'There is no such connection.',
		'`connection list --tenant NAME` shows those there are; `connection add` makes one.',
	),
	'connection-wrong-kind': entry(
		400,
		'That connection does not fit its place.',
		'Choose one of the kind (calls, chat, crm or models) that is needed there.',
	),
	'connection-exists': entry(409, 'A connection of that name exists.', 'Remove it first, or choose another --name.'),
	'connection-name-reserved': entry(
		400,
		'A server of your own cannot have the name of a provider of the catalog.',
		'Choose another --name than openai, anthropic and perplexity, and name its models by it in the file of MODELS_FILE.',
	),
	'connection-refused': entry(
		422,
		'The service refuses the credentials of this connection.',
		'Run `connection test` and add the connection again with credentials that work.',
	),
	'connection-scope-missing': entry(
		422,
		'The credentials of this connection lack a scope.',
		'Grant the scope that is named and run `connection test` again.',
	),
	'secret-key-missing': entry(
		500,
		'SOPHIA_SECRET_KEY is not set.',
		'With DATABASE_URL set, give 32 bytes as base64 in SOPHIA_SECRET_KEY.',
	),
	'secret-unreadable': entry(
		500,
		'A stored secret cannot be decrypted.',
		'SOPHIA_SECRET_KEY differs from the one it was stored with: restore it, or add the connection again.',
	),
	// Webhooks and subscriptions
	'signature-not-valid': entry(
		401,
		'The request is not signed as it must be.',
		'Compare address and public key with those of `connection webhook`; the log of the engine says what differs.',
	),
	'subscription-unknown': entry(
		404,
		'There is no such subscription.',
		'`GET /v1/subscriptions` shows those there are.',
	),
	'subscription-limit': entry(
		409,
		'The tenant has as many subscriptions as it may have.',
		'Remove one that nobody needs; `GET /v1/subscriptions` shows them.',
	),
	// Runs
	'run-unknown': entry(404, 'There is no such run.', 'Compare the id; results are kept for 30 days.'),
	'run-not-finished': entry(409, 'The run has not finished.', 'Wait for it with `GET /v1/runs/:id?wait=30s`.'),
	'run-kind-unknown': entry(400, 'There is no such kind of run.', 'Choose one of the kinds in /openapi.json.'),
	'question-unknown': entry(
		404,
		'The run has asked no such question.',
		'`GET /v1/runs/:id/questions` shows what it asked.',
	),
	'question-answered': entry(
		409,
		'The question has another answer already.',
		'`GET /v1/runs/:id/questions` shows it; the first answer counts.',
	),
	'question-closed': entry(
		409,
		'Nobody waits for an answer to this question any more.',
		'The run has ended, or went on without an answer: `GET /v1/runs/:id` shows how.',
	),
	'run-cancelled': entry(409, 'The run was cancelled.', 'Start it again if that was not meant.'),
	'run-timed-out': entry(504, 'The run reached its deadline.', 'Give it more time with `deadlineSeconds`.'),
	'run-crashed': entry(
		500,
		'The run crashed ten times without progress.',
		'Look into the log for its run id and report it.',
	),
	'run-failed': entry(
		500,
		'The run failed for a reason that was not foreseen.',
		'Look into the log for its run id and report it.',
	),
	'run-superseded': entry(409, 'Another attempt has taken this run over.', 'Nothing: the other attempt goes on.'),
	'run-outdated': entry(
		409,
		'The run was begun by another release and does not fit this one.',
		'Start it again; what was delivered is not delivered twice.',
	),
	'step-name-used': entry(500, 'Two steps of one run have the same name.', 'This is a fault of the engine: report it.'),
	'step-result-too-large': entry(500, 'A step returned more than 1 MiB.', 'This is a fault of the engine: report it.'),
	'children-failed': entry(502, 'Every part of the run failed.', 'Look at the first error that is named.'),
	'budget-exceeded': entry(402, 'The budget of the run is used up.', 'Raise `budgetUsd`, or ask for less.'),
	// Models
	'catalog-not-valid': entry(
		500,
		'The catalog of models is not valid.',
		'Mend the fields that are named in the file of MODELS_FILE; docs/models.md says what it holds.',
	),
	'model-unknown': entry(
		422,
		'That model is in no price table.',
		'A model without a price is refused: add it with its price to the file of MODELS_FILE, or choose another.',
	),
	'models-none': entry(
		422,
		'The run reaches no model of that tier.',
		'Name a connection to one of its providers in the run, choose another tier, or put models of yours into that tier: docs/models.md.',
	),
	'model-request-too-large': entry(
		422,
		'The request is too large for every model of its tier, at what a model call may cost.',
		'Choose a higher tier, or ask for less.',
	),
	'model-refused': entry(422, 'The model declines to answer.', 'Another model is asked; ask in other words.'),
	'model-answer-not-valid': entry(
		502,
		"The model's answer is not what was asked for.",
		'Another model is asked; nothing of the answer was used.',
	),
	'model-timed-out': entry(
		504,
		'The model did not answer in time.',
		'Another model is asked, or this one again later.',
	),
	'models-failed': entry(502, 'Every model failed.', 'Look at the last reason that is named.'),
	'models-unavailable': entry(503, 'No model answers at present.', 'It is tried again by itself; else try it later.'),
	'idempotency-conflict': entry(
		409,
		'This Idempotency-Key was used for another request.',
		'Send a new key, or the request as it was.',
	),
	'callback-unreachable': entry(
		422,
		'The engine cannot reach the callback address, or may not.',
		'Name the address as the engine sees it (for n8n: in the credential), and allow its origin in CALLBACK_ORIGINS.',
	),
	'recipient-missing': entry(400, 'Delivery only-me needs a recipient.', 'Give `recipient`, an e-mail address.'),
	'window-not-valid': entry(
		400,
		'The window is not valid.',
		'Give `from` before `to`, at most 31 days apart (366 for a customer).',
	),
	'company-unknown': entry(
		404,
		'The CRM knows no company of this id.',
		'Compare the id with the address of the company in the CRM, or give `domains` instead.',
	),
	'playbook-unknown': entry(404, 'There is no such playbook.', '`GET /v1/playbooks` shows those there are.'),
	'playbook-not-valid': entry(
		400,
		'The playbook is not valid.',
		'Mend the fields that are named; docs/playbooks.md shows how.',
	),
	'playbook-limit': entry(
		409,
		'The tenant has as many playbooks as it may have.',
		'Remove one that is not used any more.',
	),
	// Teams
	'team-unknown': entry(404, 'There is no such team.', '`GET /v1/teams` shows those there are.'),
	'team-not-valid': entry(400, 'The team is not valid.', 'Mend the fields that are named; docs/teams.md shows how.'),
	'teams-limit': entry(409, 'The tenant has as many teams as it may have.', 'Remove one that is not used any more.'),
	'team-limit': entry(409, 'A limit of the team is reached.', 'Raise the limit that is named, or ask for less.'),
	'session-too-large': entry(
		413,
		'A session would hold more than 1 MiB.',
		'Say less at once; docs/memory.md names what a session holds.',
	),
	'memory-unknown': entry(404, 'There is no such item in the memory.', '`GET /v1/memory` shows those there are.'),
	'sql-not-allowed': entry(
		422,
		'The statement holds something that is not allowed.',
		'Write one SELECT over the views that docs/tools.md names, with the functions named there.',
	),
	'sql-failed': entry(422, 'The database refuses the statement.', 'Mend what it names and ask again.'),
	'sql-timed-out': entry(504, 'The statement took too long.', 'Ask for less: fewer views, more conditions.'),
	'interaction-unknown': entry(404, 'There is no such interaction.', '`GET /v1/interactions` shows those there are.'),
	'tool-refused': entry(
		422,
		'The tool was not used.',
		'Read the reason that is named: it is about the tool, its arguments or who may use it.',
	),
	'tool-failed': entry(502, 'The tool failed.', 'Read the reason that is named.'),
	'tool-timed-out': entry(
		504,
		'The tool did not answer in time.',
		'Ask for less, or look at what the tool depends on.',
	),
	'services-not-valid': entry(
		500,
		'The file of services is not valid.',
		'Mend the fields that are named in the file of SERVICES_FILE; docs/services.md says what it holds.',
	),
	'service-unavailable': entry(
		503,
		'A service does not answer.',
		'Look whether it runs; what was asked of it is named, and other tools go on.',
	),
	'service-tools-missing': entry(
		502,
		'A service no longer lists a tool that it had.',
		'Look why its list of tools shrank; where that is meant, restart the engine.',
	),
	'approval-overdue': entry(
		408,
		'Nobody answered a question of the run in 30 days.',
		'Start the run again, and answer its question sooner.',
	),
	// What other services answer
	'calls-unreadable': entry(
		502,
		'The call service answered something that cannot be read.',
		'Try again later; if it stays, report the request id that is named.',
	),
	'call-unknown': entry(
		404,
		'The call service does not know this call.',
		'Compare the id with the address of the call.',
	),
	'call-not-analyzed': entry(
		404,
		'There is no analysis of this call.',
		'Have the call analyzed; if it was, it has been erased since.',
	),
	'insight-unknown': entry(
		404,
		'This was not found again when the call was analyzed anew.',
		'Open the page of the call: it shows what is found there now.',
	),
	'too-many-presses': entry(429, 'The button was pressed too often in a minute.', 'Wait a minute and press it again.'),
	'call-too-long': entry(422, 'A transcript has more than 50,000 sentences.', 'Split the call.'),
	// Transcripts that are uploaded
	'transcript-encoding': entry(
		400,
		'The transcript is not UTF-8.',
		'Save it as UTF-8, or as UTF-16 with a byte order mark, and send it again.',
	),
	'transcript-format-unknown': entry(
		415,
		'The file is no transcript that can be read.',
		'Send WebVTT, SRT, a text with a name before each turn, or the JSON that docs/transcripts.md shows.',
	),
	'transcript-not-valid': entry(
		400,
		'The transcript is not valid.',
		'Mend the line that is named, or export the transcript anew, and send it again.',
	),
	'transcript-empty': entry(400, 'The transcript holds no spoken word.', 'Look whether it is the right file.'),
	'transcript-missing': entry(409, 'The call has no transcript yet.', 'Try again when the call service has made it.'),
	'vendor-unavailable': entry(502, 'An outside service does not answer.', 'Nothing: it is tried again.'),
	'vendor-rate-limited': entry(
		429,
		'An outside service asks to wait.',
		'Nothing: it is tried again after the time it names.',
	),
	'vendor-refused': entry(502, 'An outside service refused the request.', 'Read the reason that is named.'),
	'chat-user-missing': entry(
		404,
		'The rep has no user in the chat.',
		'Invite the rep, or compare the e-mail addresses.',
	),
	'effect-unconfirmed': entry(
		502,
		'It is not known whether a message or note arrived.',
		'Look into the chat or CRM; it is not sent again by itself.',
	),
	// The engine's own stores
	'store-unavailable': entry(
		503,
		'The database does not answer.',
		'Look whether it runs; the work goes on when it is back.',
	),
	'store-locked': entry(409, 'Another engine works on this folder.', 'Stop it, or set SOPHIA_HOME to another folder.'),
	'engine-silent': entry(
		503,
		'The engine that runs on this folder gives no answer.',
		'Look into its log; restart it where it hangs, and look whether the command was done.',
	),
	'store-roles': entry(400, 'Separate roles need PostgreSQL.', 'Set DATABASE_URL, or start with `--role all`.'),
	'migration-changed': entry(
		500,
		'A migration that was applied has changed since.',
		'Restore the migration file; add a new one for a change.',
	),
	'queue-unavailable': entry(503, 'Redis does not answer.', 'Look whether it runs; no run is lost meanwhile.'),
	'command-not-valid': entry(400, 'The command line is not valid.', 'Run the command with --help.'),
	'config-not-valid': entry(500, 'The configuration is not valid.', 'Mend the variables that are named.'),
	internal: entry(
		500,
		'Something went wrong inside the engine.',
		'Look into the log for the request id and report it.',
	),
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof ERROR_CODES;

export type ErrorOptions = {
	cause?: unknown;
	/** Fields that were wrong, or other facts safe to show. Never a secret. */
	details?: Record<string, unknown>;
};

/** Base of all errors of the engine: a stable code, what happened, what to do. */
export class SophiaError extends Error {
	readonly code: ErrorCode;
	readonly details: Record<string, unknown> | undefined;

	constructor(code: ErrorCode, message?: string, options: ErrorOptions = {}) {
		super(message ?? ERROR_CODES[code].message, options.cause === undefined ? undefined : { cause: options.cause });
		this.name = new.target.name;
		this.code = code;
		this.details = options.details;
	}

	get status(): number {
		return ERROR_CODES[this.code].status;
	}

	get action(): string {
		return ERROR_CODES[this.code].action;
	}
}

/** Trying again would give the same answer. */
export class TerminalError extends SophiaError {}

/** Trying again may help, after `retryAfterMs` where the other side named a time. */
export class RetryableError extends SophiaError {
	readonly retryAfterMs: number | undefined;
	/** True when it is certain that the request was not carried out (a 429, a refused connection). */
	readonly notDone: boolean;

	constructor(
		code: ErrorCode,
		message?: string,
		options: ErrorOptions & { retryAfterMs?: number; notDone?: boolean } = {},
	) {
		super(code, message, options);
		this.retryAfterMs = options.retryAfterMs;
		this.notDone = options.notDone ?? false;
	}
}

/** The shape in which an error is stored and shown. */
export type ErrorView = { code: string; message: string; action: string; details?: Record<string, unknown> };

/** Turns anything thrown into what may be shown; what is not ours shows no inner text. */
export function toErrorView(error: unknown, fallback: ErrorCode = 'internal'): ErrorView {
	if (error instanceof SophiaError) {
		return {
			code: error.code,
			message: error.message,
			action: error.action,
			...(error.details ? { details: error.details } : {}),
		};
	}
	return { code: fallback, message: ERROR_CODES[fallback].message, action: ERROR_CODES[fallback].action };
}
