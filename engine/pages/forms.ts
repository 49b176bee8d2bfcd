/** Bodies that forms of pages send. */
import type { FastifyInstance } from 'fastify';

/** The one content type of the addresses of this part of the app. Fields that stand twice are none. */
export function readForms(app: FastifyInstance): void {
	app.removeAllContentTypeParsers();
	app.addContentTypeParser(
		'application/x-www-form-urlencoded',
		{ parseAs: 'string' },
		async (_request: unknown, body: string) => {
			const fields = [...new URLSearchParams(body)];
			return new Set(fields.map(([name]) => name)).size === fields.length ? Object.fromEntries(fields) : {};
		},
	);
}
