import { gunzipSync } from 'node:zlib';
import { expect, it } from '@jest/globals';
import { compressed } from './compressed.ts';

const LONG = 'What was said. '.repeat(1_000);

it.each(['gzip', 'gzip, deflate, br', 'br;q=1.0, gzip;q=0.8', 'GZIP', '*'])('takes %s', async (accepted) => {
	const sent = await compressed(LONG, accepted);
	expect(sent?.length).toBeLessThan(LONG.length / 10);
	expect(gunzipSync(sent ?? '').toString()).toBe(LONG);
});

it.each([undefined, '', 'br', 'identity', 'gzip;q=0', 'gzip; q=0.0', 'xgzip'])(
	'sends it as it is for %s',
	async (accepted) => {
		expect(await compressed(LONG, accepted)).toBeUndefined();
	},
);

it('leaves short pages alone', async () => {
	expect(await compressed('short', 'gzip')).toBeUndefined();
});
