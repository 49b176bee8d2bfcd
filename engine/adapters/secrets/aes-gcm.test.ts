import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../../test/verifies.ts';
import { TerminalError } from '../../errors.ts';
import { createSecrets } from './aes-gcm.ts';

const secrets = createSecrets(new Uint8Array(32).fill(7));
const owner = { tenant: 'acme', connectionId: 'gong-main' };

function codeOf(work: () => unknown): string {
	try {
		work();
	} catch (error) {
		if (error instanceof TerminalError) return error.code;
		throw error;
	}
	return 'none';
}

describe('createSecrets', () => {
	verifies('connections.secret-encrypted');

	it.each(['xoxb-1', 'key:secret', 'ünï¢ødé 🙂', '', 'x'.repeat(10_000)])(
		'reads back what it encrypted: %.20s',
		(secret) => {
			expect(secrets.decrypt(secrets.encrypt(secret, owner), owner)).toBe(secret);
		},
	);

	it('never makes the same bytes twice and shows nothing of the secret', () => {
		const [one, other] = [secrets.encrypt('xoxb-secret', owner), secrets.encrypt('xoxb-secret', owner)];
		expect(one).not.toEqual(other);
		expect(Buffer.from(one).toString('latin1')).not.toContain('secret');
	});

	it('notices every changed or missing byte', () => {
		const stored = secrets.encrypt('xoxb-1', owner);
		for (let at = 0; at < stored.length; at++) {
			const changed = Uint8Array.from(stored);
			changed[at] = (changed[at] ?? 0) ^ 1;
			expect(codeOf(() => secrets.decrypt(changed, owner))).toBe('secret-unreadable');
			expect(codeOf(() => secrets.decrypt(stored.subarray(0, at), owner))).toBe('secret-unreadable');
		}
	});

	it('cannot be read for another tenant, another connection, or with another key', () => {
		const stored = secrets.encrypt('xoxb-1', owner);
		const others = [
			{ ...owner, tenant: 'other' },
			{ ...owner, connectionId: 'gong-other' },
			{ tenant: 'acme-gong', connectionId: 'main' },
		];
		for (const other of others) expect(codeOf(() => secrets.decrypt(stored, other))).toBe('secret-unreadable');
		const otherKey = createSecrets(new Uint8Array(32).fill(8));
		expect(codeOf(() => otherKey.decrypt(stored, owner))).toBe('secret-unreadable');
	});

	it('wants a key of 32 bytes', () => {
		expect(codeOf(() => createSecrets(new Uint8Array(16)))).toBe('config-not-valid');
	});
});
