import { expect, it } from '@jest/globals';
import { onceEach } from './session.mjs';

it('counts an execution once that ended while n8n listed it', () => {
	const listed = [
		{ id: '4', status: 'running' },
		{ id: '3', status: 'running' },
		{ id: '3', status: 'success' },
		{ id: '2', status: 'success' },
	];
	expect(onceEach(listed)).toEqual([
		{ id: '4', status: 'running' },
		{ id: '3', status: 'success' },
		{ id: '2', status: 'success' },
	]);
});
