/** From an analyzed call to the one who subscribed: over real stores and real HTTP. */
import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sha256, systemClock } from '../../../engine/adapters/clock/system.ts';
import { createSecrets } from '../../../engine/adapters/secrets/aes-gcm.ts';
import { createDeliveryStore } from '../../../engine/adapters/store/shared/event-deliveries.ts';
import { createEventStore } from '../../../engine/adapters/store/shared/events.ts';
import { createFeedbackStore } from '../../../engine/adapters/store/shared/feedback.ts';
import { createSubscriptionStore } from '../../../engine/adapters/store/shared/subscriptions.ts';
import { createTenantStore } from '../../../engine/adapters/store/shared/tenants.ts';
import { createEventSender } from '../../../engine/adapters/webhooks/standard.ts';
import type { Insight } from '../../../engine/contract/call.ts';
import { EventFilters, type EventType } from '../../../engine/contract/event.ts';
import { createFeedback } from '../../../engine/domain/feedback/feedback.ts';
import { createEvents, createSubscriptions, startEventDelivery } from '../../../engine/events/index.ts';
import { tellAsked } from '../../../engine/events/tell-asked.ts';
import { tellDue } from '../../../engine/events/tell-due.ts';
import { tellStopped } from '../../../engine/events/tell-stopped.ts';
import { insight, kept } from '../../../engine/events/testing/events.ts';
import type { EventStore } from '../../../engine/ports/event-store.ts';
import type { Log } from '../../../engine/ports/log.ts';
import { allowsOrigin } from '../../../engine/runs/index.ts';
import { need } from '../../need.ts';
import { type OpenStore, STORES } from '../../servers/stores.ts';
import { verifies } from '../../verifies.ts';
import { claimsOn } from '../runs/claimed.ts';
import { type Receiver, startReceiver, verified } from './receiver.ts';

const silent: Log = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };
const secrets = createSecrets(randomBytes(32));
const HASTE = "update deliveries set due_at = now() where state = 'pending'";

