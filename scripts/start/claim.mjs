/** One start on one data folder: a second Redis or sandbox there would write the files of the first. */
import { rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import path from 'node:path';
import process from 'node:process';
import { Message } from '../shared/message.mjs';

/**
 * Claims the folder until this process ends. The claim is a socket on which we listen: one that nobody listens on any
 * more was left behind by a kill, whereas a process id that was written down may belong to somebody else by now.
 * @throws Message when another start, or an engine, works on the folder
 */
export async function claimHome(/** @type {string} */ home) {
	const claim = path.join(home, 'start.sock');
	for (const socket of [claim, path.join(home, 'engine.sock')]) {
		if (!(await isListening(socket))) continue;
		throw new Message(
			`Sophia already runs on ${home}. Stop it first, or give this one a folder of its own:\n` +
				'  SOPHIA_HOME=./another npm start',
		);
	}
	rmSync(claim, { force: true });
	const server = createServer((socket) => socket.end()).unref();
	await new Promise((resolve, reject) => {
		server.once('error', (error) => reject(new Message(`SOPHIA_HOME (${home}) cannot be used: ${error.message}`)));
		server.listen(claim, () => resolve(undefined));
	});
	process.once('exit', () => rmSync(claim, { force: true }));
}

/** @returns {Promise<boolean>} */
function isListening(/** @type {string} */ file) {
	return new Promise((resolve) => {
		const socket = connect(file);
		socket.once('error', () => resolve(false));
		socket.once('connect', () => {
			socket.destroy();
			resolve(true);
		});
	});
}
