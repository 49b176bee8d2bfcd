/** Whether the engine lives, whether it can work, and its figures: for probes and for Prometheus. No key needed. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { toErrorView } from '../errors.ts';

/** Something the engine cannot work without. `ping` rejects when it does not answer. */
export type Dependency = { name: string; ping(signal: AbortSignal): Promise<void> };

/** The figures in Prometheus' text format. */
export type MetricsPage = { contentType: string; render(): Promise<string> };

export type HealthRoutesOptions = { dependencies: readonly Dependency[]; metrics: MetricsPage; stopping: AbortSignal };

const PING_TIMEOUT_MS = 2_000;

const Health = z.object({ status: z.literal('ok') });
const Readiness = z.object({
	status: z.enum(['ready', 'not-ready']),
	dependencies: z.array(
		z.object({ name: z.string(), ok: z.boolean(), code: z.string().optional(), message: z.string().optional() }),
	),
});
export type Readiness = z.infer<typeof Readiness>;

export const healthRoutes: FastifyPluginAsyncZod<HealthRoutesOptions> = async (
	app,
	{ dependencies, metrics, stopping },
) => {
	app.get(
		'/healthz',
		{ schema: { summary: 'The process answers', security: [], response: { 200: Health } } },
		async () => ({
			status: 'ok' as const,
		}),
	);

	app.get(
		'/readyz',
		{
			schema: {
				summary: 'Whether everything needed answers; else which dependency is down',
				security: [],
				response: { 200: Readiness, 503: Readiness },
			},
		},
		async (_request, reply) => {
			const found = await Promise.all(dependencies.map(look));
			const ready = !stopping.aborted && found.every(({ ok }) => ok);
			reply.code(ready ? 200 : 503);
			return { status: ready ? ('ready' as const) : ('not-ready' as const), dependencies: found };
		},
	);

	app.get(
		'/metrics',
		{
			schema: {
				summary: 'Figures for Prometheus',
				security: [],
				response: { 200: { content: { 'text/plain': { schema: z.string() } } } },
			},
		},
		async (_request, reply) => reply.type(metrics.contentType).send(await metrics.render()),
	);
};

async function look({ name, ping }: Dependency): Promise<Readiness['dependencies'][number]> {
	const timeout = AbortSignal.timeout(PING_TIMEOUT_MS);
	const { promise: expired, reject } = Promise.withResolvers<never>();
	timeout.addEventListener('abort', () => reject(timeout.reason), { once: true });
	try {
		// Not every client minds the signal while it connects again.
		await Promise.race([ping(timeout), expired]);
		return { name, ok: true };
	} catch (error) {
		if (timeout.aborted) return { name, ok: false, message: `No answer within ${PING_TIMEOUT_MS / 1_000} s.` };
		const { code, message } = toErrorView(error);
		return { name, ok: false, code, message };
	}
}
