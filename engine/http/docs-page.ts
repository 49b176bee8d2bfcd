/** The page at /docs: the interface to read and to try out, by Swagger UI. Its files are served from here, all of them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';

/** Nothing is loaded from elsewhere, and requests go to this engine alone. */
const POLICY = [
	"default-src 'none'",
	"script-src 'self'",
	"style-src 'self'",
	"img-src 'self' data:",
	"connect-src 'self'",
	"base-uri 'none'",
	"form-action 'none'",
	"frame-ancestors 'none'",
].join('; ');

/** Swagger UI has dark colors and leaves it to the page to ask for them. */
const DARK = `
const dark = matchMedia('(prefers-color-scheme: dark)');
const follow = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', follow);
follow();
`;

const STYLE = readFileSync(join(import.meta.dirname, 'docs-page.css'), 'utf8');

/** `publicUrl`: where people reach the engine; a path in it stands before the paths of requests that are tried out. */
export async function docsPage(app: FastifyInstance, publicUrl?: string): Promise<void> {
	const url = publicUrl === undefined ? '/' : new URL(publicUrl).pathname;
	await app.register(swaggerUi, {
		routePrefix: '/docs',
		staticCSP: POLICY,
		uiConfig: {
			layout: 'BaseLayout',
			docExpansion: 'list',
			defaultModelsExpandDepth: -1,
			displayRequestDuration: true,
			// A key is forgotten with the page.
			persistAuthorization: false,
			tryItOutEnabled: true,
		},
		theme: {
			title: 'Sophia API',
			css: [{ filename: 'page.css', content: STYLE }],
			js: [{ filename: 'dark.js', content: DARK }],
		},
		logo: { type: 'image/svg+xml', content: '' },
		// The page may ask its own origin only, whatever address others use.
		transformSpecification: (description) => ({ ...description, servers: [{ url }] }),
		uiHooks: {
			onRequest: (request, reply, next) => {
				reply.headers({ 'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff' });
				// With the slash its files are found beside it, whatever path a proxy puts before.
				if (/^[^?]*\/docs(\?|$)/.test(request.url)) reply.redirect('docs/');
				else next();
			},
		},
	});
}
