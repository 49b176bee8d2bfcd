/** A tenant with everything that a morning needs. */
import type { EngineHome } from '../contracts/engine/engine-process.ts';
import type { Sandbox } from '../servers/sandbox.ts';

/** Makes the tenant and its connections with the commands that people use; answers an API key. */
export async function connectTenant(home: EngineHome, tenant: string, zone: string, sandbox: Sandbox): Promise<string> {
	const command = async (words: string[], input = '') => {
		const ran = await home.run(words, { input });
		if (ran.code !== 0) throw new Error(`engine ${words.join(' ')}: ${ran.err}`);
		return ran.out.trim();
	};
	const { gong, slack, hubspot } = sandbox;
	const add = (vendor: string, address: string, secret: string) =>
		command(['connection', 'add', vendor, '--tenant', tenant, '--name', 'main', '--address', address], secret);
	await command(['tenant', 'create', tenant, '--zone', zone]);
	await add('gong', gong.address, `${gong.accessKey}:${gong.accessKeySecret}`);
	await add('slack', slack.address, slack.token);
	await add('hubspot', hubspot.address, hubspot.token);
	return command(['key', 'create', '--tenant', tenant, '--name', 'n8n']);
}
