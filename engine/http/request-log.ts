/** One line for each request, and its duration for the figures. */
import type { FastifyInstance } from 'fastify';
import type { Metrics } from '../ports/metrics.ts';

/** Asked every few seconds by machines; they would drown the rest. */
const QUIET = new Set(['/healthz', '/readyz', '/metrics']);

export function logRequests(app: FastifyInstance, metrics: Metrics): void {
	app.addHook('onResponse', async (request, reply) => {
		const route = request.routeOptions.url ?? 'none';
		const labels = { method: request.method, route, status: String(reply.statusCode) };
		metrics.observe('http_request_seconds', reply.elapsedTime / 1_000, labels);
		// The route, not the address: an address may hold what somebody put into it by mistake.
		const line = {
			method: request.method,
			route,
			status: reply.statusCode,
			ms: Math.round(reply.elapsedTime * 10) / 10,
		};
		if (QUIET.has(route)) request.log.debug(line, 'answered');
		else request.log.info(line, 'answered');
	});
}
