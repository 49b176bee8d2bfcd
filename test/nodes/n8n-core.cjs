/**
 * Runs nodes of the pack, from source, in n8n's own execution context. A process of its own, because n8n's packages
 * do not load under jest; `core-process.ts` talks to it. Argument: the node_modules that hold n8n.
 *
 * Between going to sleep and waking an execution exists as text only, as in n8n's database. What n8n does around it
 * (packages/cli: WaitingWebhooks.executeWebhook, WebhookHelpers.prepareExecutionData) is repeated in `knock`.
 */
'use strict';
const { mkdtempSync, readFileSync } = require('node:fs');
const Module = require('node:module');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { transformSync } = require('@swc/core');

const host = process.argv[2];
const root = join(__dirname, '..', '..');
const fromHost = Module.createRequire(join(host, 'n8n', 'package.json'));

// The pack's one peer is n8n's own copy, as it is when n8n loads the pack.
const workflowPath = fromHost.resolve('n8n-workflow');
const resolve = Module._resolveFilename;
Module._resolveFilename = (name, ...more) => (name === 'n8n-workflow' ? workflowPath : resolve(name, ...more));
Module._extensions['.ts'] = (module, path) => {
	const { code } = transformSync(readFileSync(path, 'utf8'), {
		filename: path,
		jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
		module: { type: 'commonjs' },
		sourceMaps: 'inline',
	});
	module._compile(code, path);
};

process.env.N8N_USER_FOLDER = mkdtempSync(join(tmpdir(), 'sophia-n8n-core-'));
process.env.N8N_ENCRYPTION_KEY = 'n8n-core test encryption key';
process.env.N8N_LOG_LEVEL = 'silent';
fromHost('reflect-metadata');
const core = fromHost('n8n-core');
const flatted = fromHost('flatted');
const { Workflow, createRunExecutionData } = fromHost('n8n-workflow');
const { SalesCoach } = require(join(root, 'nodes/SalesCoach/SalesCoach.node.ts'));
const { GongAnalyzer } = require(join(root, 'nodes/GongAnalyzer/GongAnalyzer.node.ts'));
const { SophiaAgent } = require(join(root, 'nodes/SophiaAgent/SophiaAgent.node.ts'));
const { SophiaTrigger } = require(join(root, 'nodes/SophiaTrigger/SophiaTrigger.node.ts'));
const { SophiaApi } = require(join(root, 'credentials/SophiaApi.credentials.ts'));

/** The nodes of the pack: the first two run and sleep, the last one starts workflows. */
const nodes = [new SalesCoach(), new GongAnalyzer(), new SophiaAgent(), new SophiaTrigger()];
/** What stands before and behind the node in a test: it hands its input on. */
const responseMode = { displayName: 'Respond', name: 'responseMode', type: 'string', default: '' };
const passOn = {
	description: { ...nodes[0].description, name: 'passOn', webhooks: [], properties: [responseMode], credentials: [] },
	execute() {
		return Promise.resolve([this.getInputData()]);
	},
};
/** The agent's kind of a node has its name with `Tool` behind it. */
const typeOf = (type) => nodes.find(({ description }) => type.split('.')[1].startsWith(description.name)) ?? passOn;
const nodeTypes = { getByName: typeOf, getByNameAndVersion: typeOf, getKnownTypes: () => ({}) };

/** Executions by their id: the plan they were started with, and, while they sleep, their data as text. */
const executions = new Map();

