/** The way to a service: Streamable HTTP to its address, or the standard input and output of its program. */
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { HttpService, Service, StdioService } from '../../../contract/service.ts';
import { createFetch } from './fetch.ts';
import { MOST_BYTES } from './sending.ts';

export type Variable = (name: string) => string | undefined;

export type Way = {
	transport: Transport;
	/** Whether the message was read too far: standard output is closed then. */
	tooLarge(error: Error): boolean;
	/** Says goodbye where the service keeps sessions; never throws. */
	leave(): Promise<void>;
	/** Ends what outlives the transport. */
	end(): void;
};

/** `onDeaf`: the service can no longer tell of changes. */
export function openWay(service: Service, variable: Variable, onDeaf: () => void): Promise<Way> {
	return 'url' in service ? overHttp(service, variable, onDeaf) : overStdio(service, variable);
}

async function overHttp(service: HttpService, variable: Variable, onDeaf: () => void): Promise<Way> {
	const { StreamableHTTPClientTransport } = await import('@modelcontextprotocol/sdk/client/streamableHttp.js');
	const { fetch, close } = createFetch({ onDeaf });
	const transport = new StreamableHTTPClientTransport(new URL(service.url), {
		fetch,
		requestInit: { headers: headersOf(service, variable) },
		// Sessions are opened anew by us, in one place and within a deadline.
		reconnectionOptions: {
			...{
				maxRetries: 0,
				initialReconnectionDelay: 1_000,
				maxReconnectionDelay: 1_000,
				reconnectionDelayGrowFactor: 1,
			},
		},
	});
	return {
		transport: transport as Transport,
		tooLarge: () => false,
		leave: () => transport.terminateSession().catch(() => {}),
		end: close,
	};
}

function headersOf({ bearer, headers }: HttpService, variable: Variable): Record<string, string> {
	const named = Object.entries(headers).map(([name, holder]) => [name, variable(holder) ?? '']);
	return { ...Object.fromEntries(named), ...(bearer ? { authorization: `Bearer ${variable(bearer) ?? ''}` } : {}) };
}

async function overStdio({ command, args, folder, variables }: StdioService, variable: Variable): Promise<Way> {
	const { StdioClientTransport } = await import('@modelcontextprotocol/sdk/client/stdio.js');
	const env = Object.fromEntries(variables.map((name) => [name, variable(name) ?? '']));
	const transport = new StdioClientTransport({
		...{ command, args, env, ...(folder ? { cwd: folder } : {}) },
		// What a stranger's program says of itself may hold anything.
		stderr: 'ignore',
		maxBufferSize: MOST_BYTES,
	});
	return {
		transport,
		tooLarge: ({ message }) => message.startsWith('ReadBuffer exceeded'),
		leave: async () => {},
		end() {},
	};
}
