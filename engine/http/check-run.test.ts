import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../test/verifies.ts';
import type { Connection } from '../contract/connection.ts';
import { RunRequest, type RunRequestInput } from '../contract/run.ts';
import { runProblems } from './check-run.ts';

const models = (vendor: Connection['vendor'], name: string): Connection => ({
	...{ id: `${vendor}-${name}`, kind: 'models', vendor, name, address: 'https://models.example/v1' },
});
const CONNECTIONS: Connection[] = [
	{ id: 'gong-main', kind: 'calls', vendor: 'gong', name: 'main', address: 'https://gong.example' },
	models('openai', 'main'),
	models('openai', 'second'),
	models('openai-compatible', 'vllm'),
	models('openai-compatible', 'ollama'),
];

const problems = (request: RunRequestInput) =>
	runProblems(RunRequest.parse(request), CONNECTIONS, []).map(({ path, message }) => [path, message]);

describe('models of a run', () => {
	verifies('models.one-connection-a-provider');
	const asked = (...ids: string[]) =>
		problems({ kind: 'ask', inputs: [{ question: 'Who?', callId: 'upload-1' }], connections: { models: ids } });

	it('are each of another provider', () => {
		expect(asked('openai-main', 'openai-compatible-vllm', 'openai-compatible-ollama')).toEqual([]);
		expect(asked('openai-main', 'openai-compatible-vllm', 'openai-second')).toEqual([
			['connections.models[2]', 'is to openai, as "openai-main" is: name one of them'],
		]);
		expect(asked('openai-main', 'openai-main').map(([path]) => path)).toEqual(['connections.models[1]']);
	});

	it('exist, and are models', () => {
		expect(asked('openai-none', 'gong-main').map(([path]) => path)).toEqual([
			...['connections.models[0]', 'connections.models[1]'],
		]);
	});
});
