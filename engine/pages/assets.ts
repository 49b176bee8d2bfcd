/** What pages load: a style sheet, a script, the mark. Nothing comes from elsewhere. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const TYPES = {
	'page.css': 'text/css; charset=utf-8',
	'call-page.js': 'text/javascript; charset=utf-8',
	'owl.svg': 'image/svg+xml',
} as const;

export type AssetName = keyof typeof TYPES;

export type Asset = { type: string; content: Buffer; version: string };

/** Read once, when the engine starts. */
export const ASSETS = Object.fromEntries(
	Object.entries(TYPES).map(([name, type]): [string, Asset] => {
		const content = readFileSync(join(import.meta.dirname, 'assets', name));
		return [name, { type, content, version: createHash('sha256').update(content).digest('hex').slice(0, 12) }];
	}),
) as Record<AssetName, Asset>;

/** As seen from a page one folder deep; another content has another address, so browsers may keep it for ever. */
export function assetAddress(name: AssetName): string {
	return `../assets/${name}?v=${ASSETS[name].version}`;
}
