import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/** The path of the first of these commands that is on the PATH; absolute paths are looked at as they are. */
export function onPath(/** @type {string[]} */ ...commands) {
	const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
	const places = commands.flatMap((command) => folders.map((folder) => path.resolve(folder, command)));
	return places.find((place) => existsSync(place));
}
