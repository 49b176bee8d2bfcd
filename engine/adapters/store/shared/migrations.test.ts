import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../../../test/verifies.ts';
import { type Migration, migrate, readMigrations } from './migrations.ts';

/** A database that remembers what it was told and knows the given migrations. */
function recorder(applied: { name: string; sha256: string }[] = [], failing = '') {
	const statements: string[] = [];
	const query = async (text: string) => {
		statements.push(text);
		if (text === failing) throw new Error('syntax error');
		return { rows: text.startsWith('select name') ? applied : [] };
	};
	return { client: { query } as unknown as Parameters<typeof migrate>[0], statements };
}

const migration = (name: string): Migration => ({ name, text: `create ${name}`, sha256: `sha of ${name}` });
const both = [migration('0001_one'), migration('0002_two')];

describe('migrations', () => {
	it('stand in the order of their numbers, each number once', async () => {
		const names = (await readMigrations()).map(({ name }) => name);
		expect(names[0]).toBe('0001_tenants');
		expect(names).toEqual([...names].sort());
		expect(new Set(names.map((name) => name.slice(0, 4))).size).toBe(names.length);
	});

	it('are applied when missing, each in a transaction, under a lock', async () => {
		const { client, statements } = recorder([{ name: '0001_one', sha256: 'sha of 0001_one' }]);
		expect(await migrate(client, both)).toEqual(['0002_two']);
		expect(statements[0]).toContain('pg_advisory_lock');
		expect(statements.slice(3, -1)).toEqual(['begin', 'create 0002_two', expect.stringContaining('insert'), 'commit']);
	});

	it('leave those of a later release alone', async () => {
		const later = [...both, migration('0003_later')].map(({ name, sha256 }) => ({ name, sha256 }));
		expect(await migrate(recorder(later).client, both)).toEqual([]);
	});

	it('are refused when one has changed since it was applied', async () => {
		verifies('store.migration-changed');
		const { client, statements } = recorder([{ name: '0001_one', sha256: 'another' }]);
		await expect(migrate(client, both)).rejects.toMatchObject({ code: 'migration-changed' });
		expect(statements).not.toContain('begin');
	});

	it('are rolled back when they fail, and later ones are not tried', async () => {
		const { client, statements } = recorder([], 'create 0001_one');
		await expect(migrate(client, both)).rejects.toThrow('syntax error');
		expect(statements.at(-1)).toBe('rollback');
		expect(statements).not.toContain('create 0002_two');
	});
});
