/** Shows the same window in the real n8n: pack, credential, templates, one run. */
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { installHost } from '../host/install.mjs';
import { startN8n } from '../host/n8n.mjs';
import { installPack } from '../host/pack.mjs';
import { hasEnded, outputOf, signIn } from '../host/session.mjs';
import { installTools } from '../install.mjs';
import { Message } from '../shared/message.mjs';
import { root } from '../shared/paths.mjs';
import { anyPort, openNear } from '../shared/ports.mjs';
import { say, step } from '../shared/progress.mjs';
import { connections, remembered } from './demo.mjs';

const coachType = 'n8n-nodes-sophia.salesCoach';
const triggerType = 'n8n-nodes-base.scheduleTrigger';
const templates = path.join(root, 'workflows');
const dailyCoaching = 'daily-coaching.json';

/**
 * @typedef {import('../../engine/contract/index.ts').CoachingDay} CoachingDay
 * @typedef {import('../host/session.mjs').Session} Session
 * @typedef {import('../host/session.mjs').Workflow} Workflow
 * @typedef {{ from: string, to: string }} Window
 */

/**
 * @param {{ node: string, home: string, engine: string, apiKey: string, window: Window,
 *   zone: string }} options `engine`: its address; `zone`: in which the schedule counts
 * @returns {Promise<{ day: CoachingDay, address: string, email: string, password: string }>}
 * @throws Message where n8n cannot be installed or built, or its run failed
 */
export async function showInN8n({ node, home, engine, apiKey, window, zone }) {
	await installTools();
	const host = await installHost({ node });
	const userFolder = path.join(home, 'n8n');
	await step('Building the node pack and installing it in n8n', () => installPack({ node, userFolder }));
	const owner = ownerOf(home);
	const open = async (/** @type {number} */ port) => {
		const log = path.join(home, 'logs', 'n8n.log');
		const env = { GENERIC_TIMEZONE: zone };
		const started = startN8n({ node, host, userFolder, port, brokerPort: await anyPort(), owner, log, env });
		await started.ready();
		return started;
	};
	const n8n = await step('Starting n8n', () => openNear(5678, 'n8n', say, open));
	const session = await signIn({ address: n8n.address, host, owner });
	const day = await step('Running the coaching workflow in n8n over the same window', async () => {
		const data = { address: engine, apiKey, n8nAddress: '' };
		const credential = await session.credential({ name: 'Sophia (demo)', type: 'sophiaApi', data });
		const workflow = await importTemplate({ session, home, credential, window });
		await importOthers({ session, home, credential });
		return runOnce(session, workflow);
	});
	return { day, address: n8n.address, ...owner };
}

/** The login of this n8n, made once. */
function ownerOf(/** @type {string} */ home) {
	const { values, remember } = remembered(home);
	const { email = 'demo@sophia.example', password = `${randomBytes(9).toString('base64url')}A1` } = {
		email: values.n8nEmail,
		password: values.n8nPassword,
	};
	remember({ n8nEmail: email, n8nPassword: password });
	return { email, password };
}

/**
 * The template as a person would set it up: credential, connections, delivery. Its node takes the window from the item
 * that comes in, and that comes with the trigger's pinned data, which only a run by hand uses; the schedule takes the
 * window since the last one.
 * @param {{ session: Session, home: string, credential: { id: string, name: string }, window: Window }} options
 * @returns {Promise<Workflow>}
 */
async function importTemplate({ session, home, credential, window }) {
	const { values, remember } = remembered(home);
	const existing = (await session.workflows()).find(({ id }) => id === values.n8nWorkflow);
	const template = existing ? await session.workflow(existing.id) : readTemplate(dailyCoaching);
	const trigger = nodeOf(template, triggerType);
	const coach = nodeOf(template, coachType);
	const pinData = { [trigger.name]: [{ json: window }] };
	if (existing) {
		await session.changeWorkflow(existing.id, { pinData }); // What the person changed in the editor stays.
		await session.activate(existing.id);
		return template;
	}
	giveCredential(template, credential);
	coach.parameters.delivery = 'send'; // To the sandbox, and so to nobody.
	for (const [kind, id] of Object.entries(connections))
		coach.parameters[kind] = { __rl: true, mode: 'list', value: id, cachedResultName: id };
	const created = await session.createWorkflow({ ...template, pinData });
	remember({ n8nWorkflow: created.id });
	await session.activate(created.id);
	return created;
}

/**
 * The other templates, each once, with the credential: to be looked at and run by hand. None is published, so that the
 * demo does nothing that nobody asked for.
 * @param {{ session: Session, home: string, credential: { id: string, name: string } }} options
 */
async function importOthers({ session, home, credential }) {
	const { values, remember } = remembered(home);
	const known = new Set((await session.workflows()).map(({ id }) => id));
	for (const file of readdirSync(templates).filter((name) => name.endsWith('.json') && name !== dailyCoaching)) {
		const key = `n8nWorkflow ${file}`;
		if (known.has(values[key] ?? '')) continue;
		const template = readTemplate(file);
		giveCredential(template, credential);
		remember({ [key]: (await session.createWorkflow(template)).id });
	}
}

function readTemplate(/** @type {string} */ file) {
	return /** @type {Workflow} */ (JSON.parse(readFileSync(path.join(templates, file), 'utf8')));
}

function giveCredential(/** @type {Workflow} */ workflow, /** @type {{ id: string, name: string }} */ credential) {
	for (const node of workflow.nodes) {
		if (node.type.startsWith('n8n-nodes-sophia.')) node.credentials = { sophiaApi: credential };
	}
}

function nodeOf(/** @type {Workflow} */ workflow, /** @type {string} */ type) {
	const found = workflow.nodes.find((node) => node.type === type);
	if (!found) throw new Message(`The workflow "${workflow.name}" has no node of type ${type}`);
	return found;
}

/** @returns {Promise<CoachingDay>} what the coach node gave out */
async function runOnce(/** @type {Session} */ session, /** @type {Workflow} */ workflow) {
	const id = await session.run(workflow.id, nodeOf(workflow, triggerType).name);
	const execution = await session.untilExecution(id, { withinSeconds: 900, done: hasEnded });
	const [day] = outputOf(execution, nodeOf(workflow, coachType).name);
	if (execution.status === 'success' && day?.messages) return day;
	const { error } = execution.data.resultData;
	throw new Message(`The workflow ended as ${execution.status}: ${error?.message ?? day?.error ?? 'without a result'}`);
}
