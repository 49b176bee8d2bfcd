/** Requests over kept connections, with little work on this side of them. */
import http from 'node:http';

export type Client = {
	request<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T>;
	close(): void;
};

export function createClient(address: string, apiKey: string, sockets: number): Client {
	const agent = new http.Agent({ keepAlive: true, maxSockets: sockets });
	const base = new URL(address);
	return {
		request: (method, path, body) =>
			new Promise((resolve, reject) => {
				const text = body === undefined ? undefined : JSON.stringify(body);
				const headers = {
					authorization: `Bearer ${apiKey}`,
					...(text ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) } : {}),
				};
				const request = http.request(
					{ agent, host: base.hostname, port: base.port, method, path, headers },
					(response) => {
						const chunks: Buffer[] = [];
						response.on('data', (chunk: Buffer) => chunks.push(chunk));
						response.on('end', () => {
							const answer = Buffer.concat(chunks).toString('utf8');
							if ((response.statusCode ?? 500) < 300) resolve(JSON.parse(answer));
							else reject(new Error(`${method} ${path}: ${response.statusCode} ${answer.slice(0, 300)}`));
						});
					},
				);
				request.on('error', reject);
				request.end(text);
			}),
		close: () => agent.destroy(),
	};
}
