/** After `n8n-node build`: what n8n reads beside the compiled nodes goes to dist, and what does not belong there goes. */
const { rm, readdir } = require('node:fs/promises');
const { dest, parallel, series, src } = require('gulp');

const folders = ['nodes', 'credentials'];

/** `n8n-node build` compiles the types that nodes import and copies every image of the repository; the pack has neither. */
async function clean() {
	const entries = await readdir('dist').catch(() => []);
	const strangers = entries.filter((entry) => !folders.includes(entry));
	await Promise.all(strangers.map((entry) => rm(`dist/${entry}`, { recursive: true })));
}

function icons() {
	return src('{nodes,credentials}/**/*.{png,svg}', { encoding: false }).pipe(dest('dist'));
}

function descriptions() {
	return src('nodes/**/*.node.json').pipe(dest('dist/nodes'));
}

exports.default = series(clean, parallel(icons, descriptions));
