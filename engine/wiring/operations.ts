/** The operations of the commands, over a store that is open. */
import { createOperations } from '../commands/create-operations.ts';
import type { Operations } from '../commands/operations.ts';
import type { Config } from '../config.ts';
import { TerminalError } from '../errors.ts';
import type { Log } from '../ports/log.ts';
import type { Secrets } from '../ports/secrets.ts';
import { createServices, type Services } from './connections.ts';
import { type Messaging, openMessaging } from './queue.ts';
import { openSecrets } from './secrets.ts';
import { openStore, type Store } from './store.ts';

export type OperationTools = {
	secrets: Secrets;
	testConnection: Services['test'];
	forget: (tenant: string) => Promise<void>;
	forgetPerson?: (tenant: string, email: string) => Promise<number>;
	publicUrl: string | undefined;
};

export function operationsOver(store: Store, tools: OperationTools): Operations {
	const { tenants, keys, connections, callWebhooks, erase, applied } = store;
	return createOperations({ tenants, keys, connections, callWebhooks, erase, applied, ...tools });
}

/** For one command without a running engine: opens the store, and Redis only for what needs it. */
export async function openOperations(
	config: Config,
	log: Log,
): Promise<{ operations: Operations; close(): Promise<void> }> {
	const secrets = await openSecrets(config);
	const store = await openStore(config, log);
	let messaging: ReturnType<typeof openMessaging> | undefined;
	const redis = () => {
		if (config.redisUrl === undefined) {
			throw new TerminalError('config-not-valid', 'The configuration is not valid: REDIS_URL is missing.', {
				details: { fields: [{ path: 'REDIS_URL', message: 'is missing' }] },
			});
		}
		const { redisUrl, sessionsRedisCluster } = config;
		messaging ??= openMessaging({ redisUrl, sessionsRedisCluster }, log);
		return messaging;
	};
	const test: Services['test'] = (tenant, id) =>
		createServices({ connections: store.connections, secrets, rateLimit: redis().rateLimit }).test(tenant, id);
	return {
		operations: operationsOver(store, {
			...{ secrets, testConnection: test, publicUrl: config.publicUrl },
			forget: forgetOver(redis).forget,
			// Without a Redis nothing can have been said in a session.
			...(config.redisUrl === undefined ? {} : { forgetPerson: forgetOver(redis).forgetPerson }),
		}),
		async close() {
			await messaging?.close();
			await store.close();
		},
	};
}

/** What Redis holds of a tenant or a person. */
export function forgetOver(messaging: () => Messaging): Pick<OperationTools, 'forget' | 'forgetPerson'> {
	return {
		async forget(tenant) {
			await messaging().queue.erase(tenant);
			await messaging().sessions.eraseTenant(tenant);
		},
		forgetPerson: (tenant, email) => messaging().sessions.erasePerson(tenant, email),
	};
}
