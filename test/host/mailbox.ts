/** A stand-in of a mail server on loopback: it takes every message by SMTP and keeps its text. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

export type Mailbox = {
	port: number;
	/** The messages that came, as they were sent, with the folded lines of quoted-printable put together. */
	messages: string[];
	/** Resolves with the next message. */
	arrival(): Promise<string>;
	close(): void;
};

export async function openMailbox(): Promise<Mailbox> {
	const messages: string[] = [];
	let waiting: ((message: string) => void)[] = [];
	const keep = (message: string) => {
		messages.push(message);
		for (const tell of waiting.splice(0)) tell(message);
	};
	const sockets = new Set<Socket>();
	const server = createServer((socket) => {
		sockets.add(socket.once('close', () => sockets.delete(socket)).on('error', () => {}));
		converse(socket, keep);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		port: (server.address() as AddressInfo).port,
		messages,
		arrival: () => new Promise((resolve) => waiting.push(resolve)),
		close() {
			waiting = [];
			for (const socket of sockets) socket.destroy();
			server.close();
		},
	};
}

/** RFC 5321, as far as a client without sign-in or encryption goes. */
function converse(socket: Socket, keep: (message: string) => void): void {
	const say = (line: string) => socket.write(`${line}\r\n`);
	let message: string[] | undefined;
	say('220 mailbox');
	createInterface({ input: socket, crlfDelay: Number.POSITIVE_INFINITY }).on('line', (line) => {
		if (message && line === '.') {
			keep(unfold(message));
			message = undefined;
			return say('250 kept');
		}
		if (message) return message.push(line.replace(/^\.\./, '.'));
		const command = line.slice(0, 4).toUpperCase();
		if (command === 'QUIT') return socket.end('221 bye\r\n');
		if (command === 'DATA') message = [];
		return say(command === 'DATA' ? '354 go on' : '250 ok');
	});
}

/** Quoted-printable, RFC 2045: for the ASCII that links are made of. */
function unfold(lines: string[]): string {
	return lines
		.join('\n')
		.replaceAll('=\n', '')
		.replace(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
