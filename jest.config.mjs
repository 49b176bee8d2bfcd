/** Unit tests stand beside their source; native ESM, TypeScript stripped by swc. */
const transform = {
	'^.+\\.(ts|mts)$': [
		'@swc/jest',
		{ jsc: { target: 'es2024', parser: { syntax: 'typescript' } }, module: { type: 'es6' }, sourceMaps: 'inline' },
	],
};

export default {
	projects: [
		{
			displayName: 'engine',
			rootDir: import.meta.dirname,
			testMatch: ['<rootDir>/engine/**/*.test.ts', '<rootDir>/test/*.test.ts', '<rootDir>/scripts/**/*.test.ts'],
			extensionsToTreatAsEsm: ['.ts'],
			testPathIgnorePatterns: ['/node_modules/', '/.sophia/', '/dist/'],
			modulePathIgnorePatterns: ['<rootDir>/.sophia/', '<rootDir>/dist/', '<rootDir>/host/'],
			transform,
		},
		{
			displayName: 'nodes',
			rootDir: import.meta.dirname,
			testMatch: ['<rootDir>/nodes/**/*.test.ts', '<rootDir>/credentials/**/*.test.ts'],
			extensionsToTreatAsEsm: ['.ts'],
			testPathIgnorePatterns: ['/node_modules/', '/.sophia/', '/dist/'],
			modulePathIgnorePatterns: ['<rootDir>/.sophia/', '<rootDir>/dist/', '<rootDir>/host/'],
			transform,
		},
	],
};
