import { describe, expect, it } from '@jest/globals';
import { RetryableError, TerminalError } from '../../../errors.ts';
import { connectionSurvives, databaseError, isForeignKeyViolation, isUniqueViolation } from './database-errors.ts';

const refusal = (code: string, more: object = {}) =>
	Object.assign(new Error('refused'), { severity: 'ERROR', code, ...more });

describe('errors of the database', () => {
	it.each(['08006', '53300', '57P01', '57P03', '57014', 'ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT'])(
		'makes the outage %s retryable, done or not',
		(code) => {
			const error = databaseError(refusal(code));
			expect(error).toBeInstanceOf(RetryableError);
			expect(error).toMatchObject({ code: 'store-unavailable', notDone: false });
			expect(databaseError(refusal(code), true)).toMatchObject({ notDone: true });
		},
	);

	it.each(['40001', '40P01', '55P03'])('makes the conflict %s retryable, and knows that nothing was done', (code) => {
		expect(databaseError(refusal(code))).toMatchObject({ code: 'store-unavailable', notDone: true });
	});

	it.each([
		'Connection terminated unexpectedly',
		'timeout exceeded when trying to connect',
		'timeout expired',
		'Query read timeout',
		'Client has encountered a connection error and is not queryable',
		'Cannot use a pool after calling end on the pool',
		'cached plan must not change result type',
	])('makes the driver’s “%s” retryable', (message) => {
		expect(databaseError(new Error(message))).toMatchObject({ code: 'store-unavailable' });
	});

	it('leaves other refusals recognizable and takes the row out of them', () => {
		const duplicate = refusal('23505', {
			constraint: 'runs_pkey',
			detail: 'Key (id)=(secret) already exists.',
			where: 'secret',
		});
		expect(databaseError(duplicate)).toBe(duplicate);
		expect(JSON.stringify(duplicate)).not.toContain('secret');
		expect(isUniqueViolation(duplicate)).toBe(true);
		expect(isUniqueViolation(duplicate, 'runs_pkey')).toBe(true);
		expect(isUniqueViolation(duplicate, 'runs_child')).toBe(false);
		expect(isForeignKeyViolation(duplicate)).toBe(false);
		expect(isForeignKeyViolation(refusal('23503'))).toBe(true);
		expect(isUniqueViolation(undefined)).toBe(false);
	});

	it('leaves our own errors and what is no error alone', () => {
		const ours = new TerminalError('tenant-unknown');
		expect(databaseError(ours)).toBe(ours);
		expect(databaseError(undefined)).toBe(undefined);
		expect(databaseError('text')).toBe('text');
	});

	it('keeps a connection only after a refusal by the server itself', () => {
		expect(connectionSurvives(refusal('23505'))).toBe(true);
		expect(connectionSurvives(refusal('57P01', { severity: 'FATAL' }))).toBe(false);
		expect(connectionSurvives(new Error('Query read timeout'))).toBe(false);
		const outdated = Object.assign(new Error('cached plan must not change result type'), {
			severity: 'ERROR',
			code: '0A000',
		});
		expect(connectionSurvives(outdated)).toBe(false);
	});
});
