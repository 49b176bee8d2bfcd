/** A signed-in session with n8n's REST interface: credentials, workflows, executions. */
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * @typedef {{ id: string, name: string, nodes: WorkflowNode[], versionId?: string, active?: boolean } &
 *   Record<string, any>} Workflow
 * @typedef {{ name: string, type: string, parameters: Record<string, any>, credentials?: Record<string, any> } &
 *   Record<string, any>} WorkflowNode
 * @typedef {{ id: string, status: string, mode: string, finished: boolean, waitTill?: string | null,
 *   data: { resultData: { runData: Record<string, any[]>, error?: any, lastNodeExecuted?: string } } &
 *   Record<string, any> } & Record<string, any>} Execution
 * @typedef {Awaited<ReturnType<typeof signIn>>} Session
 */

/**
 * @param {{ address: string, host: string, owner: import('./n8n.mjs').Owner }} options `host`: where n8n is installed
 */
export async function signIn({ address, host, owner }) {
	const browserId = randomUUID(); // n8n ties a session to the browser that began it.
	const flatted = createRequire(path.join(host, 'package.json'))('flatted');
	let cookie = '';

	/** One request; resolves to the `data` of the answer. @throws Error with n8n's status and words */
	async function rest(/** @type {string} */ method, /** @type {string} */ route, /** @type {unknown} */ body) {
		const response = await fetch(`${address}/rest${route}`, {
			method,
			headers: {
				cookie,
				'browser-id': browserId,
				...(body === undefined ? {} : { 'content-type': 'application/json' }),
			},
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		const text = await response.text();
		if (!response.ok) throw new Error(`n8n ${method} ${route}: ${response.status} ${text.slice(0, 500)}`);
		const set = response.headers.getSetCookie();
		if (set.length) cookie = set.map((line) => line.split(';')[0]).join('; ');
		return text ? /** @type {any} */ (JSON.parse(text)).data : undefined;
	}

	// The health check answers before the routes are there.
	for (let tries = 0; ; tries++) {
		try {
			await rest('POST', '/login', { emailOrLdapLoginId: owner.email, password: owner.password });
			break;
		} catch (error) {
			if (tries > 100) throw error;
			await sleep(200);
		}
	}

	return {
		rest,
		/** Creates a credential, or brings the one of that name up to date. @returns {Promise<{ id: string, name: string }>} */
		async credential(/** @type {{ name: string, type: string, data: Record<string, unknown> }} */ wanted) {
			const all = /** @type {{ id: string, name: string, type: string }[]} */ (
				await rest('GET', '/credentials', undefined)
			);
			const found = all.find(({ name, type }) => name === wanted.name && type === wanted.type);
			const { id } = found
				? await rest('PATCH', `/credentials/${found.id}`, wanted)
				: await rest('POST', '/credentials', wanted);
			return { id, name: wanted.name };
		},
		/** @returns {Promise<Workflow>} */
		createWorkflow(/** @type {Omit<Workflow, 'id'>} */ workflow) {
			const { id, versionId, active, ...rest_ } = workflow;
			return rest('POST', '/workflows', { settings: { executionOrder: 'v1' }, ...rest_ });
		},
		/** @returns {Promise<Workflow>} */
		workflow(/** @type {string} */ id) {
			return rest('GET', `/workflows/${id}`, undefined);
		},
		/** Changes the draft. @returns {Promise<Workflow>} */
		changeWorkflow(/** @type {string} */ id, /** @type {Partial<Workflow>} */ changes) {
			return rest('PATCH', `/workflows/${id}`, changes);
		},
		/** @returns {Promise<{ id: string, name: string, active: boolean }[]>} */
		workflows() {
			return rest('GET', '/workflows', undefined);
		},
		/** Publishes the draft, so that its triggers run. */
		async activate(/** @type {string} */ id) {
			const { versionId } = await rest('GET', `/workflows/${id}`, undefined);
			return rest('POST', `/workflows/${id}/activate`, { versionId });
		},
		/** Takes the triggers away. */
		deactivate(/** @type {string} */ id) {
			return rest('POST', `/workflows/${id}/deactivate`, {});
		},
		/** Runs the draft by hand from one of its triggers. @returns {Promise<string>} the execution's id */
		async run(/** @type {string} */ id, /** @type {string} */ trigger) {
			const { executionId } = await rest('POST', `/workflows/${id}/run`, { triggerToStartFrom: { name: trigger } });
			return executionId;
		},
		/** @returns {Promise<Execution>} with its data unfolded */
		execution,
		/** All executions of a workflow, the latest first, without their data. */
		async executions(/** @type {string} */ workflowId) {
			const filter = encodeURIComponent(JSON.stringify({ workflowId }));
			/** @type {{ id: string, status: string, mode: string }[]} */
			const all = [];
			for (;;) {
				const before = all.length ? `&lastId=${all.at(-1)?.id}` : '';
				const { results } = await rest('GET', `/executions?limit=100&filter=${filter}${before}`, undefined);
				all.push(...results);
				if (results.length < 100) return onceEach(all);
			}
		},
		/**
		 * Waits until `done` holds for the execution; by default until it has ended.
		 * @param {string} id
		 * @param {{ withinSeconds?: number, done?: (execution: Execution) => boolean }} [options]
		 */
		async untilExecution(id, { withinSeconds = 120, done = hasEnded } = {}) {
			const deadline = Date.now() + withinSeconds * 1000;
			for (;;) {
				const current = await execution(id);
				if (done(current) && isWritten(current)) return current;
				if (Date.now() > deadline)
					throw new Error(`Execution ${id} is still "${current.status}" after ${withinSeconds} s`);
				await sleep(150);
			}
		},
		/** Cancels an execution that runs or waits. */
		stopExecution(/** @type {string} */ id) {
			return rest('POST', `/executions/${id}/stop`, {});
		},
		/** Deletes executions with their data. */
		deleteExecutions(/** @type {string[]} */ ids) {
			return rest('POST', '/executions/delete', { ids });
		},
	};

	/** @returns {Promise<Execution>} */
	async function execution(/** @type {string} */ id) {
		const found = await rest('GET', `/executions/${id}`, undefined);
		return { ...found, data: typeof found.data === 'string' ? flatted.parse(found.data) : found.data };
	}
}

/**
 * n8n 2.40 reads those that run and those that have ended side by side (ExecutionService.findLatestCurrentAndCompleted): one
 * that ends meanwhile is in both lists, with its end behind.
 * @template {{ id: string }} T
 * @param {readonly T[]} listed
 * @returns {T[]} each once, in the order of the list, as it was last
 */
export function onceEach(listed) {
	return [...new Map(listed.map((one) => [one.id, one])).values()];
}

/** Whether an execution has come to an end: neither running nor waiting. */
export function hasEnded(/** @type {{ status: string }} */ { status }) {
	return !['new', 'running', 'waiting', 'unknown'].includes(status);
}

/** n8n marks an execution as successful a moment before it writes what its nodes gave out. */
function isWritten(/** @type {Execution} */ { status, data }) {
	const { lastNodeExecuted = '', runData = {} } = data?.resultData ?? {};
	return status !== 'success' || lastNodeExecuted in runData;
}

/** The items that a node gave out in its last run, as plain JSON. */
export function outputOf(/** @type {Execution} */ execution, /** @type {string} */ node) {
	const runs = execution.data.resultData.runData[node] ?? [];
	return /** @type {any[]} */ ((runs.at(-1)?.data?.main?.[0] ?? []).map((/** @type {any} */ item) => item.json));
}
