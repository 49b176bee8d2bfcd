/** What the software must do, as data. Tests cite these by id (verifies.ts); requirements.test.ts sees that each is cited. */

/** Area → name → one sentence. The id of a requirement is `area.name`. */
const AREAS = {
	calls: {
		'quote-verbatim': 'An insight whose quote does not stand word for word in the call is dropped.',
		'evidence-complete': 'Every insight names its call, its speaker and the time of the quote.',
		deterministic: 'The same call gives the same analysis every time.',
		'without-a-model': 'Without a model key the analysis is made all the same, and is called extractive.',
		'talk-formulas':
			'Talk ratio, overlap and longest monologue follow written formulas and their laws, whatever the times.',
		commitments: 'A commitment has the one who promised it and the words that say until when.',
		'open-questions': 'A question that nobody answered is found, and one that was answered is not.',
		'next-step': 'The next step at the end of a call is found, or reported as missing.',
		'any-transcript': 'A transcript that is empty, of one speaker, very long or with impossible times does no harm.',
	},
	gong: {
		paging: 'Every call of a window is read once, over all pages.',
		'half-open-window': 'A call that starts at the end of a window is not part of it.',
		'long-ids': 'The id of a call keeps all its digits, also where it comes as a number beyond 2^53.',
		'not-ready': 'A call without transcript yet is left out without an error.',
		'one-bad-call': 'A transcript that cannot be read is the error of its call and leaves the others alone.',
		bounds: 'A transcript of 50,000 sentences is taken, and one of 50,001 is refused.',
		unreadable: 'Half a body, an empty one and one of another shape are clear errors.',
		'retry-after': 'All workers wait as long as a 429 asks for; a long wait goes back to the run.',
		'one-limit': 'All workers of all processes together keep the limit of a connection.',
	},
	coaching: {
		'one-message': 'A rep gets one message for a window, however many calls there were.',
		'one-note': 'Each coached call gets one note.',
		'one-strength-one-habit':
			'A message has at most one thing that went well and one habit, each with quote, time and address.',
		'note-facts':
			'A note has commitments with owner and due words, open questions, next step and the address of the call.',
		'gaps-go-on': 'A rep without a chat user and a call without a CRM record are reported, and the rest goes on.',
		'failed-call-is-a-gap': 'A call whose analysis failed is a reported gap; the day fails only where all fail.',
		'real-calls': 'On real calls every quote that reaches a rep or a record stands in the raw transcript.',
		'safe-text': 'Nothing that was said on a call becomes markup or mentions anybody.',
	},
	window: {
		'local-midnight': 'A window ends at the last midnight of the zone of its tenant, also where the clocks change.',
		'monday-has-friday': 'A window begins where the last completed one ended: Monday has Friday.',
		'missed-morning': 'Whenever runs come, their windows tile time without gap or overlap.',
		'explicit-leaves-the-mark': 'A window that the request names never moves the mark.',
		'only-send-completes': 'A preview and an only-me move no mark and mark no call as coached.',
		'late-transcript':
			'A call without transcript is carried over, reported, and coached once when the transcript comes.',
		'seven-days': 'A call whose transcript has not come after seven days is given up and reported.',
		'skips-counted':
			'Private and internal calls, reps who opted out and other languages are skipped with a counted reason.',
		'quiet-hours': 'In quiet hours the analysis is done and messages wait.',
		'same-morning': 'A second run on the same morning finds nothing to do.',
	},
	delivery: {
		'preview-by-default': 'A request that names no delivery is a preview.',
		'preview-is-exact': 'A preview shows exactly what a send delivers, and delivers nothing.',
		'only-me': 'Only-me sends messages to its recipient alone, shows notes, and uses up nothing of a send.',
		resend: 'What was delivered is delivered again only under a new label.',
	},
	effects: {
		'kept-when-runs-expire': 'Effects stay when the rows of their runs expire.',
		'never-twice': 'Wherever a coaching day crashes, each message and note is delivered exactly once.',
		'survives-kills': 'Through 20 kills of a 40-call day no message or note is lost or doubled, in each set-up.',
		'intent-proves-itself': 'A build without the record of the intent fails the crash tests.',
		'one-writer': 'Where two runs want the same delivery at the same time, one writes and both know.',
		'waits-before-asking': 'A write that may still land is neither asked for nor repeated before it no longer can.',
		'stopped-worker': 'A worker that was stopped between intent and write sends nothing when it goes on too late.',
		'late-write': 'A write that lands long after the cut is not made again.',
		'cannot-be-asked': 'Where the chat cannot be asked a cut write stays unconfirmed and is not repeated.',
		'key-unique': 'Effect keys never meet, whatever stands in their parts, and are the same for the same delivery.',
		'guard-at-the-last-moment':
			'A write whose time is over does not leave, because the guard is asked when the connection stands.',
		'open-is-not-refused': 'A write that was cut or answered unreadably counts as open, never as not done.',
		'found-after-a-lost-answer': 'A write whose answer was lost, or that landed after the cut, is found by its key.',
		'cannot-tell': 'A service that cannot be asked is never taken to say that there is nothing.',
		'find-reads-the-record': 'Whether a note exists is read from the record itself, never from a search index.',
		'key-hashed': 'What stands beside a message for its recognition is a hash and nothing else.',
		unconfirmed: 'A delivery that stays unconfirmed is reported, and the run still succeeds.',
	},
	runs: {
		'step-size': 'A step result of more than 1 MiB is an error.',
		'results-expire': 'Results are erased after 30 days and Idempotency-Keys after 7.',
		outdated: 'A run of a kind that this release does not know fails with its own code.',
		'recorded-first': 'A run is recorded before it is accepted.',
		'step-once': 'A recorded step is not computed again, whatever is tried again after it.',
		'steps-survive-kills': 'No recorded step is computed again after a kill.',
		'step-names': 'A step name that is used twice in one run is an error.',
		'result-per-input': 'A run answers one result for each input, in order, and fails only where all fail.',
		children: 'A parent gets the outcomes of its children in its own order, failed ones included.',
		'redis-emptied': 'A run that was accepted is worked on although Redis lost everything.',
		idempotency:
			'The same request under one Idempotency-Key is the same run; another one is refused; a failed run frees it.',
		outages: 'A day is delivered exactly once through a restart, a crash or an emptying of Redis or PostgreSQL.',
		cancel: 'Cancelling ends a run with its children, and what was cancelled writes nothing more.',
		deadline: 'A run ends at its deadline with what it has reported.',
		collect: 'A result can be collected only when the run has ended, and again and again.',
		'ten-crashes': 'A run that crashes ten times without progress fails.',
		epoch: 'Once another attempt has a run, nothing that the earlier one writes is recorded.',
	},
	budget: {
		'hard-ceiling': 'A run with all its children never spends more than its budget.',
		'unsettled-counts': 'A reservation that was never settled counts as spent.',
	},
	callbacks: {
		'until-collected': 'The engine calls back until the result is collected, also when the first answer is lost.',
		'refused-for-a-minute': 'A callback that is refused for a minute is delivered afterwards.',
		'gone-means-stop':
			'When the waiting execution was cancelled or deleted the run is cancelled and spends nothing more.',
		'missing-is-not-gone': 'A 404 ends the waiting only after three in at least 60 seconds.',
		'origin-checked':
			'A callback to an origin that is not allowed or does not answer is refused before the run is accepted.',
	},
	walls: {
		'row-level-security':
			'A statement that forgot its tenant sees and changes the rows of its own tenant alone, on every store.',
		'every-table': 'Every table of tenants stands behind forced row-level security.',
		'plain-role': 'Statements run under a plain role that no policy exempts.',
		'empty-scope': 'An empty or missing tenant is an error, never all of them.',
		'tenant-from-key': 'The tenant comes from the API key.',
		connections: 'A connection or secret of one tenant cannot be used by another.',
	},
	connections: {
		'secret-encrypted': 'A secret is stored encrypted, bound to its tenant and connection; a changed byte is noticed.',
		'secret-never-shown': 'The secret of a connection appears in no output, log or error.',
		'key-for-its-owner': 'The key for secrets is made at the first start, readable by its owner alone.',
		'test-names-scopes': 'Testing a connection says what works and which scopes are missing.',
	},
	http: {
		'key-needed': 'Every address under /v1 wants a key before it looks at anything else.',
		'bad-bodies': 'A body that is no JSON, of another type, too deep, too large or with broken text is refused.',
		'every-wrong-field': 'Bad input is answered with the path of every wrong field.',
		'unknown-fields': 'An unknown field is refused by name, with the nearest known one.',
		'absurd-dates': 'Absurd dates and windows are refused.',
		'events-end': 'The events of a run are sent as they happen and end with it.',
		readiness: 'Readiness names the dependency that is down.',
		openapi: 'The OpenAPI description has every route with its schemas and errors.',
		'unforeseen-errors': 'An error that nobody foresaw shows an id and nothing of its inside.',
		'log-lines': 'A log line of a request says whose it was and which run it concerned.',
	},
	errors: {
		'one-table': 'The table of error codes, the code that throws them and docs/errors.md agree.',
		'no-secret': 'No secret reaches a log line, whatever the field is called or however deep it lies.',
	},
	store: {
		'same-answers': 'PGlite and PostgreSQL give the same answers.',
		'one-engine': 'A second engine on the same folder is refused.',
		'separate-roles': 'Separate roles are refused on the embedded store.',
		'survives-a-kill': 'The embedded store has every acknowledged row after its process was killed.',
		'stale-lock': 'What a killed engine left behind does not keep the next one out.',
		'migrated-once': 'Engines that start at the same moment migrate the database once.',
		'migration-changed': 'A migration that has changed since it was applied is noticed.',
		away: 'Work on a database that was away goes on when it is back.',
		'window-whole': 'A window is completed as a whole or not at all, and its mark never moves back.',
	},
	erase: {
		tenant: 'Erasing a tenant takes away everything of it and nothing of others.',
		call: 'Erasing a call takes away its transcript and the runs that name it.',
		person: 'Erasing a person takes away the calls and runs that person took part in.',
	},
	commands: {
		'through-the-engine':
			'Commands go through the engine that runs on the same folder, over a socket for its owner alone.',
		'wrong-lines': 'A wrong command line is told from a failure, by exit code and words.',
		'every-variable': 'A wrong configuration is named with every variable at once, and no value is shown.',
		'key-hashed': 'An API key is shown once and kept as its hash.',
		roles: 'A worker in a process of its own does what an API in another took in.',
	},
	node: {
		'park-and-callback': 'All items go out as one run, the execution sleeps, and wakes with one linked item for each.',
		'collects-itself': 'The node takes no result from a callback: it collects it with its own credential.',
		'foreign-callback': 'The callback of another run or another node wakes nothing.',
		'lost-collect': 'When the result cannot be collected the execution sleeps on, and wakes at the next callback.',
		'no-answer': 'When no answer comes the node fails, and does not pass its input on as the result.',
		'items-in-place': 'A failed item is an error item in its place, or fails the node, as the node is set.',
		'cannot-sleep': 'Where an execution cannot sleep the node waits until the run has ended.',
		'one-run-per-turn': 'Trying again starts no second run; another execution or turn of a loop does.',
		cancel: 'Cancelling an execution that waits in the node cancels its run.',
		'key-never-shown': 'The API key appears in no error and in no data of the execution.',
		'by-schedule': 'The template delivers the day when its schedule fires in the real n8n.',
		'by-hand': 'A person can run the workflow in the editor and see the day.',
		chain: 'Two Sophia nodes in a row each get their own result in the real n8n.',
		loop: 'A Sophia node in a loop gets one result for each turn in the real n8n.',
		'sub-workflow': 'A Sophia node in a sub-workflow gives its parent every item in the real n8n.',
		'day-equals-raw-files': 'The day that arrives in n8n and in the inbox is what the raw call files say.',
		'pack-loads': 'The pack loads as n8n installs community packs, and the test of its credential works.',
		'n8n-restarted': 'An execution that sleeps when n8n restarts is woken with its result.',
		'n8n-emptied': 'An emptied database of n8n makes no run of an earlier execution answer a new one.',
	},
	start: {
		'second-start-delivers-nothing':
			'The first start delivers the day; the workflow in n8n and a second start deliver nothing twice.',
		'one-per-folder': 'A second start on the same folder is refused before it touches a file of the first.',
		'busy-ports': 'A busy port is stepped around, and said.',
		'ctrl-c': 'Ctrl-C stops everything that was started.',
		redis: 'A Redis is found or started, refusing to evict; where there is none, the message says how to get one.',
		'secrets-for-the-owner': 'What the start remembers is readable by its owner alone.',
		'plain-words': 'The result of a day is printed in plain words, with every problem named.',
		'connect-page': 'Every command of docs/connect.md but those of Docker works as written.',
		'engine-only': 'The engine-only start leaves n8n out.',
		'without-n8n': 'Where n8n cannot be built the engine part stays up and the message says why.',
	},
	sandbox: {
		'as-described': 'What the sandbox takes and answers fits the published descriptions of the services.',
		'index-lags': 'A search in the sandbox lags behind writes, as at the vendor.',
		'demo-calls': 'The demo has at least 14 calls in seven days, with calls on the day before whatever its weekday.',
		'calls-from-a-folder':
			'A folder of calls in the wire format of Gong can be served, with people and gaps around them.',
		faults: 'Every kind of fault does what its name says, and the log of requests says what landed.',
	},
	house: {
		boundaries: 'Every rule of the boundaries fires when it is broken.',
		locks: 'The locks are complete for every platform and name no download address.',
		documents: 'The documents link to what exists and name every command and variable.',
		requirements: 'Every requirement is cited by a test, and no test cites an unknown one.',
	},
} as const satisfies Record<string, Record<string, string>>;

type Areas = typeof AREAS;

export type RequirementId = { [Area in keyof Areas]: `${Area}.${keyof Areas[Area] & string}` }[keyof Areas];

export const requirements = Object.entries(AREAS).flatMap(([area, sentences]) =>
	Object.entries(sentences).map(([name, text]) => ({ id: `${area}.${name}` as RequirementId, area, text })),
);
