/** Builds the node pack and puts it where n8n puts a community pack. */
import { createHash } from 'node:crypto';
import {
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { environmentWith } from '../install.mjs';
import { Message } from '../shared/message.mjs';
import { root } from '../shared/paths.mjs';
import { run, tail } from '../shared/run.mjs';

const name = 'n8n-nodes-sophia';
const sources = [
	'nodes',
	'credentials',
	'engine/contract',
	'package.json',
	'package-lock.json',
	'tsconfig.json',
	'gulpfile.js',
];

/** One hash over everything the pack is made from. */
function sourceHash() {
	const hash = createHash('sha256');
	for (const source of sources) {
		const place = path.join(root, source);
		const inside = /\.[a-z]+$/.test(source) ? [''] : readdirSync(place, { recursive: true, encoding: 'utf8' }).sort();
		for (const file of inside) {
			if (file && !path.extname(file)) continue; // A folder.
			hash.update(`${source}/${file}\0`).update(readFileSync(path.join(place, file)));
		}
	}
	return hash.digest('hex');
}

/**
 * Puts the pack, built from the sources as they are, into n8n's user folder: packed and unpacked, without development
 * or peer dependencies. A link would find a second n8n-workflow. Does nothing when it is there already.
 * @param {{ node: string, userFolder: string }} options `userFolder`: N8N_USER_FOLDER
 */
export async function installPack({ node, userFolder }) {
	mkdirSync(userFolder, { recursive: true, mode: 0o700 });
	const nodesFolder = path.join(userFolder, '.n8n', 'nodes');
	const target = path.join(nodesFolder, 'node_modules', name);
	const stamp = path.join(nodesFolder, '.sophia-pack');
	const hash = sourceHash();
	if (existsSync(target) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;

	const built = await buildPack(node, hash);
	rmSync(target, { recursive: true, force: true });
	cpSync(built, target, { recursive: true });
	const { version } = JSON.parse(readFileSync(path.join(target, 'package.json'), 'utf8'));
	const list = { name: 'installed-nodes', private: true, dependencies: { [name]: version } };
	writeFileSync(path.join(nodesFolder, 'package.json'), JSON.stringify(list, null, 2));
	writeFileSync(stamp, hash);
}

/** Builds and packs; the latest build is kept, unpacked. @returns {Promise<string>} its folder */
async function buildPack(/** @type {string} */ node, /** @type {string} */ hash) {
	const folder = path.join(root, '.sophia', 'pack');
	const result = path.join(folder, hash, 'package');
	if (existsSync(result)) return result;

	const env = environmentWith(node);
	const must = async (/** @type {string} */ command, /** @type {string[]} */ args) => {
		const { code, stdout, stderr } = await run(command, args, { cwd: root, env });
		if (code !== 0) throw new Message(`${command} ${args.join(' ')} failed:\n${tail(`${stdout}\n${stderr}`, 30)}`);
	};
	await must('n8n-node', ['build']);
	await must('gulp', ['--silent']);
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	const work = mkdtempSync(path.join(folder, 'unpack-'));
	await must('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', work]);
	const archive = readdirSync(work).find((file) => file.endsWith('.tgz'));
	await must('tar', ['-xzf', path.join(work, archive ?? ''), '-C', work]);
	renameSync(work, path.dirname(result));
	return result;
}
