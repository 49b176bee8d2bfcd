/** What pages load: a style sheet, a script, the mark. Nothing comes from elsewhere. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Each is made of these files, one after another. */
const SOURCES = {
	'page.css': {
		type: 'text/css; charset=utf-8',
		files: [
			'colors',
			'frame',
			'header',
			'marks',
			'timeline',
			'talk',
			'findings',
			'feedback',
			'question',
			'run',
			'transcript',
		].map((name) => `style/${name}.css`),
	},
	'call-page.js': { type: 'text/javascript; charset=utf-8', files: ['call-page.js'] },
	'owl.svg': { type: 'image/svg+xml', files: ['owl.svg'] },
} as const;

export type AssetName = keyof typeof SOURCES;

export type Asset = { type: string; content: Buffer; version: string };

/** Read once, when the engine starts. */
export const ASSETS = Object.fromEntries(
	Object.entries(SOURCES).map(([name, { type, files }]): [string, Asset] => {
		const content = Buffer.concat(files.map((file) => readFileSync(join(import.meta.dirname, 'assets', file))));
		return [name, { type, content, version: createHash('sha256').update(content).digest('hex').slice(0, 12) }];
	}),
) as Record<AssetName, Asset>;

/** As seen from a page one folder deep; another content has another address, so browsers may keep it for ever. */
export function assetAddress(name: AssetName): string {
	return `../assets/${name}?v=${ASSETS[name].version}`;
}
