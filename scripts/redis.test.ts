/** Each place where a Redis may come from, with stand-ins for the commands on a PATH of their own. */
import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { verifies } from '../test/verifies.ts';

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'sophia-redis-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A command that writes down how it was called, then does what `script` says; `args` are its arguments. */
async function command(name: string, script: string): Promise<void> {
	const log = `require('fs').appendFileSync('${folder}/calls', '${name} ' + args.join(' ') + '\\n');`;
	const text = `#!${process.execPath}\nconst args = process.argv.slice(2); ${log} ${script}`;
	await writeFile(path.join(folder, name), text);
	await chmod(path.join(folder, name), 0o755);
}

const answerPing = (port: string) =>
	`require('net').createServer((s) => s.on('data', () => s.write('+PONG\\r\\n'))).listen(${port}, '127.0.0.1');`;

/** What `findRedis` gave or said, on a PATH that has only the stand-ins. */
function find(env: Record<string, string> = {}): Promise<string> {
	const script = `
		import { findRedis } from '${import.meta.dirname}/redis.mjs';
		import { stopAll } from '${import.meta.dirname}/shared/processes.mjs';
		try { console.log(JSON.stringify(await findRedis({ home: '${folder}' }))); } catch (error) { console.log(error.message); }
		await stopAll();
		process.exit();`;
	return new Promise((resolve, reject) => {
		const options = { env: { PATH: folder, ...env } };
		execFile(process.execPath, ['--input-type=module', '-e', script], options, (error, stdout) =>
			error ? reject(error) : resolve(stdout),
		);
	});
}

const calls = () => readFile(path.join(folder, 'calls'), 'utf8');

describe('findRedis', () => {
	verifies('start.redis');

	it('takes the one of REDIS_URL before any other', async () => {
		await command('redis-server', '');
		expect(await find({ REDIS_URL: 'redis://127.0.0.1:1' })).toMatch(/REDIS_URL points to 127.0.0.1:1.*ECONNREFUSED/);
	});

	it('does not repeat a REDIS_URL that it cannot read: it may hold a password', async () => {
		const said = await find({ REDIS_URL: 'my-secret' });
		expect(said).toMatch(/REDIS_URL is not an address/);
		expect(said).not.toContain('my-secret');
	});

	it('starts redis-server on loopback, append-only, refusing to evict', async () => {
		await command('redis-server', answerPing("args[args.indexOf('--port') + 1]"));
		await command('docker', '');
		expect(await find()).toMatch(/redis:\/\/127\.0\.0\.1:\d+/);
		const made = await calls();
		expect(made).toContain('--bind 127.0.0.1');
		expect(made).toContain('--appendonly yes --maxmemory-policy noeviction');
		expect(made).toContain(`--dir ${folder}/redis`);
		expect(made).not.toContain('docker');
	});

	it('starts it in Docker where Docker runs, and leaves no container', async () => {
		const port = "args.join(' ').match(/127.0.0.1:(\\d+):6379/)[1]";
		await command('docker', `if (args[0] === 'run') { ${answerPing(port)} }`);
		expect(await find()).toMatch(/redis:\/\/127\.0\.0\.1:\d+/);
		expect(await calls()).toMatch(
			/^docker info\ndocker run --rm .*--appendonly yes.*\ndocker rm -f sophia-redis-\d+\n$/,
		);
	});

	it('says how to get one where there is none', async () => {
		await command('docker', 'process.exit(1);'); // Installed, not running.
		const said = await find();
		expect(said).toContain('Sophia needs a Redis');
		expect(said).toContain('REDIS_URL=');
	});
});