function additionalData(plan, statuses = []) {
	const { credential } = plan;
	const data = { id: plan.workflowId, name: 'test', nodes: plan.nodes, connections: plan.connections, settings: {} };
	return {
		executionId: plan.executionId,
		webhookWaitingBaseUrl: 'http://n8n.test/webhook-waiting',
		formWaitingBaseUrl: 'http://n8n.test/form-waiting',
		webhookBaseUrl: 'http://n8n.test/webhook',
		webhookTestBaseUrl: 'http://n8n.test/webhook-test',
		restApiUrl: 'http://n8n.test/rest',
		instanceBaseUrl: 'http://n8n.test',
		variables: {},
		hooks: new core.ExecutionLifecycleHooks(plan.mode, plan.executionId, { ...data, active: false }),
		setExecutionStatus: (status) => statuses.push(status),
		credentialsHelper: {
			getParentTypes: () => [],
			isCredentialUsableByNode: () => true,
			assertCredentialUsableByNode: () => undefined,
			getDecrypted: () => Promise.resolve({ ...credential }),
			preAuthentication: () => Promise.resolve(undefined),
			runPreAuthentication: () => Promise.resolve(undefined),
			authenticate: (_credential, _type, options) => {
				// Stands for n8n's evaluation of the credential's own template.
				const template = new SophiaApi().authenticate.properties.headers.Authorization;
				const Authorization = template.slice(1).replace('{{$credentials.apiKey}}', credential.apiKey);
				return Promise.resolve({ ...options, headers: { ...options.headers, Authorization } });
			},
			getCredentialsProperties: () => new SophiaApi().properties,
		},
	};
}

/** `staticData`: not copied, because n8n makes several workflows over one. */
function createWorkflow({ workflowId, nodes, connections, settings, staticData }) {
	const copies = structuredClone({ nodes, connections, settings });
	return new Workflow({ id: workflowId, name: 'test', active: false, nodeTypes, staticData, ...copies });
}

async function run(plan, runExecutionData) {
	const workflow = createWorkflow(plan);
	await workflow.expression.acquireIsolate?.();
	const execution = new core.WorkflowExecute(additionalData(plan), plan.mode, runExecutionData);
	const running = execution.processRunExecutionData(workflow);
	executions.set(plan.executionId, { plan, running });
	const { data, status, waitTill } = await running;
	const asText = flatted.stringify(data);
	executions.set(plan.executionId, { plan, ...(waitTill ? { asleep: asText } : {}) });
	const { runData, error, lastNodeExecuted } = data.resultData;
	return {
		status,
		waitTill: waitTill?.toISOString(),
		lastNodeExecuted,
		error: error && {
			name: error.name,
			message: error.message,
			description: error.description,
			context: error.context,
		},
		outputs: Object.fromEntries(
			Object.entries(runData).map(([name, runs]) => [name, runs.map((one) => one.data?.main ?? null)]),
		),
		text: asText,
	};
}

