/** The addresses at which Gong says that a call is over, the same on every store. */
import { expect, it } from '@jest/globals';
import { createCallWebhookStore } from '../../../engine/adapters/store/shared/call-webhooks.ts';
import { createConnectionStore } from '../../../engine/adapters/store/shared/connections.ts';
import { need } from '../../need.ts';
import { STORES } from '../../servers/stores.ts';
import { secret, useEventStores } from './event-stores.ts';

for (const adapter of STORES) {
	need(...adapter.needs)(`webhooks of calls on ${adapter.name}`, () => {
		const { database, tenants } = useEventStores(adapter);

		it('finds the place of a webhook by its id alone, and loses it with the connection', async () => {
			const { acme, other } = tenants();
			const webhooks = createCallWebhookStore(database());
			const connections = createConnectionStore(database());
			const gong = {
				id: 'gong-main',
				kind: 'calls',
				vendor: 'gong',
				name: 'main',
				address: 'https://g.example',
			} as const;
			const place = { connection: 'gong-main', id: `id-${acme}`, prefix: 'https://s.example/', publicKey: 'PEM' };
			await expect(webhooks.put(acme, place)).rejects.toMatchObject({ code: 'connection-unknown' });
			for (const tenant of [acme, other]) await connections.add(tenant, { ...gong, secret });
			expect(await webhooks.put(acme, place)).toBe(`https://s.example/id-${acme}`);
			await webhooks.put(other, { ...place, id: `id-${other}` });
			// Another key or another address of the engine: the place stays.
			const moved = { ...place, id: 'another', prefix: 'https://t.example/', publicKey: 'PEM 2' };
			expect(await webhooks.put(acme, moved)).toBe(`https://t.example/id-${acme}`);
			expect(await webhooks.find(`id-${acme}`)).toEqual({
				...{ tenant: acme, connection: 'gong-main', address: `https://t.example/id-${acme}`, publicKey: 'PEM 2' },
			});
			expect(await webhooks.find('another')).toBeUndefined();
			await connections.remove(acme, 'gong-main');
			expect(await webhooks.find(`id-${acme}`)).toBeUndefined();
			expect(await webhooks.find(`id-${other}`)).toMatchObject({ tenant: other });
		});
	});
}
