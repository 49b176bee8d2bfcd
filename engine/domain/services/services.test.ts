import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../../test/verifies.ts';
import { TerminalError } from '../../errors.ts';
import { toServices } from './services.ts';

const HTTP = { name: 'github', url: 'https://mcp.example.com/mcp' };
const STDIO = { name: 'context', command: 'node', args: ['server.js'] };

function fieldsOf(data: unknown): string[] {
	try {
		toServices(data, 'services.yaml');
	} catch (error) {
		if (!(error instanceof TerminalError) || error.code !== 'services-not-valid') throw error;
		expect(error.message).toMatch(/^services\.yaml: /);
		return ((error.details?.fields ?? []) as { path: string }[]).map(({ path }) => path);
	}
	return [];
}

describe('toServices', () => {
	it('reads both ways to a service, with what holds where nothing is said', () => {
		const rest = { deadlineSeconds: 30, reads: [], approval: [] };
		expect(toServices({ services: [HTTP, STDIO] }, 'x')).toEqual([
			{ ...HTTP, ...rest, headers: {} },
			{ ...STDIO, ...rest, variables: [] },
		]);
	});

	it('names every wrong field at once', () => {
		verifies('teams.services-file');
		const services = [
			{ ...HTTP, url: 'ftp://x', bearer: 'ghp_secret', deadlineSeconds: 0, reads: ['a b'], colour: 'red' },
			{ ...STDIO, args: 'server.js', variables: ['SOPHIA_SECRET_KEY'], tenants: [''] },
			{ ...HTTP, headers: { 'X-Key': 'an inline secret' } },
			{ name: 'GitHub' },
		];
		expect(fieldsOf({ services })).toEqual([
			...['services.0.deadlineSeconds', 'services.0.reads.0', 'services.0.url', 'services.0.bearer'],
			...['services.0.colour', 'services.1.tenants.0', 'services.1.args', 'services.1.variables.0'],
			...['services.2.headers.X-Key', 'services.3.name', 'services.3.url', 'services.2.name'],
		]);
	});

	it.each([
		['two ways at once', [{ ...HTTP, command: 'node' }], 'services.0.command'],
		['a password in the address', [{ ...HTTP, url: 'https://a:b@example.com' }], 'services.0.url'],
	])('refuses %s', (_, services, path) => {
		verifies('teams.services-file');
		expect(fieldsOf({ services })).toEqual([path]);
	});

	it.each([[null], [[]], [{}], [{ services: {} }], [{ services: ['github'] }]])('refuses %j', (data) => {
		expect(fieldsOf(data)).toHaveLength(1);
	});
});
