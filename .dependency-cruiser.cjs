/** The boundaries of the code, as rules; test/boundaries.test.ts breaks each of them once and sees it fire. */
const severity = 'error';
const aTest = '\\.test\\.ts$';
const ours = '^(engine|nodes|credentials|airbyte|k8s|scripts|test|host|workflows)/';
const contract = '^engine/contract/';
const ports = '^engine/ports/';
const errors = '^engine/errors\\.ts$';
const domain = '^engine/domain/';
const runs = '^engine/runs/';
const events = '^engine/events/';
const http = '^engine/http/';
const commands = '^engine/commands/';
const pages = '^engine/pages/';
const adapters = '^engine/adapters/';
const sandbox = '^engine/sandbox/';
const wiring = '^engine/wiring/';
const main = '^engine/main\\.ts$';
const config = '^engine/config\\.ts$';

const packages = ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-bundled', 'npm-no-pkg', 'npm-unknown'];

/** A layer sees these folders of ours and nothing else of ours. Its tests may see more. */
const layer = (name, from, comment, ...sees) => ({
	name,
	severity,
	comment,
	from: { path: from, pathNot: aTest },
	to: { path: ours, pathNot: ['node_modules', from, ...sees] },
});

/** A layer uses these packages and Node core modules and no others. */
const uses = (name, from, comment, dependencyTypes, ...allowed) => ({
	name,
	severity,
	comment,
	from: { path: from, pathNot: aTest },
	to: { dependencyTypes, ...(allowed.length ? { pathNot: `(^|/)node_modules/(${allowed.join('|')})/` } : {}) },
});

module.exports = {
	forbidden: [
		layer('contract-sees-itself', contract, 'The contract is what others depend on; it depends on nobody.'),
		uses('contract-uses-zod', contract, 'Schemas need zod and nothing else.', [...packages, 'core'], 'zod'),
		layer('ports-see-the-contract', ports, 'A port names shapes of the contract and errors.', contract, errors),
		uses('ports-use-no-package', ports, 'A port is an interface.', [...packages, 'core']),
		layer('errors-see-nothing', errors, 'Everybody uses the errors.'),
		layer('domain-sees-ports', domain, 'Logic meets the world through ports.', ports, contract, errors),
		uses(
			'domain-is-pure',
			domain,
			'Hashing, clock and random come through ports.',
			[...packages, 'core'],
			'zod',
			'luxon',
			'chrono-node',
		),
		layer('runs-see-ports', runs, 'Kinds of runs are registered by wiring.', ports, contract, errors),
		layer('events-see-ports', events, 'What happened is told through ports.', ports, contract, errors),
		layer('http-sees-runs', http, 'A route translates; it decides nothing.', runs, ports, contract, errors),
		layer(
			'commands-see-ports',
			commands,
			'A second door, with the manners of the first.',
			http,
			ports,
			contract,
			errors,
		),
		layer('pages-see-runs', pages, 'A page shows; it decides nothing.', runs, ports, contract, errors),
		layer('adapters-see-ports', adapters, 'An adapter fulfills a port.', ports, contract, errors),
		{
			name: 'adapters-see-no-peer',
			severity,
			comment: 'Vendors can be added and removed one by one: what two share lies in shared.',
			from: { path: '^engine/adapters/([^/]+)/([^/.]+)', pathNot: aTest },
			to: {
				path: adapters,
				pathNot: ['node_modules', '^engine/adapters/$1/$2(\\.|/)', '^engine/adapters/$1/shared(\\.|/)'],
			},
		},
		{
			name: 'redis-behind-adapters',
			severity,
			comment: 'Only two folders know that the queue is BullMQ and the cache Redis.',
			from: { path: ours, pathNot: ['node_modules', '^engine/adapters/(queue|redis)/', '^test/', aTest] },
			to: { path: '(^|/)node_modules/(bullmq|ioredis)/' },
		},
		{
			name: 'only-the-root-sees-config',
			severity,
			comment: 'The environment is read in one place and handed on as plain options.',
			from: { path: ours, pathNot: ['node_modules', main, wiring, '^test/', aTest] },
			to: { path: config },
		},
		{
			name: 'only-the-root-sees-adapters',
			severity,
			comment: 'Which vendor stands behind a port is decided by wiring.',
			from: { path: ours, pathNot: ['node_modules', main, wiring, adapters, '^test/', aTest] },
			to: { path: adapters },
		},
		{
			name: 'only-main-sees-wiring',
			severity,
			comment: 'Wiring knows everybody; nobody knows wiring.',
			from: { path: ours, pathNot: ['node_modules', main, wiring, '^test/', aTest] },
			to: { path: [wiring, main] },
		},
		layer('sandbox-sees-itself', sandbox, 'It counts what the engine did, so it shares no code with it.'),
		{
			name: 'sandbox-stays-outside',
			severity,
			comment: 'It is an outside service: one talks to it over HTTP.',
			from: { path: '^(engine|nodes|credentials|airbyte|k8s|scripts)/', pathNot: ['node_modules', sandbox, aTest] },
			to: { path: sandbox },
		},
		layer('nodes-see-the-contract', '^(nodes|credentials)/', 'The pack is published without the engine.', contract),
		{
			name: 'nodes-import-types-only',
			severity,
			comment: 'The pack has no runtime dependency.',
			from: { path: '^(nodes|credentials)/', pathNot: aTest },
			to: { path: contract, dependencyTypesNot: ['type-only'] },
		},
		layer('outer-parts-see-the-contract', '^(airbyte|k8s)/', 'They use what engine/package.json exports.', contract),
		layer('scripts-see-themselves', '^scripts/', 'They run before anything is installed.'),
		uses('scripts-use-no-package', '^scripts/', 'They run before anything is installed.', packages),
		{
			name: 'nothing-imports-tests',
			severity,
			comment: 'What only tests need does not reach production.',
			from: { path: ours, pathNot: ['node_modules', '^test/', aTest] },
			to: { path: ['^test/', aTest] },
		},
		{
			name: 'no-circular',
			severity,
			comment: 'A cycle is one file in several pieces.',
			from: { path: ours, pathNot: 'node_modules' },
			to: { circular: true },
		},
		{
			name: 'resolvable',
			severity,
			comment: 'A rule cannot judge what it cannot find.',
			from: { path: ours, pathNot: 'node_modules' },
			to: { couldNotResolve: true },
		},
	],
	options: {
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'engine/tsconfig.json' },
		doNotFollow: { path: 'node_modules' },
		exclude: { path: '^(dist|\\.sophia|test/bench/teams/peers)/' },
		enhancedResolveOptions: {
			exportsFields: ['exports'],
			conditionNames: ['import', 'types', 'node', 'default'],
			extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'],
		},
	},
};
