/** The five services that the shipped teams know, running, and a file that names them as a host would. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type McpServer, startMcp, type Transport } from './start.ts';

export const SHIPPED = ['research', 'context', 'github', 'business', 'agents'] as const;

export type ShippedServices = {
	/** For SERVICES_FILE. */
	readonly file: string;
	readonly servers: Readonly<Record<(typeof SHIPPED)[number], McpServer>>;
	remove(): Promise<void>;
};

export async function startShippedServices(transport: Transport = 'http'): Promise<ShippedServices> {
	const started = await Promise.all(SHIPPED.map((name) => startMcp(name, transport)));
	const folder = mkdtempSync(join(tmpdir(), 'sophia-services-'));
	const file = join(folder, 'services.yaml');
	// JSON is YAML, too.
	writeFileSync(file, JSON.stringify({ services: started.map(({ service }) => service) }));
	return {
		file,
		servers: Object.fromEntries(started.map((server, at) => [SHIPPED[at], server])) as ShippedServices['servers'],
		async remove() {
			await Promise.all(started.map((server) => server.remove()));
			rmSync(folder, { recursive: true, force: true });
		},
	};
}
