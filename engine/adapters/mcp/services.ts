/** Services (MCP servers) that runs use tools of: a session of its own for each run, one list of tools for all. */
import type { Service } from '../../contract/service.ts';
import { RetryableError, SophiaError } from '../../errors.ts';
import type { Breakers } from '../../ports/breakers.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { MissingTool, OpenToolbox, Tool, Toolbox, ToolRun, Wanted } from '../../ports/tool.ts';
import { createServiceTools, type ServiceTools } from './services/catalog.ts';
import { createSession } from './services/session.ts';
import { toTool } from './services/tool.ts';
import type { Variable } from './services/transport.ts';

export type ServicesOptions = {
	services: readonly Service[];
	/** The values of the variables that services name. */
	variable: Variable;
	breakers: Breakers;
	clock: Clock;
	log: Log;
};

export type Services = {
	/** Of what is wanted only what has the name of a service before a dot. Throws only the signal's reason. */
	open: OpenToolbox;
	/** Ends the sessions that are still open. */
	close(): Promise<void>;
};

/** What is wanted of one service: all, or these, by the names that it gives them itself. */
type WantedOf = { all: boolean; names: Set<string> };

type Opened = { tools: Tool[]; missing: MissingTool[]; close(): Promise<void> };

/** A service that does not answer while a run begins does not hold it up for longer, ms. */
const OPENING_MS = 5_000;

/** The same for a service that there is not and one that the tenant may not use. */
const NOT_CONNECTED = 'No service of this name is connected.';

export function createServices(options: ServicesOptions): Services {
	const { services, clock, log } = options;
	const byName = new Map(services.map((service) => [service.name, service]));
	const known = new Map(services.map(({ name }) => [name, createServiceTools(name, clock, log)]));
	const open = new Set<Toolbox>();
	/** Of each toolbox that is being opened, what calls it off. */
	const opening = new Map<Promise<Toolbox>, AbortController>();
	let closed: RetryableError | undefined;

	return {
		async open(run, wanted) {
			if (closed) throw closed;
			const callOff = new AbortController();
			const opened = openToolbox({ ...run, signal: AbortSignal.any([run.signal, callOff.signal]) }, wanted);
			opening.set(opened, callOff);
			return opened.finally(() => opening.delete(opened));
		},
		async close() {
			closed ??= new RetryableError('service-unavailable', 'The services are closed.', { notDone: true });
			for (const callOff of opening.values()) callOff.abort(closed);
			await Promise.allSettled(opening.keys());
			await Promise.all([...open].map((toolbox) => toolbox.close()));
		},
	};

	async function openToolbox(run: ToolRun, wanted: Wanted): Promise<Toolbox> {
		const settled = await Promise.allSettled(
			[...wantedByService(wanted)].map(([name, of]): Promise<Opened> => {
				const service = byName.get(name);
				const allowed = service && (service.tenants === undefined || service.tenants.includes(run.tenant));
				if (!allowed) return Promise.resolve(withoutTools(name, of, NOT_CONNECTED));
				return openService(options, service, known.get(name) as ServiceTools, run, of);
			}),
		);
		const opened = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
		const toolbox: Toolbox = {
			tools: new Map(opened.flatMap(({ tools }) => tools.map((tool) => [tool.name, tool] as const))),
			get missing() {
				return opened.flatMap(({ missing }) => missing);
			},
			async close() {
				open.delete(toolbox);
				await Promise.all(opened.map((one) => one.close()));
			},
		};
		open.add(toolbox);
		const failed = settled.find((one) => one.status === 'rejected');
		if (failed || run.signal.aborted) await toolbox.close();
		run.signal.throwIfAborted();
		if (failed) throw failed.reason;
		return toolbox;
	}
}

function wantedByService({ tools, services }: Wanted): Map<string, WantedOf> {
	const wanted = new Map<string, WantedOf>(services.map((name) => [name, { all: true, names: new Set() }]));
	for (const tool of tools) {
		const dot = tool.indexOf('.');
		if (dot < 0) continue;
		const of = wanted.get(tool.slice(0, dot)) ?? { all: false, names: new Set() };
		of.names.add(tool.slice(dot + 1));
		wanted.set(tool.slice(0, dot), of);
	}
	return wanted;
}

