/** Adds to the description of the interface what the routes do not say one by one. */

type Schemas = Record<string, unknown>;
type Operation = { tags?: string[]; responses?: Record<string, { description?: string }> };
type Description = {
	paths?: Record<string, unknown>;
	components?: { schemas?: Schemas };
	tags?: { name: string; description: string }[];
};

/** By status; what a route says itself stays. */
const ANSWERS: Record<string, string> = {
	200: 'It worked; this is the answer.',
	201: 'It was made; this is it.',
	202: 'It is recorded, and the work begins.',
	204: 'It is done; there is nothing more to say.',
	503: 'Something that the engine needs does not answer.',
	'4XX': 'The request cannot be carried out as it is: a stable code, what happened, and what to do.',
	'5XX': 'The engine, or a service behind it, failed: a stable code, what happened, and what to do.',
};

/** What the library writes where a route says nothing. */
const UNSAID = 'Default Response';

const SCHEMA_PATH = '#/components/schemas/';

/** The groups of operations, in the order in which somebody new would look at them. */
const GROUPS: Record<string, string> = {
	runs: 'Start work, watch it, and take its result.',
	calls: 'What was found in calls.',
	transcripts: 'Calls that no call service knows.',
	feedback: 'Who disagrees with what was found.',
	playbooks: 'What a good call is held against.',
	teams: 'Who can be given a task: teams of agents as data.',
	interactions: 'What was asked of teams, and what came of it.',
	memory: 'What teams remember for long.',
	sessions: 'What was said in a conversation.',
	connections: 'The outside services of the tenant.',
	subscriptions: 'Be told of what happens.',
	webhooks: 'What outside services tell the engine.',
	pages: 'For people.',
	operations: 'For probes and for Prometheus.',
};

/** Answers in words, operations in groups, and no schema that nothing refers to. */
export function completeDescription<Document extends object>(document: Document): Document {
	const completed: Description = structuredClone(document);
	for (const [path, operations] of Object.entries(completed.paths ?? {})) {
		for (const operation of Object.values(operations as Record<string, Operation>)) {
			operation.tags ??= [groupOf(path)];
			for (const [status, response] of Object.entries(operation.responses ?? {})) {
				if (response.description === UNSAID) response.description = ANSWERS[status] ?? 'The answer.';
			}
		}
	}
	completed.tags = Object.entries(GROUPS).map(([name, description]) => ({ name, description }));
	return withNamesInUse(completed) as Document;
}

/** `/v1/runs/{id}` belongs to the runs; what stands outside is for people and machines that watch. */
function groupOf(path: string): string {
	const [, first = '', second = ''] = path.split('/');
	if (first === 'v1') return second;
	return path.includes('{') ? 'pages' : 'operations';
}

/** Each schema was given twice, as it is sent and as it is answered; most are used as one of the two alone. */
function withNamesInUse(description: Description): Description {
	const { paths, components: { schemas = {}, ...components } = {}, ...rest } = description;
	const used = new Set<string>();
	const follow = (value: unknown) => {
		for (const [, name = ''] of JSON.stringify(value).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
			if (used.has(name)) continue;
			used.add(name);
			follow(schemas[name] ?? {});
		}
	};
	follow(paths ?? {});
	const kept = Object.fromEntries(Object.entries(schemas).filter(([name]) => used.has(name)));
	let text = JSON.stringify({ ...rest, paths, components: { ...components, schemas: kept } });
	for (const name of used) {
		const short = name.replace(/Input$/, '');
		if (short === name || used.has(short)) continue;
		text = text
			.replaceAll(`"${SCHEMA_PATH}${name}"`, `"${SCHEMA_PATH}${short}"`)
			.replaceAll(`"${name}":`, `"${short}":`);
	}
	return JSON.parse(text) as Description;
}
