/** Unit tests stand beside their source; native ESM, TypeScript stripped by swc. */

/** What every suite shares; test/jest.config.mjs is the other one. */
export const shared = {
	extensionsToTreatAsEsm: ['.ts'],
	testPathIgnorePatterns: ['/node_modules/', '/.sophia/', '/dist/'],
	setupFiles: ['<rootDir>/test/logs/setup.ts'],
	modulePathIgnorePatterns: ['<rootDir>/.sophia/', '<rootDir>/dist/', '<rootDir>/host/'],
	transform: {
		'^.+\\.(ts|mts)$': [
			'@swc/jest',
			{
				jsc: { target: 'es2024', parser: { syntax: 'typescript' }, experimental: { keepImportAttributes: true } },
				...{ module: { type: 'es6' }, sourceMaps: 'inline' },
			},
		],
	},
};

export default {
	...shared,
	rootDir: import.meta.dirname,
	testMatch: ['engine', 'nodes', 'credentials', 'scripts']
		.map((folder) => `<rootDir>/${folder}/**/*.test.ts`)
		.concat('<rootDir>/test/*.test.ts', '<rootDir>/test/logs/*.test.ts', '<rootDir>/test/planted/*.test.ts'),
};