const withoutTools = (service: string, { all, names }: WantedOf, reason: string): Opened => ({
	tools: [],
	missing: [...(all ? ['*'] : []), ...names].map((name) => ({ tool: `${service}.${name}`, reason })),
	close: async () => {},
});

async function openService(
	options: ServicesOptions,
	service: Service,
	known: ServiceTools,
	run: ToolRun,
	wanted: WantedOf,
): Promise<Opened> {
	const { clock, breakers, variable } = options;
	const breaker = JSON.stringify(['service', run.tenant, service.name]);
	const session = createSession({
		...{ service, variable, clock, onChanged: known.announced, onDeaf: known.doubted, onLost: known.doubted },
		async onConnected(ask, again, signal) {
			if (again || known.stale) await known.refresh(ask, signal);
		},
	});
	const entered = await breakers.enter(breaker, run.signal);
	if (entered === 'open') {
		return withoutTools(
			service.name,
			wanted,
			'The service failed several times in a minute and is left alone for a moment.',
		);
	}
	const late = new AbortController();
	const overdue = () =>
		new RetryableError('service-unavailable', `The service ${service.name} does not answer in time.`);
	const callOff = clock.after(OPENING_MS, () => late.abort(overdue()));
	try {
		await session.connect(AbortSignal.any([run.signal, late.signal]));
		await breakers.record(breaker, entered, 'success');
	} catch (error) {
		await session.close();
		await breakers.record(breaker, entered, run.signal.aborted ? 'neutral' : 'failure');
		run.signal.throwIfAborted();
		const reason = error instanceof SophiaError ? error.message : 'The service cannot be reached.';
		options.log.warn({ service: service.name, runId: run.id, reason }, 'a service cannot be used');
		return withoutTools(service.name, wanted, reason);
	} finally {
		callOff();
	}

	const at = { tools: known.listed.tools, skipped: known.listed.skipped, vanished: known.vanished };
	const names = wanted.all ? [...new Set([...at.tools.keys(), ...wanted.names])] : [...wanted.names];
	const offered = names.filter((name) => at.tools.has(name));
	const missing = missingOf(service, wanted, offered, at);
	const tools = offered.map((name) =>
		toTool(
			{
				...{ service, session, clock, breakers, breaker, signal: run.signal },
				look: (signal) => (known.stale ? look(signal) : Promise.resolve()),
				doubt: known.doubted,
				gone(tool) {
					const reason = known.vanished.get(tool) ?? (known.listed.tools.has(tool) ? undefined : GONE);
					const told = `${service.name}.${tool}`;
					if (reason && !missing.some((one) => one.tool === told)) missing.push({ tool: told, reason });
					return reason;
				},
			},
			at.tools.get(name) as NonNullable<ReturnType<typeof at.tools.get>>,
		),
	);
	const look = (signal: AbortSignal) =>
		known.refresh(
			(method, params, over) => session.ask(method, params, { guard: undefined, left: false }, true, over),
			signal,
		);
	return { tools, missing, close: () => session.close() };
}

const GONE = 'The service has taken it away.';

type At = {
	tools: ReadonlyMap<string, unknown>;
	skipped: readonly MissingTool[];
	vanished: ReadonlyMap<string, string>;
};

/** Every tool that was wanted and is not offered, and at least a word where a service has none at all. */
function missingOf(service: Service, wanted: WantedOf, offered: string[], at: At): MissingTool[] {
	const isWanted = (name: string) => wanted.all || wanted.names.has(name);
	const vanished = [...at.vanished].filter(([name]) => isWanted(name));
	const skipped = at.skipped.filter(({ tool }) => isWanted(tool.slice(service.name.length + 1)));
	const told = new Map(vanished.map(([name, reason]) => [`${service.name}.${name}`, reason]));
	for (const { tool, reason } of skipped) if (!told.has(tool)) told.set(tool, reason);
	const expected = wanted.all ? [...service.reads, ...service.approval, ...wanted.names] : [...wanted.names];
	for (const name of expected) {
		const tool = `${service.name}.${name}`;
		if (!at.tools.has(name) && !told.has(tool)) told.set(tool, 'The service does not list it.');
	}
	if (wanted.all && offered.length === 0 && told.size === 0)
		told.set(`${service.name}.*`, 'The service lists no tools.');
	return [...told].map(([tool, reason]) => ({ tool, reason }));
}
