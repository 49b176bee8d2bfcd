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
		'talk-goldens':
			'Talk statistics equal what was computed by hand, to the millisecond, with overlap, silence, back-channels and three parties.',
		'without-times': 'A transcript without times has no figures of time and no findings that rest on them.',
		commitments: 'A commitment has the one who promised it and the words that say until when.',
		'open-questions': 'A question that nobody answered is found, and one that was answered is not.',
		topics: 'A call is cut into topics where its subject changes, each called by words that were said in it.',
		'topic-spans': 'Topics follow one another in time and never overlap.',
		'next-step': 'The next step at the end of a call is found, or reported as missing.',
		'any-transcript': 'A transcript that is empty, of one speaker, very long or with impossible times does no harm.',
		'due-dates': 'The words of a date become the day that they mean, seen from the call in the zone of its tenant.',
		objections: 'What a customer says against a deal is found with what it is about, and whether and how it was met.',
		risks: 'What puts a deal at risk is found, each sort once with its quotes.',
		decisions: 'Who decides, the budget, the dates and the criteria that a customer names are found.',
		moments: 'What a rep did well and could do better is found, and not where nobody could tell.',
	},
	analysis: {
		trend:
			'A call is compared with the median of the same rep’s calls of six weeks, with their number, from five calls on.',
		'window-fits': 'A window that is too large to be kept shows the most important of every call, and says so.',
		'trend-recorded': 'A run that is replayed shows the trend it first read.',
		'trend-sentence': 'A coaching message has at most one sentence on the calls before, with the number of them.',
	},
	feedback: {
		stored: 'That somebody disagrees is kept with the insight, when, and through which link, for its tenant alone.',
		identity:
			'An insight is known again by its call, kind, label and evidence, however it is worded; other words are another one.',
		link: 'Each point of a coaching message carries one short link to say that it is not right, where PUBLIC_URL is set.',
		forged: 'A feedback link that was changed anywhere opens and marks nothing, and does not tell what there is.',
		'get-changes-nothing': 'Only the press of the button changes anything: whatever opens the link by itself does not.',
		idempotent: 'Pressing again changes nothing, undo takes the mark back, and the last press of each insight counts.',
		bounded: 'What the button sends is bounded in size and in how often.',
		'one-click': 'On a phone one press disagrees and one takes it back, without JavaScript.',
		'record-view': 'A link for the readers of a CRM record shows and marks no coaching.',
		shown: 'The page, the JSON and the view of a customer show at an insight that somebody disagrees with it.',
		'out-of-trends': 'What somebody disagrees with counts in no trend, no course and no summary, until that is undone.',
		'not-told':
			'What somebody disagrees with is not coached again, nor told as an event or as due, until that is undone.',
		recorded: 'A run that is replayed sees the marks that it first read.',
		listed: 'The marks of a tenant are listed in pages, the newest first.',
		erased: 'Marks are erased with their call, its people and its tenant, and do not come back.',
	},
	ask: {
		'quotes-verbatim': 'Every quote of an answer stands word for word in the call, said by that speaker at that time.',
		'dropped-counted': 'A passage whose quote does not stand in the call is dropped and counted.',
		'at-most-eight': 'An answer has at most eight passages, the best first.',
		'not-said': 'Where no passage covers the question the answer is that it was not said, and has no passages.',
		'word-budget': 'What is chosen of a call never has more words than it may.',
		'one-or-many':
			'One call, an uploaded call or all calls of a window can be asked; a call and a window together are refused.',
		'gaps-go-on': 'A call that cannot be searched is a reported gap, and the others are searched.',
		'named-rivals': 'Who asks for competitors is shown where one is named, also where nobody calls it one.',
		account: 'All calls and e-mails of an account are asked together, each quote from the one it names.',
		'order-free': 'The answer does not depend on the order in which calls and parties come.',
	},
	playbooks: {
		shipped: 'The playbooks that come with the engine are valid, and are found by the stages of two common CRMs.',
		yaml: 'A playbook may be YAML, which is refused with its line where it is broken or more than data.',
		'every-wrong-field':
			'A playbook that is not valid is refused with the path of every wrong field, and nothing is stored.',
		evidence:
			'What meets or breaks a criterion of words is quoted verbatim; a quote that does not stand in the call does not count.',
		criteria: 'A criterion looks at who spoke, where in the call, how often, or at a figure between two values.',
		unknown: 'What a transcript cannot tell is unknown, neither met nor missed.',
		choice:
			'A call is held against the playbook that the request names, else the one for the stage of its deal, else none.',
		replaceable:
			'A tenant can replace a playbook, have one of its own, and take it away again, and no other tenant sees it.',
		coaching:
			'The calls that are coached are held against playbooks as in an analysis, and the result says how each did.',
		writing: 'A playbook says how long a model writes, and in which tone, and it is held to both.',
		recorded: 'A run that is replayed holds its calls against the playbooks that it first read.',
		effort: 'What holding a sentence against a playbook takes does not grow with what its phrases have in common.',
	},
	transcripts: {
		formats: 'WebVTT, SRT, plain text and JSON are read, with the speakers and the times that each tells.',
		sentences: 'Cues and turns are split where a sentence ends, and each part gets its share of the time.',
		'other-words': 'What only looks like a name, a time or markup stays a part of what was said.',
		untimed: 'A transcript without times is marked, and nothing that needs times is said about its call.',
		'our-side': 'The rep and our side are found by address, domain or name, and what cannot be told is not guessed.',
		'one-call': 'The same talk is one call of its tenant, in whatever format and however often it is uploaded.',
		'bad-input': 'A transcript that cannot be read is refused with a code and the line, and nothing is stored.',
		'any-text': 'Any text is read or refused, in a time that grows with its length and nothing else.',
		'too-large': 'A body of 200 MB is refused before it is read into memory.',
		alone: 'An uploaded call is analyzed without any connection, and its tenant alone can read it.',
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
	crm: {
		'emails-of-the-window':
			'The e-mails of an account are those of its companies and people that were sent in the window.',
	},
	customer: {
		'quote-verbatim': 'What a customer is said to have said stands word for word in a call or in an e-mail.',
		'quoted-history': 'What an e-mail quotes of an earlier one, and its signature, is not what its sender says.',
		'whole-account': 'All calls of the account are looked at, uploaded ones too, private and internal ones never.',
		'order-free': 'The order in which e-mails come, and how often, changes nothing.',
		'weeks-add-up': 'The weeks of the course add up to what is listed.',
		'gaps-go-on': 'E-mails or calls that cannot be read are a reported gap, and the rest is shown.',
		bounded: 'The view of a very large account stays under 1 MiB and says that it is cut.',
		sentiment:
			'How a customer took each call is shown with the words that show it, and a call that no model has read as unread.',
		'through-the-engine': 'The view of a demo customer comes through a real engine with calls and e-mails.',
	},
	coaching: {
		'one-message': 'A rep gets one message for a window, however many calls there were.',
		'one-note': 'Each coached call gets one note.',
		'written-around-quotes':
			'Whatever a model writes, each quote with its speaker, time and links, each owner and each day is the one that rules found.',
		'written-checked':
			'A text with a number, day or name that no fact has, with quote marks, links or markup, too long or of another tone is asked for once again, then left as rules wrote it, and counted.',
		'written-no-order': 'Words of a call that are orders to a machine change no message and no note.',
		'written-floor': 'Where no model answers, or the budget is short, what rules wrote goes out, labeled so.',
		'written-paid-once':
			'What a model wrote is sent as it was shown, by a replay and by the run after a preview, and is paid once.',
		'written-fits':
			'A day too large to be kept leaves out what stands beside its messages and notes before anything of them.',
		'compared-in-preview': 'In a preview each text of a model stands beside the one of rules.',
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
	webhook: {
		'forged-refused': 'Word of a finished call counts only when it is signed for that address and those very bytes.',
		'repeated-does-nothing': 'The same word again is answered as the first, and does nothing.',
		'trial-does-nothing': 'A trial that Gong sends is answered, and does nothing.',
		'tenant-from-signature': 'Whose call it is comes from the key that verified the signature, never from the request.',
		'unreadable-refused': 'Signed word that cannot be read is refused with what is wrong, and nothing is stored.',
	},
	events: {
		'told-once': 'A subscription is told of the same thing once, however often it is analyzed or sent.',
		'subscribe-again': 'Asking again for the same is the same subscription, with a new secret and what it missed.',
		'survive-a-kill': 'An event that was not acknowledged is told again by another process.',
		disabled: 'Where nobody is there any more, or nothing arrives for days, a subscription is disabled.',
		'due-once': 'A promise falls due on its day in the zone of the tenant, once.',
		expire: 'Texts of events go after 30 days and disabled subscriptions after 7, and ids stay.',
		erased: 'Events, promises and subscriptions go with the call, the person and the tenant they are about.',
		filters: 'A subscription is told of what it asked for and of nothing else.',
		signed: 'Each event is signed with the secret of its subscription, and carries its id.',
		'of-analysis': 'The risks and promises of an analyzed call are told with their quotes, and ids that stay the same.',
		retried: 'An event that is not taken is tried again with growing pauses until its time is over.',
		'budget-stopped':
			'That a budget kept a run from doing something is told once for its whole tree, whatever process dies when.',
		'only-allowed-origins': 'Events go to origins that may be called back, and to no other.',
	},
	trigger: {
		lifecycle: 'The trigger subscribes when its workflow is activated, keeps what fits, and ends it with the workflow.',
		forged: 'What the engine did not sign starts no workflow.',
		repeated: 'An event that comes again does not start the workflow again.',
		'in-n8n': 'An event starts an activated workflow in the real n8n, once, also where the answer to it was lost.',
	},
	models: {
		'priced-or-refused': 'A model without a price is refused, never taken for free.',
		'tier-ceilings': 'No model call may cost more than the ceiling of the tier that it is made in.',
		breaker:
			'A model that fails more than 3 times in a minute and more than every other time is left alone by all workers, then tried with one request.',
		'next-model': 'Where a model refuses, fails or is silent, the next one is asked.',
		'paid-once': 'A model call that was recorded is never made again, and what it may have cost counts.',
		'wire-formats':
			'Answers, refusals, faults, cut streams and silence of providers are understood as they write them.',
		'transcript-no-order':
			'What is said on a call is material to a model and never an order: an order there changes no result.',
		connected: 'Models are asked over connections that the run names, and what they add is labeled with its cost.',
		'uses-in-the-result': 'The result of a run says what was used of each model by the run with all its children.',
		'catalog-of-your-own':
			'An operator’s catalog goes over the one of the engine, and is refused with what is wrong in it.',
		'one-connection-a-provider': 'Two connections of a run to one provider are refused.',
		'denials-stay': 'A quote that leaves out the denial beside it is no proof, in the languages in which people sell.',
		'asked-again-once':
			'Claims whose proof failed are asked about once more, alone, with what is wrong, and dropped then.',
		'cut-answers': 'Of an answer that broke off at its greatest length what was whole counts, and the result says so.',
		'one-pays': 'Of two runs of one engine that read the same call at the same moment one pays.',
		'objections-met': 'How an objection was met is shown with the words of the own side that met it, or not at all.',
		'sentiment-by-phase':
			'The mood of each phase of a call is shown with the words of customers that show it, or not at all.',
		'keys-stay-inside': 'Keys and what a model was asked never reach an error or a log.',
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
		'tenant-from-signature': 'The tenant of a signed link comes from its verified signature, never from a field.',
		connections: 'A connection or secret of one tenant cannot be used by another.',
	},
	connections: {
		'secret-encrypted': 'A secret is stored encrypted, bound to its tenant and connection; a changed byte is noticed.',
		'secret-never-shown': 'The secret of a connection appears in no output, log or error.',
		'key-for-its-owner': 'The key for secrets is made at the first start, readable by its owner alone.',
		'no-borrowed-names': 'A server of one’s own cannot take the name of a provider, and with it its models and prices.',
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
		calls: 'A stored call keeps its analysis until a new one comes or its facts change, on every store.',
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
		'templates-run': 'Every template runs in the real n8n with nothing but the credential.',
		'analyzer-operations':
			'The Gong Analyzer asks for a window, a call, a question and a customer as its parameters say.',
		'models-chosen': 'No model is asked unless a person chose one in the node, and then with its tier and its budget.',
		'costs-once': 'Items say what they cost and by which models, and their costs add up to no more than the run.',
		'models-shown':
			'Items show what a model wrote with its quotes, what was read by none and why, and what rules wrote beside it.',
		'analyzer-uploads': 'The Gong Analyzer uploads the transcript of an item, a file or a field, and analyzes it.',
		'analyzer-items':
			'The Gong Analyzer gives out one flat item for each input, with what is asked for first in the open.',
		'n8n-emptied': 'An emptied database of n8n makes no run of an earlier execution answer a new one.',
	},
	start: {
		templates: 'After npm start each template is in n8n once, and only the daily one is published.',
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
	costs: {
		'every-call':
			'Each model call of a run is listed with its step, model, tier, tokens, cost and outcome, also one that failed.',
		'nothing-said': 'What was asked and answered stands neither in the costs of a run nor on its page.',
		'whole-tree': 'The costs of a run are those of its whole tree, each child with the call that it is about.',
		'known-before':
			'Answers that were known before and parts that no model could be asked about are listed, at no cost.',
		sums: 'The entries of a run add up to what its budget has spent and reserved, whatever failed or was cut off.',
		bounded: 'Of a large run the first 500 entries are listed, all are counted, and the sums are over all.',
		walls: 'The costs of a run are shown to its own tenant alone.',
		page: 'The page of a run shows how it went, its budget and each model call, also while it goes on.',
		'page-link': 'The link to the page of a run opens that run alone, for its tenant, for 30 days.',
		'page-for-all': 'The page of a run needs no script, fits a phone and can be read in the dark.',
		'in-the-result': 'The result of a run names its page, where PUBLIC_URL is set.',
	},
	logs: {
		'no-secret-or-speech':
			'No log line of the whole test run holds a key, a signature, a sentence of a prompt, of a transcript or of an answer.',
		'known-keys': 'Keys of the shapes that providers of models use are masked in logs, and ordinary words are not.',
	},
	pages: {
		'link-needs-public-url': 'Links to the pages of calls are made only where PUBLIC_URL is set.',
		'link-deterministic': 'The links of a run are the same in a preview, in a send and in every replay.',
		'link-expires': 'A signed link opens its page for 30 days after the request it was made for, and then says so.',
		'forged-link': 'A link that was changed anywhere opens nothing, and does not tell whether there is such a call.',
		'read-only': 'Opening a page changes nothing, keeps it out of caches and search, and tells no other site of it.',
		'playbook-kept': 'How a call did against its playbook is kept with it, for its page.',
		'record-view': 'The page that a CRM note links to says nothing about how the rep did.',
		'safe-text': 'Nothing that stands in a call or its transcript becomes markup or script on its page.',
		timeline: 'The timeline shows who spoke when, where nobody did, the topics, and each insight where it was said.',
		'insight-to-quote': 'A click on an insight or its mark brings its quote into view, highlighted.',
		keyboard: 'Everything on the page of a call can be reached and opened with the keyboard.',
		'without-script': 'Without JavaScript the page of a call can be read, and its links lead to the quotes.',
		phone: 'On a phone nothing of the page of a call has to be scrolled sideways.',
		dark: 'The page of a call can be read in the dark mode of the system.',
		'long-calls': 'The page of a call of three hours and 3,000 sentences stays usable.',
		untimed: 'A transcript without times is shown without a timeline and without figures that need times.',
		'own-origin': 'No page loads anything from outside the engine, and each forbids it.',
		'api-page': 'The page at /docs shows the interface, and its requests work with an API key.',
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
	teams: {
		'memory-no-proof': 'What a member remembers is read, and proves nothing.',
		'over-http': 'Teams are kept, listed, removed and worked with over HTTP.',
		'bad-requests': 'A request that names no team, or what a team cannot take, is refused and starts nothing.',
		'budget-capped': 'The budget of a run is no more than what its teams may spend.',
		'services-in-engine': 'Teams in an engine use the services that its host names.',
		timeline: 'The page of a run draws a team over time: members, model calls, tools, waits, errors, limits and cost.',
		'send-and-wait': 'What a person approves in the Send and Wait of n8n is written, once.',
		figures: 'Every figure of a proven sentence stands in its words, with no other sign or unit.',
		'tools-private':
			'Tools show no private call, none among colleagues, of opted-out reps or in other languages, nor that it exists.',
		'tools-disputed': 'Tools show what was said word for word, without what a person disagreed with.',
		'tools-gaps': 'A source that cannot be read is named in what a tool returns, beside the rest.',
		'tools-write':
			'What tools write goes to whom it is for, once, with only-me to the recipient alone; where nothing was written they say so.',
		business:
			'The business team reads calls and CRM of its tenant side by side, and names the tools that are not connected.',
		'approval-http':
			'A team that wants to write waits for a person; what the first decision says is written once or not at all.',
		'as-tool':
			'The Sophia Agent is a tool of the AI Agent of n8n, which waits for the team; a person may say first whether it may work.',
		templates:
			'The templates of teams run in n8n: a brief from a form, an account question from Slack, an approval before a CRM write.',
		'node-approval': 'The node answers an approval with yes, no or an edit.',
		'node-batch': 'The node gives each item’s task to its team, all items in one run.',
		'node-bad-input': 'The node refuses what the engine would not take before it asks, naming the item.',
		'node-list': 'The node lists the teams of the engine with what they are for.',
		'node-output': 'The node puts out each item with agentResult beside what it brought.',
		'node-waits': 'The workflow sleeps on while a person is asked, and the deadline of the engine stays.',
		'node-tool': 'The node can be a tool of an agent of n8n.',
		'own-limit': 'A tenant has at most 200 teams of its own, also where many come at once.',
		silent: 'A team that writes nothing, or nothing that stands on proof, says so and is not called complete.',
		'session-summary':
			'Older turns of a session are put into a few words by a small model, within the limits of the team.',
		shipped: 'Five teams come with the engine, with their modes, members, tools and memories.',
		'yaml-fields': 'A team with an unknown field is refused with its path and the nearest field there is.',
		references: 'A team that names what is not there, or goes round in a circle, is refused, every problem at once.',
		own: 'A tenant has teams of its own, which hide those of their names that came with the engine.',
		spans:
			'A team tells of its run, members, model and tool calls as one tree of spans, with tokens and cost and without anything that was said.',
		'spans-sent': 'Spans reach a collector over OTLP, told twice they are one, and no collector holds the work up.',
		'interaction-log':
			'What was asked of teams is kept with its result, time, tokens, cost and outcome, for its tenant alone.',
		'interaction-feedback': 'People say whether an answer was good; the last word stays with it.',
		proof: 'A fact in the answer of a team stands on words of what a tool returned, or is left out and counted.',
		'approval-answers': 'A run that asks a person waits without a slot, and goes on after yes, no or an edit.',
		'approval-answered-once':
			'The first answer counts; the same one again changes nothing, and another one is refused.',
		'approval-walls': 'Nobody sees or answers the questions of another tenant, nor those of one run by way of another.',
		'approval-parallel':
			'Several questions may be open at once: what is paid for is recorded first, and the run goes on at each answer.',
		'approval-clock': 'While a run waits for a person, its deadline and those of the runs above it stand still.',
		'approval-overdue':
			'A question that nobody answers in 30 days ends with approval-overdue, and takes no answer after.',
		'approval-cancelled': 'A run that waits for a person can be cancelled, and its question is closed.',
		'approval-kills':
			'A kill while a run waits for a person loses and doubles neither question, nor answer, nor what was approved.',
		'approval-erased': 'Questions are erased with the person they speak of, and so is what was told of them.',
		'approval-told': 'Whoever subscribed hears of each question once, with the page on which to answer.',
		'approval-page':
			'A person answers on a signed page: opening it changes nothing, the button counts once, and no other link opens it.',
		'approval-api': 'Questions are listed and answered by the interface, and a wrong answer is refused by field.',
		coordinate:
			'A leader hands out work, side by side where it can, and composes an answer of which every fact has its proof.',
		'own-tools': 'Each member sees and uses its own tools and no others.',
		review: 'An answer that is sent back by the one who checks it is mended once.',
		collaborate: 'All members work on the same request at once, one merges, and where they disagree is shown.',
		'one-fails': 'A member that fails is named in the result, and the others’ work is not lost.',
		route: 'A request goes to the member whose words it says, and a small model chooses where rules do not decide.',
		'fits-none': 'A request that is the work of nobody gets an answer that says so, with the choices.',
		tasks: 'A leader works a list of tasks until it is done or a limit is reached; what is left open is named.',
		nested: 'A team can be a member of a team.',
		limits:
			'No limit of a team is exceeded: dollars, model calls, tool calls, time, depth; the result says which was reached.',
		time: 'When the time of a team is over there is an answer that says what is missing.',
		'bad-tools':
			'Arguments or results that break a schema, a tool that fails, is silent or returns 50 MB: a clear result each.',
		'missing-tools': 'A tool that is not connected is not offered to a model, and the result says why.',
		preview: 'A tool that writes is only shown with delivery preview, and used once with send.',
		memory: 'A member remembers its own sessions and its own collection, and nobody else’s.',
		'memory-limits':
			'A session keeps at most 100 turns and its tokens, the newest whole, and every word of the system.',
		'memory-pairs': 'A tool call and its results stay in a session or go together.',
		'memory-once':
			'What is added to a session with the same id is added once; what is added at the same time is not lost.',
		'memory-summary':
			'At 70 % of its tokens older turns of a session are put into fewer words, where a model is there.',
		'memory-day': 'A session is forgotten 24 h after its last access.',
		'memory-batch': 'The sessions of many users are read in one batch, on one Redis and on a cluster.',
		'memory-cluster': 'Session memory lies in the Redis Cluster that its host names, or in the Redis of the queue.',
		'spans-refused': 'Traces that a collector does not take are a warning, once, without its answer or the key.',
		'memory-foreign': 'Bytes in the place of a session that are none count as none, and are unpacked within limits.',
		'memory-walls': 'No tenant reads, lists or removes what another remembers.',
		'memory-recalled': 'What has most to do with a question is recalled, the same on both stores.',
		'memory-bounded': 'Long-term memory is bounded in text and number; the oldest go.',
		'memory-listed': 'What is remembered is listed with where it came from, and can be removed.',
		'memory-erased': 'What names a person goes with the person, and all of a tenant with the tenant.',
		'without-a-model': 'Without a model a team gives what its tools return to the task, and calls it extractive.',
		'through-crashes':
			'A team that crashes at any point goes on where it was: no recorded model call again, nothing written twice.',
		kills:
			'Kills of engines lose no run of a team, repeat no model call that was recorded, and double nothing that a member wrote.',
		'every-report-arrives': 'All members that are called in parallel run, and the result of each reaches the leader.',
		approval: 'A use of a tool that needs approval waits for a person: yes, no or an edit, and is done once.',
		'services-file':
			'Every field of a file of services that is wrong is named at once, and secrets stand in variables.',
		'services-qualified': 'The tools of a service have its name before theirs.',
		'services-write': 'A tool of a service writes unless the host says that it reads, whatever its server says.',
		'services-walls': 'A tenant that may not use a service cannot tell it from one that there is not.',
		'services-limits': 'What a service lists is read within limits, and what cannot be offered is named.',
		'services-bad': 'A tool of a service that fails, lies, returns 50 MB or never answers: a clear result each.',
		'services-breaker': 'A service that fails again and again is left alone for a moment.',
		'services-sessions': 'Each run has a session of its own with a service, and ends no other.',
		'services-reconnect': 'A service that died is reached again, over one new session for all that wait.',
		'services-lost-write': 'A write whose answer was lost is never repeated by itself, and counts as unconfirmed.',
		'services-vanished': 'Tools that a service has lost are an error that is shown, never silently fewer tools.',
		'services-refreshed':
			'Lists of tools are kept for many runs and read anew when they change, and widen no run that began.',
		'services-untrusted':
			'What a tool of a service returns or says of itself arrives plain and bounded, and adds no tool.',
		'services-secrets': 'The secret of a service stands in no error, log or result.',
		'sql-one-select':
			'A member can ask with one SELECT what its tenant has, and hears what was left out of the answer.',
		'sql-killed': 'A statement that takes too long is stopped, and holds up nothing else.',
		'sql-hostile':
			'Of a thousand hostile statements none gets anything of another tenant or of the tables out, or changes anything.',
		'sql-second-wall': 'The same holds where the list of what is allowed is taken away.',
		'tools-offered':
			'A tool of the engine is offered where the run names its connection, and else is missing once with the reason.',
		'tools-quotes': 'What a tool says of a call stands on words of the call, and shows nothing that nobody may see.',
		'tools-once': 'A note or a message of a tool is written once, also where the answer to it was lost.',
		'tools-only-me': 'With delivery only-me a message goes to the recipient alone.',
		'tools-walls': 'A run reaches no connection of another tenant.',
		'tools-schemas': 'What tools of the engine take and return fits their schemas and is bounded.',
		attacks: 'What a tool returns gives no orders: it stays fenced, and widens no member’s tools.',
	},
} as const satisfies Record<string, Record<string, string>>;

type Areas = typeof AREAS;

export type RequirementId = { [Area in keyof Areas]: `${Area}.${keyof Areas[Area] & string}` }[keyof Areas];

export const requirements = Object.entries(AREAS).flatMap(([area, sentences]) =>
	Object.entries(sentences).map(([name, text]) => ({ id: `${area}.${name}` as RequirementId, area, text })),
);
