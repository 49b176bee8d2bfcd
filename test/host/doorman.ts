/** Stands before n8n, as a proxy does: sees every knock of the engine, and lets in, refuses or cuts as told. */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Knock = {
	method: string;
	/** With the query. */
	path: string;
	body: string;
	/** When it came, ms since 1970. */
	at: number;
	/** What n8n answered, also where the answer was lost; undefined where n8n was not asked. */
	status?: number;
	answer?: string;
};

/**
 * `let-in`; `refuse`: a 503, n8n is not asked; `cut`: the connection is destroyed, n8n is not asked; `lose-answer`: n8n
 * does what it was asked, and its answer is lost.
 */
export type Treatment = 'let-in' | 'refuse' | 'cut' | 'lose-answer';

export type Doorman = {
	readonly address: string;
	/** Every knock so far, in the order in which they were answered. */
	readonly knocks: Knock[];
	close(): Promise<void>;
};

/** `treat`: told each knock before n8n is asked. */
export async function startDoorman(n8n: string, treat: (knock: Knock) => Treatment): Promise<Doorman> {
	const knocks: Knock[] = [];

	async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
		const { method = '', url = '' } = incoming;
		const knock: Knock = { method, path: url, body: await textOf(incoming), at: Date.now() };
		const treatment = treat(knock);
		if (treatment === 'let-in' || treatment === 'lose-answer') Object.assign(knock, await ask(n8n, knock, incoming));
		knocks.push(knock);
		if (treatment === 'cut' || treatment === 'lose-answer') return void outgoing.destroy();
		outgoing.writeHead(knock.status ?? 503, { 'content-type': 'application/json' }).end(knock.answer ?? '{}');
	}

	const server = createServer((incoming, outgoing) => {
		serve(incoming, outgoing).catch(() => outgoing.destroy());
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		knocks,
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

async function ask(n8n: string, { method, path, body }: Knock, { headers }: IncomingMessage) {
	const { host, connection, ...others } = headers;
	const response = await new Promise<IncomingMessage>((resolve, reject) => {
		request(`${n8n}${path}`, { method, headers: others }, resolve).on('error', reject).end(body);
	});
	return { status: response.statusCode ?? 0, answer: await textOf(response) };
}

async function textOf(message: IncomingMessage): Promise<string> {
	let text = '';
	for await (const chunk of message.setEncoding('utf8')) text += chunk;
	return text;
}