const commands = {
	/** Starts an execution at `start` with `items`. */
	execute(plan) {
		const entry = { node: createWorkflow(plan).getNode(plan.start), data: { main: [plan.items] }, source: null };
		const token = plan.resumeToken ? { resumeToken: plan.resumeToken } : {};
		return run(plan, createRunExecutionData({ executionData: { nodeExecutionStack: [entry] }, ...token }));
	},
	/** A request to the resume address of a sleeping execution; when it wakes, `execution` is how it went on. */
	async knock({ executionId, method, body }) {
		const { plan, asleep } = executions.get(executionId);
		if (!asleep) throw new Error('The execution does not sleep.');
		const data = flatted.parse(asleep);
		const [entry] = data.executionData.nodeExecutionStack;
		entry.node.disabled = true;
		data.waitTill = undefined;
		const workflow = createWorkflow(plan);
		await workflow.expression.acquireIsolate?.();
		const node = workflow.getNode(data.resultData.lastNodeExecuted);
		const type = typeOf(node.type);
		const webhookDescription = type.description.webhooks.find((webhook) => webhook.httpMethod === method);
		const more = { ...additionalData(plan), httpRequest: { method, body, headers: {}, query: {}, params: {} } };
		const context = new core.WebhookContext(workflow, node, more, plan.mode, { webhookDescription }, [], data);
		const { workflowData, webhookResponse } = await type.webhook.call(context);
		if (workflowData === undefined) return { response: webhookResponse };
		entry.data.main = workflowData;
		entry.metadata = { ...entry.metadata, forwardAllOutputs: true };
		const runData = data.resultData.runData[data.resultData.lastNodeExecuted];
		if (runData.length > 0) runData.at(-1).inputOverride = undefined;
		data.waitTill = new Date();
		const stored = flatted.parse(flatted.stringify(data));
		return { response: webhookResponse, execution: await run(plan, stored) };
	},
	/** The wait ends without an answer (packages/cli: WaitTracker.startExecution). */
	expire({ executionId }) {
		const { plan, asleep } = executions.get(executionId);
		return run(plan, flatted.parse(asleep));
	},
	cancel({ executionId }) {
		executions.get(executionId).running.cancel();
		return Promise.resolve({});
	},
	/** A part of the life of a trigger's webhook (packages/cli: WebhookService.runWebhookMethod). */
	async hook({ plan, method, isTest }) {
		const workflow = createWorkflow(plan);
		await workflow.expression.acquireIsolate?.();
		const node = workflow.getNode(plan.start);
		const { description, webhookMethods } = typeOf(node.type);
		const data = { webhookDescription: description.webhooks[0], isTest };
		const context = new core.HookContext(workflow, node, additionalData(plan), plan.mode, 'activate', data);
		const result = await webhookMethods.default[method].call(context).then(
			(value) => ({ value }),
			({ message, description }) => ({ error: { message, description } }),
		);
		return { ...result, staticData: workflow.staticData };
	},
	/** A request to the webhook of a trigger, and what became of the workflow where it started (LiveWebhooks). */
	async receive({ plan, headers, body }) {
		const workflow = createWorkflow(plan);
		await workflow.expression.acquireIsolate?.();
		const node = workflow.getNode(plan.start);
		const type = typeOf(node.type);
		const answered = {};
		const httpResponse = {
			status(status) {
				answered.status = status;
				return httpResponse;
			},
			json(said) {
				answered.body = said;
			},
		};
		const before = JSON.parse(JSON.stringify(plan.staticData ?? {}));
		const rawBody = Buffer.from(body, 'utf8');
		const httpRequest = { method: 'POST', headers, rawBody, query: {}, params: {} };
		const more = { ...additionalData(plan), httpRequest, httpResponse };
		const webhookData = { webhookDescription: type.description.webhooks[0] };
		const context = new core.WebhookContext(workflow, node, more, plan.mode, webhookData, [], null);
		const { workflowData, webhookResponse } = await type.webhook.call(context);
		/** n8n keeps with the workflow what it takes for changed when it answers. */
		const kept = () => (workflow.staticData.__dataChanged ? workflow.staticData : before);
		if (workflowData === undefined) return { status: 200, body: webhookResponse, ...answered, staticData: kept() };
		// WorkflowRunner.establishContextForPersistence: a second workflow over the same data.
		createWorkflow(plan);
		const entry = { node, data: { main: workflowData }, source: null };
		const execution = await run(
			{ ...plan, staticData: undefined },
			createRunExecutionData({ executionData: { nodeExecutionStack: [entry] } }),
		);
		// As long as it takes to record an execution.
		for (let turn = 0; turn < 1_000 && kept() === before; turn += 1) await new Promise(setImmediate);
		return { status: 200, staticData: kept(), execution };
	},
	/** What a list of the node shows. */
	async list({ method, filter, plan }) {
		const workflow = createWorkflow(plan);
		const node = workflow.getNode(plan.start);
		const context = new core.LoadOptionsContext(workflow, node, additionalData(plan), '/');
		return await typeOf(node.type).methods.listSearch[method].call(context, filter);
	},
	/** What the choices of a parameter are. */
	async options({ method, plan }) {
		const workflow = createWorkflow(plan);
		const node = workflow.getNode(plan.start);
		const context = new core.LoadOptionsContext(workflow, node, additionalData(plan), '/');
		return await typeOf(node.type).methods.loadOptions[method].call(context);
	},
	description({ type }) {
		const { usableAsTool, hints, icon, subtitle } = typeOf(type).description;
		return Promise.resolve({ usableAsTool, hints, icon, subtitle });
	},
};

process.on('message', ({ id, command, input }) => {
	Promise.resolve(commands[command](input)).then(
		(result) => process.send({ id, result: JSON.parse(JSON.stringify(result)) }),
		(error) => process.send({ id, error: error.stack }),
	);
});
process.on('disconnect', () => process.exit());
process.send({ ready: true });
