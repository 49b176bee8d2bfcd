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
	statSync,
	symlinkSync,
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
	'README.md',
	'LICENSE',
];
/** Where the latest build is kept. */
const kept = path.join(root, '.sophia', 'pack');

/** One hash over everything the pack is made from. */
function sourceHash() {
	const hash = createHash('sha256');
	for (const source of sources) {
		const place = path.join(root, source);
		const inside = statSync(place).isDirectory()
			? readdirSync(place, { recursive: true, encoding: 'utf8' }).sort()
			: [''];
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
 * @param {{ node: string, userFolder: string, builds?: string }} options `userFolder`: N8N_USER_FOLDER
 */
export async function installPack({ node, userFolder, builds = kept }) {
	mkdirSync(userFolder, { recursive: true, mode: 0o700 });
	const nodesFolder = path.join(userFolder, '.n8n', 'nodes');
	const target = path.join(nodesFolder, 'node_modules', name);
	const stamp = path.join(nodesFolder, '.sophia-pack');
	const hash = sourceHash();
	if (existsSync(target) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;

	const built = await buildPack(node, builds, hash);
	rmSync(target, { recursive: true, force: true });
	cpSync(built, target, { recursive: true });
	const { version } = JSON.parse(readFileSync(path.join(target, 'package.json'), 'utf8'));
	const list = { name: 'installed-nodes', private: true, dependencies: { [name]: version } };
	writeFileSync(path.join(nodesFolder, 'package.json'), JSON.stringify(list, null, 2));
	writeFileSync(stamp, hash);
}

/**
 * Builds and packs, in a folder of its own: two processes may build at the same moment, and `n8n-node build` empties and
 * fills `dist` where it runs. The latest build stays in `folder`, unpacked.
 * @returns {Promise<string>} where it is
 */
async function buildPack(/** @type {string} */ node, /** @type {string} */ folder, /** @type {string} */ hash) {
	const target = path.join(folder, hash);
	const result = path.join(target, 'package');
	if (existsSync(result)) return result;

	mkdirSync(folder, { recursive: true });
	const work = mkdtempSync(path.join(folder, 'work-'));
	const env = environmentWith(node);
	const must = async (/** @type {string} */ command, /** @type {string[]} */ args) => {
		const { code, stdout, stderr } = await run(command, args, { cwd: work, env });
		if (code !== 0) throw new Message(`${command} ${args.join(' ')} failed:\n${tail(`${stdout}\n${stderr}`, 30)}`);
	};
	try {
		for (const source of sources) cpSync(path.join(root, source), path.join(work, source), { recursive: true });
		for (const modules of ['node_modules', 'engine/node_modules'])
			symlinkSync(path.join(root, modules), path.join(work, modules));
		await must('n8n-node', ['build']);
		await must('gulp', ['--silent']);
		const unpacked = path.join(work, 'unpacked');
		mkdirSync(unpacked);
		await must('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', unpacked]);
		const archive = readdirSync(unpacked).find((file) => file.endsWith('.tgz'));
		await must('tar', ['-xzf', path.join(unpacked, archive ?? ''), '-C', unpacked]);
		putInPlace(unpacked, target);
	} finally {
		rmSync(work, { recursive: true, force: true });
	}
	for (const entry of readdirSync(folder)) {
		if (entry !== hash && !entry.startsWith('work-'))
			rmSync(path.join(folder, entry), { recursive: true, force: true });
	}
	return result;
}

/** Whoever comes second takes what the first has put there: it is made from the same sources. */
function putInPlace(/** @type {string} */ from, /** @type {string} */ to) {
	try {
		renameSync(from, to);
	} catch (error) {
		if (!existsSync(to)) throw error;
	}
}