for (const adapter of STORES) {
	need(...adapter.needs)(`telling of events on ${adapter.name}`, () => {
		let opened: OpenStore;
		let receiver: Receiver;
		let tenant: string;
		let number = 0;
		let closing: (() => Promise<void>)[];
		beforeAll(async () => {
			opened = await adapter.open();
		});
		afterAll(() => opened?.close());
		beforeEach(async () => {
			number += 1;
			tenant = `acme-${number}`;
			closing = [];
			receiver = await startReceiver();
			await createTenantStore(opened.database).create(tenant, {
				...{ zone: 'Asia/Tokyo', weekend: [], optedOutReps: [], language: 'en' },
			});
		});
		afterEach(async () => {
			for (const close of closing) await close();
			await receiver.close();
			await opened.database.tenant(tenant, (query) => query('delete from subscriptions'));
		});

		const store = () => createEventStore(opened.database);
		const deliveries = () => createDeliveryStore(opened.database);
		const hasten = () => opened.database.tenant(tenant, (query) => query(HASTE));
		function events(now = new Date()) {
			const feedback = createFeedback({ store: createFeedbackStore(opened.database), hash: sha256 });
			const clock = { now: () => now };
			return createEvents({ store: store(), clock, hash: sha256, feedback, pageOf: () => () => undefined });
		}
		function subscriptions() {
			return createSubscriptions({
				...{ store: createSubscriptionStore(opened.database), secrets, hash: sha256 },
				newSecret: () => `whsec_${randomBytes(32).toString('base64')}`,
				checkOrigin: async () => undefined,
			});
		}
		async function subscribe(types: EventType[], path = '/a') {
			const filters = EventFilters.parse({ types });
			const { subscription } = await subscriptions().create(tenant, { url: `${receiver.address}${path}`, filters });
			return subscription;
		}
		/** A process that delivers, until the test ends. */
		function deliver(allowed: string[] = []) {
			const process = startEventDelivery({
				...{ store: store(), deliveries: deliveries(), secrets, clock: systemClock, log: silent, everyMs: 5 },
				...{ sender: createEventSender(), mayCall: allowsOrigin(allowed) },
				...{ metrics: { count() {}, observe() {} }, hash: sha256 },
				runPageOf: () => (id) => `https://engine.test/runs/${id}`,
				questionPageOf:
					() =>
					({ id, runId }) =>
						`https://engine.test/questions/${id}?run=${runId}`,
			});
			closing.push(process.close);
			return process;
		}
		const analyzed = (insights: Insight[], more: Parameters<typeof kept>[1] = {}) =>
			events().analyzed(tenant, kept(insights, more), 'Asia/Tokyo');
		/** When all that was put has been tried and recorded. */
		async function settled() {
			for (;;) {
				const [row] = await opened.database.tenant(tenant, (query) =>
					query<{
						open: number;
					}>(`select count(*) as open from deliveries d join subscriptions s on s.id = d.subscription_id
						where s.disabled_at is null and (d.state = 'pending' and d.due_at <= now() or s.busy_until > now())`),
				);
				if (Number(row?.open) === 0) return;
				await new Promise(setImmediate);
			}
		}
		const risk = insight('risk', 'We look at others.', { label: 'competitor' });

		it('signs each event with the secret of its subscription, and carries its id', async () => {
			verifies('events.signed', 'events.filters');
			const risks = await subscribe(['risk.appeared']);
			const calls = await subscribe(['call.analyzed'], '/b');
			expect(risks.secret).not.toBe(calls.secret);
			deliver();
			await analyzed([risk]);
			await receiver.until(2);
			const [a, b] = ['/a', '/b'].map((path) => receiver.received.find((one) => one.path === path));
			if (!a || !b) throw new Error('One of them was not told.');
			expect(verified(a, risks.secret)).toMatchObject({ type: 'risk.appeared', data: { risk } });
			expect(verified(b, calls.secret)).toMatchObject({ type: 'call.analyzed' });
			expect(() => verified(a, calls.secret)).toThrow();
			expect([a.headers['webhook-id'], b.headers['webhook-id']]).toEqual([a.event.id, b.event.id]);
		});

		it('tells of the same words once, however often the call is analyzed', async () => {
			verifies('events.told-once', 'events.of-analysis');
			await subscribe(['risk.appeared', 'call.analyzed']);
			deliver();
			for (const _ of [1, 2, 3]) await analyzed([risk]);
			await receiver.until(2);
			await analyzed([risk, insight('risk', 'The budget is frozen.')]);
			await receiver.until(3);
			await settled();
			expect(receiver.received.map(({ event }) => event.type).sort()).toEqual([
				...['call.analyzed', 'risk.appeared', 'risk.appeared'],
			]);
			expect(receiver.received.at(-1)?.event.data).toMatchObject({
				risk: { evidence: [{ quote: 'The budget is frozen.' }] },
			});
		});

		it('tells a subscription of one event at a time, and of all', async () => {
			await subscribe(['risk.appeared']);
			const many = Array.from({ length: 30 }, (_, index) => insight('risk', `risk ${index}`));
			await analyzed(many);
			deliver();
			deliver();
			await receiver.until(30);
			await settled();
			expect(new Set(receiver.received.map(({ event }) => event.id)).size).toBe(30);
			expect([receiver.received.length, receiver.mostAtOnce()]).toEqual([30, 1]);
		});

		it('tries again what was refused, with the same id, until it is taken', async () => {
			verifies('events.retried');
			const { secret } = await subscribe(['risk.appeared']);
			const answers = [500, 401, 302, 204];
			receiver.answer = () => answers.shift() ?? 204;
			deliver();
			await analyzed([risk]);
			for (const count of [1, 2, 3]) {
				await receiver.until(count);
				await settled();
				await hasten();
			}
			await receiver.until(4);
			await settled();
			await hasten();
			await settled();
			expect(receiver.received).toHaveLength(4);
			expect(new Set(receiver.received.map((one) => verified(one, secret).id)).size).toBe(1);
			expect(await subscriptions().list(tenant)).toMatchObject([{ state: 'active', pending: 0 }]);
		});

		it('tells again, by another process, what nobody acknowledged when a process ended', async () => {
			verifies('events.survive-a-kill');
			await subscribe(['risk.appeared']);
			const never = Promise.withResolvers<number>();
			receiver.answer = () => (receiver.received.length === 1 ? never.promise : 204);
			const first = deliver();
			await analyzed([risk]);
			await receiver.until(1);
			await first.close();
			// As when its lease is over.
			await opened.database.tenant(tenant, (query) => query("update subscriptions set busy_until = '-infinity'"));
			deliver();
			await receiver.until(2);
			await settled();
			expect(receiver.received[1]?.event).toEqual(receiver.received[0]?.event);
			expect(await subscriptions().list(tenant)).toMatchObject([{ pending: 0 }]);
			never.resolve(204);
		});

		it('stops where nobody is there any more, and goes on with what was missed when somebody subscribes again', async () => {
			verifies('events.disabled', 'events.subscribe-again');
			const before = await subscribe(['risk.appeared']);
			receiver.answer = () => 410;
			deliver();
			await analyzed([risk]);
			await receiver.until(1);
			await settled();
			expect(await subscriptions().list(tenant)).toMatchObject([{ state: 'disabled', reason: 'gone', pending: 1 }]);
			receiver.answer = () => 204;
			const after = await subscribe(['risk.appeared']);
			expect([after.id, after.state]).toEqual([before.id, 'active']);
			await receiver.until(2);
			await settled();
			const [, again] = receiver.received;
			expect(again && verified(again, after.secret).id).toBe(receiver.received[0]?.event.id);
			expect(() => again && verified(again, before.secret)).toThrow();
		});

		it('sends nothing to an origin that may not be called any more', async () => {
			verifies('events.only-allowed-origins');
			await subscribe(['risk.appeared']);
			deliver(['https://n8n.acme.example']);
			await analyzed([risk]);
			await settled();
			expect(receiver.received).toEqual([]);
			expect(await subscriptions().list(tenant)).toMatchObject([{ state: 'active', pending: 1 }]);
		});

		it('tells of a promise when its day begins in the zone of the tenant, once', async () => {
			verifies('events.due-once');
			const { secret } = await subscribe(['commitment.due']);
			const promise = insight('commitment', 'I will send it on Tuesday.', { dueDate: '2096-11-24' });
			// Far from now: what tells in the background has the time of the machine.
			const said = new Date('2096-11-20T10:00:00Z');
			await events(said).analyzed(tenant, kept([promise]), 'Asia/Tokyo');
			deliver();
			const tell = (at: string) =>
				tellDue({ store: store(), deliveries: deliveries(), clock: { now: () => new Date(at) }, log: silent });
			// A minute before midnight in Tokyo, and a minute after it.
			await tell('2096-11-23T14:59:00Z');
			await settled();
			expect(receiver.received).toEqual([]);
			await Promise.all([tell('2096-11-23T15:01:00Z'), tell('2096-11-23T15:01:00Z')]);
			await receiver.until(1);
			await tell('2096-11-24T15:01:00Z');
			await events(said).analyzed(tenant, kept([promise]), 'Asia/Tokyo');
			await tell('2096-11-25T15:01:00Z');
			await settled();
			const [due, ...more] = receiver.received;
			expect(due && verified(due, secret)).toMatchObject({
				...{ type: 'commitment.due', timestamp: '2096-11-23T15:01:00.000Z', data: { commitment: promise } },
			});
			expect(more).toEqual([]);
		});

		describe('of a run that its budget stopped', () => {
			const stopped = { state: 'succeeded' as const, refused: ['read part 2 of 3 (prompt 2): model call 1'] };
			const claims = () => claimsOn(opened.database, tenant);
			const tell = (what: EventStore = store()) =>
				tellStopped({
					...{ store: what, deliveries: deliveries(), clock: systemClock, hash: sha256, log: silent },
					runPageOf: () => () => undefined,
				});

			it('tells once, with what it spent and what was left undone', async () => {
				verifies('events.budget-stopped');
				const { secret } = await subscribe(['budget.stopped']);
				await subscribe(['risk.appeared'], '/b');
				const run = await claims().begin({ budgetNano: 50_000_000 });
				await claims().stores.attempts.finish(run, stopped);
				deliver();
				deliver();
				await receiver.until(1);
				await tell();
				await settled();
				const [told, ...more] = receiver.received;
				expect(more).toEqual([]);
				expect(told && verified(told, secret)).toMatchObject({
					type: 'budget.stopped',
					data: {
						run: { id: run.runId, state: 'succeeded', page: `https://engine.test/runs/${run.runId}` },
						...{ budgetUsd: 0.05, spentUsd: 0, undone: ['1 part of 1 call was read by no model'] },
					},
				});
			});

			it('tells it also where the process dies before, and once where it dies after', async () => {
				verifies('events.budget-stopped', 'events.survive-a-kill');
				await subscribe(['budget.stopped']);
				const run = await claims().begin();
				await claims().stores.attempts.finish(run, stopped);
				const dies = async () => {
					throw new Error('killed');
				};
				await tell({ ...store(), put: dies });
				expect(await store().stops(tenant, 9)).toHaveLength(1);
				await tell({ ...store(), stopsTold: dies });
				expect(await store().stops(tenant, 9)).toHaveLength(1);
				deliver();
				await receiver.until(1);
				await tell();
				await settled();
				expect(receiver.received).toHaveLength(1);
			});
		});

		describe('of what a run asks a person', () => {
			const claims = () => claimsOn(opened.database, tenant);
			const question = {
				title: 'Write the note?',
				tool: 'hubspot-api',
				member: 'CRMSpecialist',
				input: { note: 'secret' },
			};
			const tell = (what: EventStore = store()) =>
				tellAsked({
					...{ store: what, deliveries: deliveries(), hash: sha256, log: silent },
					...{ runPageOf: () => () => undefined, questionPageOf: () => () => undefined },
				});

			it('tells each question once, with where to answer, and not what the tool would be called with', async () => {
				verifies('teams.approval-told');
				const { secret } = await subscribe(['approval.asked']);
				await subscribe(['risk.appeared'], '/b');
				const run = await claims().begin();
				await claims().stores.attempts.ask(run, 'ask', question);
				await claims().stores.attempts.ask(await claims().takeOver(run), 'ask', question);
				deliver();
				deliver();
				await receiver.until(1);
				await tell();
				await settled();
				const [told, ...more] = receiver.received;
				expect(more).toEqual([]);
				const [open] = (await claims().stores.runs.questions(tenant, run.rootId))?.shown ?? [];
				const { input: _input, ...shown } = question;
				const page = `https://engine.test/questions/${open?.id}?run=${run.rootId}`;
				expect(told && verified(told, secret)).toMatchObject({
					type: 'approval.asked',
					data: { run: { id: run.rootId, kind: 'any' }, question: { id: open?.id, ...shown, page } },
				});
				expect(JSON.stringify(told)).not.toContain('secret');
			});

			it('tells it also where the process dies before, and once where it dies after', async () => {
				verifies('teams.approval-told', 'events.survive-a-kill');
				await subscribe(['approval.asked']);
				const run = await claims().begin();
				await claims().stores.attempts.ask(run, 'ask', question);
				const dies = async () => {
					throw new Error('killed');
				};
				await tell({ ...store(), put: dies });
				await tell({ ...store(), asksTold: dies });
				expect(await store().asks(tenant, 9)).toHaveLength(1);
				expect(await store().asks('another', 9)).toEqual([]);
				await tell();
				expect(await store().asks(tenant, 9)).toEqual([]);
				deliver();
				await receiver.until(1);
				await settled();
				expect(receiver.received).toHaveLength(1);
			});

			it('does not tell of what was answered before, nor of a run that has ended', async () => {
				await subscribe(['approval.asked']);
				const [answered, ended] = [await claims().begin(), await claims().begin()];
				const { attempts, runs } = claims().stores;
				for (const run of [answered, ended]) await attempts.ask(run, 'ask', question);
				const [open] = (await runs.questions(tenant, answered.rootId))?.shown ?? [];
				await runs.answer(tenant, answered.rootId, open?.id ?? '', { answer: 'no' });
				await runs.cancel(tenant, ended.rootId);
				expect(await store().asks(tenant, 9)).toEqual([]);
				expect(await deliveries().tenantsAsking()).not.toContain(tenant);
			});
		});

		it('tells the others of their promises where one tenant cannot be told', async () => {
			const other = `${tenant}-other`;
			await createTenantStore(opened.database).create(other, {
				...{ zone: 'UTC', weekend: [], optedOutReps: [], language: 'en' },
			});
			// Far from now: what tells in the background has the time of the machine.
			const promise = insight('commitment', 'I will send it today.', { dueDate: '2096-11-24' });
			await subscribe(['commitment.due']);
			const said = new Date('2096-11-24T01:00:00Z');
			for (const one of [tenant, other]) await events(said).analyzed(one, kept([promise]), 'UTC');
			const broken = { ...store(), due: store().due };
			broken.wishes = async (asked) => {
				if (asked === other) throw new Error('broken');
				return store().wishes(asked);
			};
			deliver();
			await tellDue({ store: broken, deliveries: deliveries(), clock: { now: () => said }, log: silent });
			await receiver.until(1);
			expect(await store().due(other, '2096-11-24', 10)).toHaveLength(1);
		});
	});
}
