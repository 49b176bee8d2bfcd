import { expect, it } from '@jest/globals';
import { hostEnvironment } from './n8n.mjs';

it("keeps our n8n away from a person's own: its database, queue and key, and the engine's secrets", () => {
	const own = { PATH: '/bin', HOME: '/home/ada', TZ: 'UTC', HTTPS_PROXY: 'http://proxy', NODE_EXTRA_CA_CERTS: '/ca' };
	const foreign = {
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: 'db.acme.example',
		N8N_ENCRYPTION_KEY: 'x',
		N8N_USER_FOLDER: '/home/ada',
		EXECUTIONS_MODE: 'queue',
		QUEUE_BULL_REDIS_HOST: 'redis.acme.example',
		SOPHIA_SECRET_KEY: 'x',
		DATABASE_URL: 'postgres://ada:x@db.acme.example/sophia',
		REDIS_URL: 'redis://:x@redis.acme.example',
	};
	expect(hostEnvironment({ ...own, ...foreign })).toEqual(own);
});
