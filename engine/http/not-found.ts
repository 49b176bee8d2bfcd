/** Tells an address that does not exist from one that does not take the method. */
import type { FastifyInstance } from 'fastify';
import { TerminalError } from '../errors.ts';

/** Call it before routes are added. Errors: `not-found`, `method-not-allowed` with the header `allow`. */
export function answerUnknownRoutes(app: FastifyInstance): void {
	const routes: { methods: string[]; matches: RegExp }[] = [];

	app.addHook('onRoute', ({ method, url }) => {
		routes.push({
			methods: [method].flat(),
			matches: new RegExp(`^${url.replace(/:[^/]+/g, '[^/]+').replaceAll('*', '.*')}$`),
		});
	});
	app.setNotFoundHandler((request, reply) => {
		const [address = ''] = request.url.split('?');
		const methods = new Set(routes.filter(({ matches }) => matches.test(address)).flatMap((route) => route.methods));
		// A route of files takes the method and has no such file.
		if (methods.size === 0 || methods.has(request.method)) throw new TerminalError('not-found');
		reply.header('allow', [...methods].sort().join(', '));
		throw new TerminalError('method-not-allowed');
	});
}
